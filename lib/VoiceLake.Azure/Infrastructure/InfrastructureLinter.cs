using System.Text.Json;
using VoiceLake.Azure.Infrastructure.Rules;

namespace VoiceLake.Azure.Infrastructure;

/// <summary>Finds in a planned workspace, without Azure, what Bicep's types let pass.</summary>
/// <remarks>
/// It reads what <c>bicep snapshot</c> writes: the resources that a deployment would make, with every parameter put in. Notebook: 00-setup
/// </remarks>
public static class InfrastructureLinter
{
    /// <summary>All rules.</summary>
    public static IReadOnlyList<InfrastructureRule> Rules { get; } = [.. StorageRules.All, .. RoleRules.All, .. VaultRules.All, .. WorkspaceRules.All];

    /// <summary>The findings, by resource and property; none is what is wanted.</summary>
    /// <param name="snapshot">The text of a file <c>*.snapshot.json</c>.</param>
    /// <exception cref="InvalidDataException">The text is no such file.</exception>
    public static IReadOnlyList<InfrastructureFinding> Check(string snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var resources = Read(snapshot);
        return [.. Rules.SelectMany(rule => rule.Check(resources)).OrderBy(finding => finding.Resource, StringComparer.Ordinal).ThenBy(finding => finding.Path, StringComparer.Ordinal)];
    }

    /// <summary>The resources of a snapshot.</summary>
    internal static List<PlannedResource> Read(string snapshot)
    {
        try
        {
            return [.. JsonDocument.Parse(snapshot).RootElement.GetProperty("predictedResources").EnumerateArray().Select(resource => new PlannedResource(resource))];
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InvalidDataException("This is no snapshot of a deployment: make one with 'bicep snapshot infra/parameters/dev.bicepparam'.", error);
        }
    }
}
