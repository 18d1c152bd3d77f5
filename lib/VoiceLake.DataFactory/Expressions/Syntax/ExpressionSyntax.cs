using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Expressions.Functions;

namespace VoiceLake.DataFactory.Expressions.Syntax;

/// <summary>A part of an expression; its position is in characters of the whole text, from 0.</summary>
internal abstract record ExpressionSyntax(int Position);

/// <summary>A value that is written out.</summary>
internal sealed record LiteralSyntax(int Position, JsonNode? Value) : ExpressionSyntax(Position);

/// <summary>A function with its arguments.</summary>
internal sealed record CallSyntax(int Position, ExpressionFunction Function, IReadOnlyList<ExpressionSyntax> Arguments) : ExpressionSyntax(Position);

/// <summary>Properties and items of a value, one after the other: a list and no tree, so that a long chain costs no stack.</summary>
internal sealed record AccessSyntax(int Position, ExpressionSyntax Target, IReadOnlyList<AccessStep> Steps) : ExpressionSyntax(Position);

/// <summary>One <c>.name</c>, <c>['name']</c> or <c>[0]</c>; optional with a <c>?</c> before it.</summary>
internal sealed record AccessStep(int Position, ExpressionSyntax Key, bool IsOptional);

/// <summary>Text with expressions in it.</summary>
internal sealed record InterpolationSyntax(int Position, IReadOnlyList<ExpressionSyntax> Parts) : ExpressionSyntax(Position);
