namespace VoiceLake.DataFactory.Expressions;

/// <summary>Where <c>utcNow</c>, <c>guid</c> and <c>rand</c> get their values from.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record ExpressionOptions
{
    /// <summary>The clock; the system's by default.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The source of <c>guid</c> and <c>rand</c>; the shared one by default. A seeded one makes both repeatable.</summary>
    public Random Random { get; init; } = Random.Shared;
}
