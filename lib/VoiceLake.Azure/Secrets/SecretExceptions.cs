using VoiceLake.Lake;

namespace VoiceLake.Azure.Secrets;

/// <summary>A place of secrets that cannot be read; the message names the remedy.</summary>
public sealed class SecretSourceException(string message, Exception? inner = null) : LakeException(message, inner);

/// <summary>A secret that no place has; the message says where it was looked for and how to put it there.</summary>
public sealed class SecretNotFoundException(string name, IReadOnlyList<ISecretSource> sources)
    : LakeException($"The secret '{name}' is in none of {string.Join(", ", sources.Select(source => source.Description))}. {string.Join(" Or: ", sources.Select(source => source.Remedy(name)))}")
{
    /// <summary>The name that was asked for.</summary>
    public string Name { get; } = name;
}
