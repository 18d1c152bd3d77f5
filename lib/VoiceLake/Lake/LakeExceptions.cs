namespace VoiceLake.Lake;

/// <summary>Something a lake could not do; the message names the object and the remedy.</summary>
public class LakeException(string message, Exception? inner = null) : IOException(message, inner);

/// <summary>No object stands at the path.</summary>
public sealed class LakeObjectNotFoundException(LakePath path)
    : LakeException($"'{path}' is not in the lake: {LakeContainers.Run(path.Container)} first, or check the spelling.")
{
    /// <summary>The path that was asked for.</summary>
    public LakePath Path { get; } = path;
}

/// <summary>Another run holds the upload of this object.</summary>
public sealed class LakeUploadBusyException(LakePath path, Exception? inner = null)
    : LakeException($"'{path}' is being uploaded by another run: wait for it, or end it.", inner)
{
    /// <summary>The path that was asked for.</summary>
    public LakePath Path { get; } = path;
}

/// <summary>An object stands there already and was to be written only if absent.</summary>
public sealed class LakeObjectExistsException(LakePath path)
    : LakeException($"'{path}' is in the lake already and was to be written only if absent: read it, or overwrite it on purpose.")
{
    /// <summary>The path that was asked for.</summary>
    public LakePath Path { get; } = path;
}

/// <summary>The object was replaced while it was being read, so that the rest of what was begun is gone.</summary>
public sealed class LakeObjectChangedException(LakePath path)
    : LakeException($"'{path}' was replaced by another run while it was being read: read it again.")
{
    /// <summary>The path that was asked for.</summary>
    public LakePath Path { get; } = path;
}

/// <summary>The lake's service refused the credential, or a right is missing; the message names the role or the setting and no secret.</summary>
public sealed class LakeAccessException(string message, Exception? inner = null) : LakeException(message, inner);
