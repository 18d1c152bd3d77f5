using VoiceLake.Azure.Infrastructure;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Workspaces;

/// <summary>The workspace in Azure as the repository's Bicep files plan it: looked at without Azure, deployed when asked.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public static class AzureWorkspace
{
    private const string Location = "westeurope";

    /// <summary>The resources that a deployment would make, one line for each type, as the committed snapshot has them.</summary>
    /// <param name="environment">The parameter file: <c>dev</c> or <c>prod</c>.</param>
    /// <exception cref="LakeException">There is no such snapshot.</exception>
    public static IReadOnlyList<PlannedType> Plan(string environment = "dev") =>
    [
        .. InfrastructureLinter.Read(Read(environment))
            .GroupBy(resource => resource.Type, StringComparer.OrdinalIgnoreCase)
            .Select(group => new PlannedType(group.Key, group.Count()))
            .OrderBy(type => type.Type, StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>What the rules find in a plan; nothing is what is wanted.</summary>
    /// <param name="environment">The parameter file: <c>dev</c> or <c>prod</c>.</param>
    /// <exception cref="LakeException">There is no such snapshot.</exception>
    public static IReadOnlyList<InfrastructureFinding> Check(string environment = "dev") => InfrastructureLinter.Check(Read(environment));

    /// <summary>Deploys the workspace with the Azure CLI, as whoever is signed in there. This costs money.</summary>
    /// <param name="environment">The parameter file: <c>dev</c> or <c>prod</c>.</param>
    /// <param name="location">The region in which Azure keeps the deployment's record.</param>
    /// <param name="cancellationToken">Ends the CLI; what was begun in Azure goes on there.</param>
    /// <returns>What the CLI wrote.</returns>
    /// <exception cref="LakeException">The CLI is not installed, or the deployment failed: the message ends with what it said.</exception>
    public static Task<string> DeployAsync(string environment = "dev", string location = Location, CancellationToken cancellationToken = default)
    {
        var parameters = Path.Combine(Folder, "parameters", $"{environment}.bicepparam");
        return File.Exists(parameters)
            ? AzureCli.RunAsync(["deployment", "sub", "create", "--name", "voicelake", "--location", location, "--parameters", parameters], cancellationToken)
            : throw Missing(parameters);
    }

    private static string Folder => Path.Combine(Workspace.Root, "infra");

    private static string Read(string environment)
    {
        var path = Path.Combine(Folder, "parameters", $"{environment}.snapshot.json");
        return File.Exists(path) ? File.ReadAllText(path) : throw Missing(path);
    }

    private static LakeException Missing(string path) => new($"'{path}' is not there: name one of the environments in infra/parameters, such as dev.");
}

/// <summary>How many resources of one type a deployment would make.</summary>
/// <remarks>Notebook: 00-setup</remarks>
/// <param name="Type">Provider and type, such as <c>Microsoft.Storage/storageAccounts</c>.</param>
/// <param name="Count">How many.</param>
public sealed record PlannedType(string Type, int Count);
