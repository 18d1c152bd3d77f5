namespace VoiceLake.Lake;

/// <summary>The names that every store takes, and the ones that none does.</summary>
internal static class ObjectNames
{
    /// <summary>Refuses what names no object: no container of a lake, an empty name, a folder's.</summary>
    /// <exception cref="LakeException">The path names no object.</exception>
    public static void Require(LakePath path)
    {
        if (path.Name is null or "" || path.Name[^1] == '/')
        {
            throw new LakeException($"'{path}' names no object: write container/name, such as bronze/submissions/x.tgz.");
        }

        RequireContainer(path);
        foreach (var part in path.Name.Split('/'))
        {
            RequirePart(part, path.ToString());
        }
    }

    /// <summary>Refuses a container that no lake has.</summary>
    /// <exception cref="LakeException">There is no such container.</exception>
    public static void RequireContainer(LakePath path)
    {
        if (!LakeContainers.IsName(path.Container))
        {
            throw new LakeException($"'{path}' is in no container: names start with {LakeContainers.Sentence}.");
        }
    }

    /// <summary>Refuses what cannot stand between two slashes.</summary>
    /// <param name="part">What stands there.</param>
    /// <param name="path">The whole, for the message.</param>
    /// <exception cref="LakeException">The part is empty, leads elsewhere, or is no text.</exception>
    public static void RequirePart(string part, string path)
    {
        if (part is "" or "." or ".." || part.AsSpan().IndexOfAny('\\', '\0') >= 0 || !IsText(part))
        {
            throw new LakeException($"'{path}' is no name for an object: its part '{part}' is empty, would leave the container or cannot be a file's name.");
        }
    }

    private static bool IsText(string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            if (char.IsHighSurrogate(part[i]) && i + 1 < part.Length && char.IsLowSurrogate(part[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(part[i]))
            {
                return false;
            }
        }

        return true;
    }
}
