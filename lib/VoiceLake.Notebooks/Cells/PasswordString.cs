namespace Microsoft.DotNet.Interactive;

/// <summary>A password that is not shown by accident.</summary>
/// <param name="clearTextPassword">The password.</param>
public sealed class PasswordString(string clearTextPassword)
{
    /// <summary>The password as it was typed.</summary>
    public string GetClearTextPassword() => clearTextPassword;

    /// <summary>The password as it was typed, where a text is wanted.</summary>
    public static implicit operator string(PasswordString password)
    {
        ArgumentNullException.ThrowIfNull(password);
        return password.GetClearTextPassword();
    }

    /// <summary>A text that stands for the password.</summary>
    public override string ToString() => "(a password)";
}
