namespace VoiceLake.Lake;

/// <summary>What a write does where the object exists already.</summary>
public enum PutCondition
{
    /// <summary>Replaces it.</summary>
    Overwrite,

    /// <summary>Fails with <see cref="LakeObjectExistsException"/>.</summary>
    IfAbsent,
}
