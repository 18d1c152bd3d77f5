using System.Text.RegularExpressions;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Completion;

/// <summary>What can be written on lines that start with <c>#</c>: magic commands and directives, their options, files and packages.</summary>
internal static partial class DirectiveCompletion
{
    private static readonly string[] OfCSharp = ["#define", "#elif", "#else", "#endif", "#endregion", "#error", "#if", "#line", "#nullable", "#pragma", "#region", "#undef", "#warning"];
    private static readonly string[] Notebooks = [".ipynb", ".dib", ".cs", ".csx"];

    /// <summary>The entries; null when the line is code.</summary>
    public static CompletionList? Find(CellLine line, int position, CellEngine engine)
    {
        var before = line.Text[..Math.Min(line.Text.Length, position - line.Start)];
        if (line.Magic is null && line.Language != "csharp")
        {
            return null;
        }

        if (Command().Match(before) is { Success: true } command)
        {
            var start = line.Start + command.Groups["name"].Index;
            var typed = command.Groups["name"].Value;
            var end = line.Start + Word().Match(line.Text, position - line.Start).Length + before.Length;
            return new CompletionList(start, end, Chosen(Commands(), typed));
        }

        if (Quoted().Match(before) is { Success: true } quoted)
        {
            var text = quoted.Groups["text"];
            return (quoted.Groups["kind"].Value, PackageCompletion.IsPackage(text.Value)) switch
            {
                ("r", true) => PackageCompletion.Find(text.Value, line.Start + text.Index),
                ("r", false) => PathCompletion.Find(text.Value, position, engine.Folder, [".dll"], new Candidate("nuget: ", "keyword", 0, () => "a NuGet package")),
                ("i", _) => PathCompletion.Find(text.Value, position, engine.Folder, [], new Candidate("nuget: ", "keyword", 0, () => "a package source")),
                _ => PathCompletion.Find(text.Value, position, engine.Folder, [".cs", ".csx"]),
            };
        }

        return line.Magic is null ? null : Arguments(line.Magic, before, position, engine);
    }

    private static CompletionList Arguments(string magic, string before, int position, CellEngine engine)
    {
        if (magic == "import" && ImportPath().Match(before) is { Success: true } import)
        {
            return PathCompletion.Find(import.Groups["text"].Value, position, engine.Folder, Notebooks);
        }

        if (FromFile().Match(before) is { Success: true } file)
        {
            return PathCompletion.Find(file.Groups["text"].Value, position, engine.Folder, null);
        }

        var typed = Argument().Match(before).Value;
        var candidates = Variable().Match(typed) is { Success: true } prefix
            ? Variables(engine, prefix.Value)
            : [.. Options(magic).Where(o => !before[..^typed.Length].Contains(o, StringComparison.Ordinal)).Select(o => new Candidate(o, "magic", 1, () => null)),
                .. Values(magic, before[..^typed.Length], engine)];
        return new CompletionList(position - typed.Length, position, Chosen(candidates, typed));
    }

    private static IEnumerable<Candidate> Values(string magic, string before, CellEngine engine) => magic switch
    {
        "share" => Variables(engine, ""),
        "set" when before.TrimEnd().EndsWith("--value", StringComparison.Ordinal) =>
            [.. ((string[])["@csharp:", "@input:", "@password:"]).Select(text => new Candidate(text, "magic", 0, () => null))],
        _ => [],
    };

    private static IEnumerable<Candidate> Variables(CellEngine engine, string prefix) =>
        engine.Chain.Variables().Select(v => new Candidate(prefix + v.Name, "local", 0, () => $"{Formatting.TypeNames.Of(v.Type)} {v.Name}"));

    private static IEnumerable<Candidate> Commands() =>
        MagicCommands.Help.Concat(MagicCommands.Directives).GroupBy(h => h.Name.Split(' ')[0])
            .Select(group => new Candidate(group.Key, "magic", group.Key.StartsWith("#!", StringComparison.Ordinal) ? 1 : 0, () => string.Join(" · ", group.Select(h => $"{h.Name}: {h.Help}"))))
            .Concat(OfCSharp.Select(text => new Candidate(text, "keyword", 2, () => null)));

    /// <summary>The options that the help of a command names.</summary>
    private static IEnumerable<string> Options(string magic) =>
        MagicCommands.Help.Where(h => h.Name.Split(' ')[0] == "#!" + magic).SelectMany(h => Option().Matches(h.Name + " " + h.Help)).Select(m => m.Value).Distinct();

    private static IReadOnlyList<CompletionEntry> Chosen(IEnumerable<Candidate> candidates, string typed) =>
        CompletionFilter.Choose(candidates.Where(c => c.Text.StartsWith(typed, StringComparison.OrdinalIgnoreCase)), typed);

    [GeneratedRegex(@"^\s*(?<name>#!?[\w-]*)$")]
    private static partial Regex Command();

    [GeneratedRegex(@"\G[\w-]*")]
    private static partial Regex Word();

    [GeneratedRegex("""^\s*#(?<kind>r|i|load)\s+"(?<text>[^"]*)$""")]
    private static partial Regex Quoted();

    [GeneratedRegex("""^\s*#!import\s+"?(?<text>[^"]*)$""")]
    private static partial Regex ImportPath();

    [GeneratedRegex("""--from-file[\s=]+"?(?<text>[^"\s]*)$""")]
    private static partial Regex FromFile();

    [GeneratedRegex(@"\S*$")]
    private static partial Regex Argument();

    [GeneratedRegex(@"^@(csharp|c#):")]
    private static partial Regex Variable();

    [GeneratedRegex(@"--[a-z-]+")]
    private static partial Regex Option();
}
