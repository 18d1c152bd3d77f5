namespace VoiceLake.Azure.Infrastructure.Rules;

/// <summary>What a role assignment must say, of which Bicep checks nothing.</summary>
internal static class RoleRules
{
    private const string Assignment = "Microsoft.Authorization/roleAssignments";

    private static readonly string[] PrincipalTypes = ["ServicePrincipal", "User", "Group", "ForeignGroup", "Device"];

    public static IReadOnlyList<InfrastructureRule> All { get; } =
    [
        new("role-definition", "A role is named by its GUID: Azure takes no display name.", Assignment, Definition),
        new("role-principal-type", "The principal's type is said: an identity made a moment ago is not found otherwise.", Assignment, PrincipalType),
        new("role-principal", "The principal is an object id.", Assignment, Principal),
        new("role-assignment-name", "An assignment's name is a GUID, the same at every deployment.", Assignment, Name),
    ];

    private static IEnumerable<Mistake> Definition(PlannedResource assignment) =>
        assignment.Text("properties.roleDefinitionId") is not { } id || (id.Contains("/providers/Microsoft.Authorization/roleDefinitions/", StringComparison.OrdinalIgnoreCase) && Guid.TryParse(id.Split('/')[^1], out _)) ? []
        : [new(assignment, "properties.roleDefinitionId", $"'{id.Split('/')[^1]}' is no GUID of a role", "look it up with 'az role definition list --name \"Storage Blob Data Contributor\"' and give its id")];

    private static IEnumerable<Mistake> PrincipalType(PlannedResource assignment) =>
        PrincipalTypes.Contains(assignment.Text("properties.principalType"), StringComparer.Ordinal) ? []
        : [new(assignment, "properties.principalType", $"'{assignment.Text("properties.principalType")}' is no type of principal", $"take one of {string.Join(", ", PrincipalTypes)}")];

    private static IEnumerable<Mistake> Principal(PlannedResource assignment) =>
        assignment.Text("properties.principalId") is not { } id || (Guid.TryParse(id, out var parsed) && parsed != Guid.Empty) ? []
        : [new(assignment, "properties.principalId", $"'{id}' is no object id", "take the id of the user, group or service principal, not its name and not the client id of an application")];

    private static IEnumerable<Mistake> Name(PlannedResource assignment) =>
        Guid.TryParse(assignment.Name, out _) || PlannedResource.IsExpression(assignment.Name) ? []
        : [new(assignment, "name", $"'{assignment.Name}' is no GUID", "compute it with guid() of scope, role and principal")];
}
