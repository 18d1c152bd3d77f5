using System.Text.RegularExpressions;
using Azure.Core;
using Azure.Identity;
using VoiceLake.Azure.Secrets;
using VoiceLake.Lake;

namespace VoiceLake.Azure.SignIn;

/// <summary>Whoever is signed in on this machine, as <see cref="DefaultAzureCredential"/> finds it; variables that cannot be meant so are refused before.</summary>
internal static partial class UsualCredential
{
    public const string Tenant = "AZURE_TENANT_ID";
    public const string Client = "AZURE_CLIENT_ID";
    public const string ClientSecret = "AZURE_CLIENT_SECRET";

    /// <summary>The credential; nothing is asked yet.</summary>
    /// <exception cref="LakeException">A variable of the environment does not hold what its name says; its value is not shown.</exception>
    public static TokenCredential Create()
    {
        Require(Environment.GetEnvironmentVariable);
        try
        {
            return new DefaultAzureCredential();
        }
        catch (Exception error) when (error is ArgumentException or InvalidOperationException)
        {
            throw new LakeException("Nobody can be signed in, for a variable of the environment does not hold what its name says: look at those that begin with AZURE_, AZURE_TOKEN_CREDENTIALS before others.", error);
        }
    }

    /// <summary>Refuses variables that are no tenant's, or only a part of an application.</summary>
    /// <exception cref="LakeException">The message names the variable.</exception>
    public static void Require(Func<string, string?> variable)
    {
        RequireTenant(SecretVariables.ValueOf(variable, Tenant));
        string[] missing = [.. new[] { Tenant, Client }.Where(name => SecretVariables.ValueOf(variable, name) is null)];
        if (missing.Length > 0 && SecretVariables.ValueOf(variable, ClientSecret) is not null)
        {
            // Passed over, it would be another identity that signs in.
            throw new LakeException($"{ClientSecret} is set, and {string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} missing: an application needs all three. Set {(missing.Length == 1 ? "it" : "them")}, or unset {ClientSecret}.");
        }
    }

    /// <summary>Refuses what no tenant is called.</summary>
    /// <exception cref="LakeException">The message does not show the value.</exception>
    public static void RequireTenant(string? tenant)
    {
        if (tenant is not null && !TenantName().IsMatch(tenant))
        {
            throw new LakeException($"{Tenant} is no tenant: write its id or its domain, such as contoso.onmicrosoft.com ('az account show --query tenantId' tells the id).");
        }
    }

    /// <summary>What of an application is set though its secret is not; null where nothing is missing.</summary>
    public static string? LackOf(Func<string, string?> variable) =>
        SecretVariables.ValueOf(variable, Tenant) is not null && SecretVariables.ValueOf(variable, Client) is not null && SecretVariables.ValueOf(variable, ClientSecret) is null
        && SecretVariables.ValueOf(variable, "AZURE_FEDERATED_TOKEN_FILE") is null && SecretVariables.ValueOf(variable, "AZURE_CLIENT_CERTIFICATE_PATH") is null
            ? $"{Tenant} and {Client} are set, and {ClientSecret} is missing."
            : null;

    [GeneratedRegex("^[A-Za-z0-9.-]+$")]
    private static partial Regex TenantName();
}
