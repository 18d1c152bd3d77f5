namespace VoiceLake.Azure.Secrets;

/// <summary>A place that secrets come from.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public interface ISecretSource
{
    /// <summary>The place in words, such as <c>Key Vault voicelake-dev</c>.</summary>
    string Description { get; }

    /// <summary>What a user does to put a secret there.</summary>
    /// <param name="name">The secret's name.</param>
    string Remedy(string name);

    /// <summary>The secret as it stands there now, or null where the place has none of that name.</summary>
    /// <param name="name">Letters, digits and dashes.</param>
    /// <param name="cancellationToken">Stops the call.</param>
    /// <exception cref="SecretSourceException">The place cannot be read.</exception>
    Task<Secret?> FindAsync(string name, CancellationToken cancellationToken = default);
}
