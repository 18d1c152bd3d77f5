using Microsoft.Extensions.Configuration;

namespace VoiceLake.Azure.Secrets;

/// <summary>.NET's user secrets: a file in the user's own folder, outside of every repository.</summary>
/// <remarks>Written by <c>dotnet user-secrets --id voicelake set NAME VALUE</c>. Notebook: 00-setup</remarks>
/// <param name="id">The file's name among the user's.</param>
public sealed class UserSecrets(string id = UserSecrets.DefaultId) : ISecretSource
{
    /// <summary>The name under which VoiceLake's secrets are kept.</summary>
    public const string DefaultId = "voicelake";

    /// <inheritdoc/>
    public string Description => $"the user secrets '{id}'";

    /// <inheritdoc/>
    public string Remedy(string name) => $"Run: dotnet user-secrets --id {id} set {name} VALUE.";

    /// <inheritdoc/>
    public Task<Secret?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        SecretName.Checked(name);
        try
        {
            var value = new ConfigurationBuilder().AddUserSecrets(id).Build()[name];
            return Task.FromResult(value is { Length: > 0 } ? new Secret(name, value, Description) : null);
        }
        catch (InvalidDataException)
        {
            // The parser's own message quotes the text where it stopped, which may be a secret.
            throw new SecretSourceException($"The file of {Description} is not JSON: mend it, or remove it with 'dotnet user-secrets --id {id} clear'.");
        }
    }
}
