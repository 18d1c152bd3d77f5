using VoiceLake.Azure.SignIn;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Secrets;

/// <summary>The environment's variables; those that hold a secret are first looked for in Key Vault, then in the environment, then among the user secrets.</summary>
internal static class SecretVariables
{
    /// <summary>The variable that names the vault; without it none is asked.</summary>
    public const string Vault = "VOICELAKE_KEY_VAULT";

    private static readonly string[] Secret = ["AZURE_STORAGE_KEY", "AZURE_STORAGE_SAS_TOKEN", "AZURE_CLIENT_SECRET"];

    /// <summary>The secret's name for a variable: <c>azure-storage-key</c> for AZURE_STORAGE_KEY.</summary>
    public static string NameOf(string variable) => variable.ToLowerInvariant().Replace('_', '-');

    /// <summary>What a variable holds, without blanks around; null where it is empty or not there.</summary>
    /// <param name="read">Reads a variable.</param>
    /// <param name="variable">Its name.</param>
    public static string? ValueOf(Func<string, string?> read, string variable) => read(variable) is { } value && value.Trim().Length > 0 ? value.Trim() : null;

    /// <summary>A variable's value, or null.</summary>
    /// <exception cref="SecretSourceException">A place of secrets cannot be read.</exception>
    /// <exception cref="LakeException">The vault's name is none, or nobody can be signed in to ask it.</exception>
    public static string? Read(string variable) => Secret.Contains(variable)
        ? SecretSources.Usual(VaultName, UsualCredential.Create).FindAsync(NameOf(variable)).GetAwaiter().GetResult()?.Reveal()
        : Environment.GetEnvironmentVariable(variable);

    /// <summary>The vault that the environment names, or null.</summary>
    /// <exception cref="LakeException">It is none.</exception>
    public static string? VaultName =>
        ValueOf(Environment.GetEnvironmentVariable, Vault) is not { } name ? null
        : KeyVaultSecrets.FindAddress(name) is not null ? name
        : throw new LakeException($"{Vault} names no Key Vault. {KeyVaultSecrets.WhatToWrite}");
}
