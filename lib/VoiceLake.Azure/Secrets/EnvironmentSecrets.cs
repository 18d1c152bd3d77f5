namespace VoiceLake.Azure.Secrets;

/// <summary>Secrets in environment variables: the name in capitals, dashes as underscores.</summary>
/// <remarks><c>azure-storage-key</c> is <c>AZURE_STORAGE_KEY</c>, as Azure's own tools call it. Notebook: 00-setup</remarks>
/// <param name="read">Reads a variable; the process's own by default.</param>
public sealed class EnvironmentSecrets(Func<string, string?>? read = null) : ISecretSource
{
    private readonly Func<string, string?> _read = read ?? Environment.GetEnvironmentVariable;

    /// <inheritdoc/>
    public string Description => "the environment";

    /// <inheritdoc/>
    public string Remedy(string name) => $"Set the environment variable {VariableOf(name)}.";

    /// <inheritdoc/>
    public Task<Secret?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        var variable = VariableOf(SecretName.Checked(name));
        return Task.FromResult(_read(variable) is { Length: > 0 } value ? new Secret(name, value, $"the environment variable {variable}") : null);
    }

    private static string VariableOf(string name) => name.ToUpperInvariant().Replace('-', '_');
}
