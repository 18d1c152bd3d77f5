using VoiceLake.Azure.Secrets;
using VoiceLake.Azure.SignIn;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>The credential that the environment gives a lake.</summary>
/// <param name="Credential">It; null where the environment has none for this lake.</param>
/// <param name="Note">What was left aside, as a sentence; null where nothing was.</param>
internal sealed record CredentialChoice(LakeCredential? Credential, string? Note)
{
    private const string Account = "AZURE_STORAGE_ACCOUNT";
    private const string Key = "AZURE_STORAGE_KEY";
    private const string Sas = "AZURE_STORAGE_SAS_TOKEN";

    /// <summary>Chooses the credential for a lake.</summary>
    /// <param name="address">The lake.</param>
    /// <param name="read">Reads a variable, from a place of secrets too.</param>
    /// <param name="variable">Reads a variable of the environment alone: a vault holds applications' secrets that are not meant for this lake.</param>
    /// <exception cref="LakeException">A variable does not hold what its name says, or an application is named in part.</exception>
    public static CredentialChoice For(AzureLakeAddress address, Func<string, string?> read, Func<string, string?> variable)
    {
        var secrets = SecretsFor(address, variable);
        if (secrets.Contains(Key))
        {
            if (SecretVariables.ValueOf(read, Key) is { } key)
            {
                return new CredentialChoice(LakeCredential.AccountKey(key), null);
            }

            if (SecretVariables.ValueOf(read, Sas) is { } sas)
            {
                return new CredentialChoice(LakeCredential.Sas(sas), null);
            }
        }

        var aside = LeftAside(address, variable);
        if (address.IsDevelopment || address.Sas is not null)
        {
            return new CredentialChoice(null, aside);
        }

        UsualCredential.Require(variable);
        return secrets.Contains(UsualCredential.ClientSecret) && SecretVariables.ValueOf(read, UsualCredential.ClientSecret) is { } secret
            ? new CredentialChoice(LakeCredential.ClientSecret(SecretVariables.ValueOf(variable, UsualCredential.Tenant)!, SecretVariables.ValueOf(variable, UsualCredential.Client)!, secret), aside)
            : new CredentialChoice(null, aside ?? UsualCredential.LackOf(variable));
    }

    /// <summary>The variables that hold a secret and are asked for, in this order, until one is there.</summary>
    public static IReadOnlyList<string> SecretsFor(AzureLakeAddress address, Func<string, string?> variable)
    {
        if (address.Sas is not null)
        {
            return [];
        }

        // Without a name of an account, what opens Azure is not tried on an emulator.
        var account = SecretVariables.ValueOf(variable, Account);
        var isForThis = account is null ? !address.IsDevelopment : account == address.Account;
        var isApplication = !address.IsDevelopment && SecretVariables.ValueOf(variable, UsualCredential.Tenant) is not null && SecretVariables.ValueOf(variable, UsualCredential.Client) is not null;
        return [.. isForThis ? [Key, Sas] : (string[])[], .. isApplication ? [UsualCredential.ClientSecret] : (string[])[]];
    }

    private static string? LeftAside(AzureLakeAddress address, Func<string, string?> variable)
    {
        string[] names = [.. new[] { Key, Sas }.Where(name => SecretVariables.ValueOf(variable, name) is not null)];
        if (names.Length == 0 || address.Sas is not null || SecretsFor(address, variable).Contains(Key))
        {
            return null;
        }

        var (verb, pronoun) = names.Length == 1 ? ("is", "it") : ("are", "them");
        var set = $"{string.Join(" and ", names)} {verb} set and left aside";
        return SecretVariables.ValueOf(variable, Account) is { } account
            ? $"{set}, for {Account} names '{account}' and this lake's account is '{address.Account}'."
            : $"{set}, for this lake is an emulator's ({Account}={address.Account} has {pronoun} used).";
    }
}
