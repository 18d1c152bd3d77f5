using System.Text.RegularExpressions;

namespace VoiceLake.Azure.Secrets;

/// <summary>What a secret may be called: what Key Vault allows.</summary>
internal static partial class SecretName
{
    public static string Checked(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Allowed().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is no secret's name: Key Vault takes 1 to 127 letters, digits and dashes, such as azure-storage-key.", nameof(name));
    }

    [GeneratedRegex("^[0-9A-Za-z-]{1,127}$")]
    private static partial Regex Allowed();
}
