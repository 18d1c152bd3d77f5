using Azure.Core;

namespace VoiceLake.Azure.Secrets;

/// <summary>Places of secrets, asked one after another; the first that has a secret gives it.</summary>
/// <remarks>The order is Key Vault, environment, user secrets. Notebook: 00-setup</remarks>
public sealed class SecretSources
{
    private readonly IReadOnlyList<ISecretSource> _sources;

    /// <summary>Places in the order in which they are asked.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public SecretSources(params IReadOnlyList<ISecretSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        _sources = sources.Count > 0 ? sources : throw new ArgumentException("Secrets need a place that they come from.", nameof(sources));
    }

    /// <summary>Key Vault where one is named, then the environment, then the user secrets.</summary>
    /// <param name="vault">The vault's name or address, such as <c>voicelake-dev</c>; null for none.</param>
    /// <param name="credential">Who asks the vault; only needed where one is named.</param>
    public static SecretSources Usual(string? vault, Func<TokenCredential> credential)
    {
        ArgumentNullException.ThrowIfNull(credential);
        return string.IsNullOrWhiteSpace(vault)
            ? new SecretSources(new EnvironmentSecrets(), new UserSecrets())
            : new SecretSources(new KeyVaultSecrets(vault, credential()), new EnvironmentSecrets(), new UserSecrets());
    }

    /// <summary>The places in words, in the order in which they are asked.</summary>
    public IReadOnlyList<string> Descriptions => [.. _sources.Select(source => source.Description)];

    /// <summary>The secret as it stands now, or null where no place has one of that name.</summary>
    /// <exception cref="SecretSourceException">A place cannot be read. Later ones are not asked: they might hold what has been replaced.</exception>
    public async Task<Secret?> FindAsync(string name, CancellationToken cancellationToken = default)
    {
        foreach (var source in _sources)
        {
            if (await source.FindAsync(name, cancellationToken) is { } secret)
            {
                return secret;
            }
        }

        return null;
    }

    /// <inheritdoc cref="FindAsync"/>
    /// <exception cref="SecretNotFoundException">No place has it.</exception>
    public async Task<Secret> GetAsync(string name, CancellationToken cancellationToken = default) =>
        await FindAsync(name, cancellationToken) ?? throw new SecretNotFoundException(name, _sources);
}
