namespace VoiceLake.Lake;

/// <summary>What a store can do beyond what every store does.</summary>
[Flags]
public enum LakeCapabilities
{
    /// <summary>Nothing more.</summary>
    None = 0,

    /// <summary>Names are changed in one step, a folder's with all that is below it.</summary>
    AtomicRename = 1,

    /// <summary>Objects and folders have access control lists of their own.</summary>
    AccessControl = 2,

    /// <summary>Folders are real: no object can stand where another's name needs a folder.</summary>
    Folders = 4,
}
