using System.Text.RegularExpressions;
using VoiceLake.Lake;

namespace VoiceLake.Azure.Storage;

/// <summary>How the lake's containers are called in the storage account.</summary>
/// <remarks>Notebook: 00-setup</remarks>
public sealed partial record LakeContainerNames
{
    /// <summary>The environment variable that gives other names, such as <c>bronze=raw,gold=features</c>.</summary>
    public const string Variable = "VOICELAKE_CONTAINERS";

    /// <summary>The container of raw archives. Default: bronze.</summary>
    public string Bronze { get; init; } = LakeContainers.Bronze;

    /// <summary>The container of decoded and cast rows. Default: silver.</summary>
    public string Silver { get; init; } = LakeContainers.Silver;

    /// <summary>The container of features. Default: gold.</summary>
    public string Gold { get; init; } = LakeContainers.Gold;

    /// <summary>The container of manifests and the rest. Default: miscellaneous.</summary>
    public string Miscellaneous { get; init; } = LakeContainers.Miscellaneous;

    /// <summary>Reads <c>bronze=raw,gold=features</c>; containers that it does not name keep their names.</summary>
    /// <exception cref="LakeException">It names no container of a lake, a name that Azure does not take, or one name twice.</exception>
    public static LakeContainerNames Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Aggregate(new LakeContainerNames(), (names, pair) => pair.Split('=') switch
        {
            [LakeContainers.Bronze, var name] => names with { Bronze = name },
            [LakeContainers.Silver, var name] => names with { Silver = name },
            [LakeContainers.Gold, var name] => names with { Gold = name },
            [LakeContainers.Miscellaneous, var name] => names with { Miscellaneous = name },
            _ => throw new LakeException($"'{pair}' names no container: write pairs such as bronze=raw,gold=features, of {string.Join(", ", LakeContainers.All)}."),
        });
        names.Require();
        return names;
    }

    /// <summary>The name in Azure of a container of the lake.</summary>
    /// <exception cref="LakeException">A lake has no such container.</exception>
    public string Of(string container) => container switch
    {
        LakeContainers.Bronze => Bronze,
        LakeContainers.Silver => Silver,
        LakeContainers.Gold => Gold,
        LakeContainers.Miscellaneous => Miscellaneous,
        _ => throw new LakeException($"'{container}' is no container of a lake: they are {string.Join(", ", LakeContainers.All)}."),
    };

    internal void Require()
    {
        string[] all = [Bronze, Silver, Gold, Miscellaneous];
        if (Array.Find(all, name => !ContainerName().IsMatch(name)) is { } wrong)
        {
            throw new LakeException($"'{wrong}' is no name of a container in Azure: 3 to 63 small letters, digits and single hyphens, a letter or digit at both ends.");
        }

        if (all.Distinct(StringComparer.Ordinal).Count() < all.Length)
        {
            throw new LakeException($"Two containers of the lake have one name ({string.Join(", ", all)}): give each its own.");
        }
    }

    [GeneratedRegex("^(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex ContainerName();
}
