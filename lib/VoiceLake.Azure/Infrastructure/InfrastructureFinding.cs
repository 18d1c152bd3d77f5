namespace VoiceLake.Azure.Infrastructure;

/// <summary>One thing in a planned workspace that Azure would refuse, or that leaves the lake open or incomplete.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Resource">The resource's type and name.</param>
/// <param name="Path">The property in it.</param>
/// <param name="Rule">The rule's id, such as <c>storage-sku</c>.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Remedy">What to do.</param>
public sealed record InfrastructureFinding(string Resource, string Path, string Rule, string Problem, string Remedy)
{
    /// <summary>Resource, property, rule, problem and remedy in one line.</summary>
    public override string ToString() => $"{Resource}, {Path}: [{Rule}] {Problem}: {Remedy}.";
}
