namespace VoiceLake.Lake;

/// <summary>Opens the stores of another library, which names it with <see cref="LakeStoreProviderAttribute"/>.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public interface ILakeStoreProvider
{
    /// <summary>Opens the store at an address; nothing is sent before the first call to it.</summary>
    /// <exception cref="LakeException">The address is none of a lake; the message names the remedy and no secret.</exception>
    ILakeStore Open(string address);
}

/// <summary>Names the <see cref="ILakeStoreProvider"/> of an assembly.</summary>
/// <param name="provider">A public class with a constructor without parameters.</param>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class LakeStoreProviderAttribute(Type provider) : Attribute
{
    /// <summary>The class.</summary>
    public Type Provider { get; } = provider;
}
