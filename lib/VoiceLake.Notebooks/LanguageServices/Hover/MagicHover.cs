using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>The help of a magic command.</summary>
internal static class MagicHover
{
    public static HoverText? Find(CellLine line, int position)
    {
        var start = line.Start + line.Text.IndexOf("#!", StringComparison.Ordinal);
        if (position < start || position > start + 2 + line.Magic!.Length)
        {
            return null;
        }

        var (name, help) = MagicCommands.Help.FirstOrDefault(h => h.Name.Split(' ')[0] == "#!" + line.Magic);
        return name is null ? null : new HoverText($"{name}\n\n{help}", $"```csharp\n{name}\n```\n\n{help}");
    }
}
