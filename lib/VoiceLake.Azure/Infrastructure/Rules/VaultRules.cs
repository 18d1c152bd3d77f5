using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoiceLake.Azure.Infrastructure.Rules;

/// <summary>What a vault must be, and that no secret stands outside of one.</summary>
internal static partial class VaultRules
{
    private const string Vault = "Microsoft.KeyVault/vaults";

    public static IReadOnlyList<InfrastructureRule> All { get; } =
    [
        new("vault-name", "A vault's name begins with a letter and has 3 to 24 letters, digits and single hyphens.", Vault, Name),
        new("vault-roles", "A vault is read by role, not by access policy.", Vault, Roles),
        new("vault-soft-delete", "What is deleted can be had back for 7 to 90 days.", Vault, SoftDelete),
        new("plain-secret", "No secret stands in a deployment.", resources => resources.SelectMany(resource => Secrets(resource, resource.Json, ""))),
    ];

    private static IEnumerable<Mistake> Name(PlannedResource vault) =>
        VaultName().IsMatch(vault.Name) || PlannedResource.IsExpression(vault.Name) ? []
        : [new(vault, "name", $"'{vault.Name}' is no name of a vault", "take 3 to 24 letters, digits and single hyphens, a letter first")];

    private static IEnumerable<Mistake> Roles(PlannedResource vault) =>
        vault.Has("properties.enableRbacAuthorization", true) ? []
        : [new(vault, "properties.enableRbacAuthorization", "it is not true, so role assignments have no effect", "set it to true")];

    private static IEnumerable<Mistake> SoftDelete(PlannedResource vault)
    {
        if (vault.Has("properties.enablePurgeProtection", false))
        {
            yield return new(vault, "properties.enablePurgeProtection", "false is refused by the service", "set it to true or leave it out");
        }

        if (vault.Find("properties.softDeleteRetentionInDays") is { ValueKind: JsonValueKind.Number } days && days.GetInt32() is < 7 or > 90)
        {
            yield return new(vault, "properties.softDeleteRetentionInDays", $"{days.GetInt32()} days are not between 7 and 90", "take a number from 7 to 90");
        }
    }

    private static IEnumerable<Mistake> Secrets(PlannedResource resource, JsonElement value, string path) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().SelectMany((item, index) => Secrets(resource, item, $"{path}[{index}]")),
        JsonValueKind.Object when IsSecureText(value) => [Plain(resource, path)],
        JsonValueKind.Object => value.EnumerateObject().SelectMany(property => IsSecretName(property) ? [Plain(resource, $"{path}.{property.Name}".TrimStart('.'))]
            : Secrets(resource, property.Value, $"{path}.{property.Name}".TrimStart('.'))),
        _ => [],
    };

    private static Mistake Plain(PlannedResource resource, string path) =>
        new(resource, path, "a secret stands here for everybody who may read deployments", "keep it in the vault and refer to it: AzureKeyVaultSecret, or {{secrets/scope/name}} in Databricks");

    private static bool IsSecureText(JsonElement value) =>
        value.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.GetString() == "SecureString" && value.TryGetProperty("value", out var text) && IsLiteral(text);

    private static bool IsSecretName(JsonProperty property) => SecretName().IsMatch(property.Name) && IsLiteral(property.Value);

    // A reference to a secret scope is none, nor what is computed or looked up during the deployment or a run.
    private static bool IsLiteral(JsonElement value) => value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
        && !PlannedResource.IsExpression(text) && !text.StartsWith('@') && !text.StartsWith("{{secrets/", StringComparison.Ordinal);

    [GeneratedRegex("^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$")]
    private static partial Regex VaultName();

    [GeneratedRegex("(password|secret|accountKey|sasToken|accessToken|connectionString)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
