using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Formatting;
using VoiceLake.Notebooks.Hosting;

namespace VoiceLake.Notebooks.Engine;

/// <summary>The magic commands: what .NET notebooks write on lines that start with <c>#!</c>.</summary>
internal sealed partial class MagicCommands(CellEngine engine, OutputSink sink)
{
    /// <summary>Each command as it is written, and what it does.</summary>
    public static readonly IReadOnlyList<(string Name, string Help)> Help =
    [
        ("#!csharp", "The lines below are C#."),
        ("#!html", "The lines below are shown as HTML."),
        ("#!import \"file\"", "Runs a .ipynb, .dib or .cs file here; the path is relative to this file."),
        ("#!javascript", "The lines below are given to the page as JavaScript."),
        ("#!lsmagic", "Lists the magic commands."),
        ("#!markdown", "The lines below are shown as Markdown."),
        ("#!set --name x --value 1", "Sets a variable: a number, true, false, a text, @csharp:other, or @input:prompt to ask; @input:{\"prompt\": \"…\"} too."),
        ("#!share --from csharp x --as y", "Gives a variable a second name; there is one language here."),
        ("#!time", "Shows how long the cell took."),
        ("#!value --name x", "Keeps the lines below, --from-value, --from-file or --from-url as the text of a variable; --mime-type shows it too."),
        ("#!who", "Lists the variables."),
        ("#!whos", "Lists the variables with type and value."),
    ];

    /// <summary>The directives of C# scripts, in the same form.</summary>
    public static readonly IReadOnlyList<(string Name, string Help)> Directives =
    [
        ("#r \"nuget: Name, 1.2.3\"", "Adds a NuGet package and what it depends on; without a version the newest."),
        ("#r \"file.dll\"", "Adds a library; the path is relative to the notebook's folder."),
        ("#i \"nuget: source\"", "Adds a package source: a URL or a folder."),
        ("#load \"file.cs\"", "Compiles a source file into the cell; the path is relative to the notebook's folder."),
    ];

    private const string OptionValue = """(?:"(?<v>[^"]*)"|(?<v>@\w+:"[^"]*")|(?<v>@\w+:\{(?:"(?:[^"\\]|\\.)*"|[^"}])*\})|(?<v>\S+))""";

    private readonly NotebookImporter _importer = new(engine);

    /// <summary>Refuses a cell with an unknown command before any of it runs.</summary>
    /// <exception cref="CellException">A command is unknown; the message names its line.</exception>
    public static void Check(IReadOnlyList<CellPart> parts, CellSource source)
    {
        foreach (var magic in parts.OfType<MagicPart>())
        {
            if (Objection(magic.Name) is { } objection)
            {
                throw CellException.At("MagicError", source, magic.Line, objection);
            }
        }
    }

    /// <summary>Why a command cannot run; null for one that can.</summary>
    public static string? Objection(string name) =>
        Help.Any(h => NameOf(h) == name) || name is "meta" or "about" || CellParser.Languages.ContainsKey(name) ? null
        : name == "connect" ? "'#!connect' joins another kernel or a database, and there is one C# kernel here: open the connection in C#, with a library from #r."
        : name.StartsWith("sql-", StringComparison.Ordinal) || name.StartsWith("kql-", StringComparison.Ordinal)
            ? $"'#!{name}' asks a database that '#!connect' joined, and there is one C# kernel here: ask it from C#, with a library from #r."
        : Documents.Languages.Known.Contains(name)
            ? $"'#!{name}' names a language that does not run here: cells are C#, or text shown as Markdown, HTML or JavaScript. Write it in C#, or tag the cell skip-execution."
            : $"'#!{name}' is not a magic command here. #!lsmagic lists those there are.";

    private static string NameOf((string Name, string Help) magic) => magic.Name.Split(' ')[0][2..];

    public async Task RunAsync(MagicPart magic, CellSource source, CellRun run, CodePart? next)
    {
        if (magic.Arguments.Split(' ') is var words && (words.Contains("--help") || words.Contains("-h")))
        {
            Show(Help.Where(h => NameOf(h) == magic.Name).Select(h => new { magic = h.Name, what = h.Help }).ToArray());
            return;
        }

        try
        {
            switch (magic.Name)
            {
                case "import":
                    await _importer.ImportAsync(Answered(magic.Arguments, "file"), source, run);
                    break;
                case "lsmagic":
                    Show(Help.Select(h => new { magic = h.Name, what = h.Help }).ToArray());
                    break;
                case "who":
                    sink.Write("stdout", string.Join(' ', engine.Chain.Variables().Select(v => v.Name)) + "\n");
                    break;
                case "whos":
                    Show(engine.Chain.Variables().Select(v => new { name = v.Name, type = TypeNames.Of(v.Type), value = PlainText.Short(v.Value) }).ToArray());
                    break;
                case "set":
                    await SetAsync(magic, source, run);
                    break;
                case "value":
                    await ValueAsync(magic, source, run, next);
                    break;
                case "share":
                    await ShareAsync(magic, source, run);
                    break;
            }
        }
        catch (Exception e) when (e is FormatException or IOException or HttpRequestException or UnauthorizedAccessException or NotSupportedException)
        {
            throw CellException.At("MagicError", source, magic.Line, e.Message);
        }
    }

    private void Show(object value) => sink.Send(new DisplayOutput(ValueFormatter.Bundle(value), [], null, false));

    private async Task SetAsync(MagicPart magic, CellSource source, CellRun run)
    {
        var name = Answered(Option(magic, "name"), "name") ?? throw new FormatException("#!set needs --name and --value: #!set --name rate --value 16000");
        var value = Option(magic, "value") ?? throw new FormatException($"#!set needs a value: #!set --name {name} --value 16000");
        var code = CodeOf(value, question => Ask(question, name));
        await DefineAsync(name, code, magic, source, run);
    }

    private async Task ValueAsync(MagicPart magic, CellSource source, CellRun run, CodePart? next)
    {
        var name = Option(magic, "name") ?? throw new FormatException("#!value needs a name: #!value --name notes");
        string text;
        if (Answered(Option(magic, "from-value"), name) is { } value)
        {
            text = value;
        }
        else if (Answered(Option(magic, "from-file"), name) is { } file)
        {
            text = await File.ReadAllTextAsync(Path.GetFullPath(file, source.Folder), run.Token);
        }
        else if (Answered(Option(magic, "from-url"), name) is { } url)
        {
            using var http = new HttpClient();
            text = await http.GetStringAsync(new Uri(url), run.Token);
        }
        else
        {
            text = next is { Language: "value" } ? next.Text : "";
        }

        await DefineAsync(name, Literal(text), magic, source, run);
        if (Option(magic, "mime-type") is { } mime)
        {
            sink.Send(new DisplayOutput(new JsonObject { [mime] = ValueFormatter.Node(mime, text) }, [], null, false));
        }
    }

    private async Task ShareAsync(MagicPart magic, CellSource source, CellRun run)
    {
        var name = SharedName(magic.Arguments);
        if (engine.Chain.Variables().All(v => v.Name != name))
        {
            throw new FormatException(Option(magic, "from") is { } language and not ("csharp" or "c#" or "value")
                ? $"'{language}' does not run here, so that it has no variable '{name}' to share: define it in a C# cell."
                : $"There is no variable '{name}' to share. All cells are C# here and share their variables without #!share.");
        }

        if (Option(magic, "as") is { } other && other != name)
        {
            await DefineAsync(other, name, magic, source, run);
        }
    }

    private Task DefineAsync(string name, string code, MagicPart magic, CellSource source, CellRun run) =>
        SyntaxFacts.IsValidIdentifier(name)
            ? engine.RunCSharpAsync(source with { Code = new string('\n', magic.Line - 1) + $"var {name} = {code};" }, run, isLast: false)
            : throw new FormatException($"'{name}' is not a name for a variable.");

    /// <summary>The value of <c>#!set</c> as an expression of C#.</summary>
    /// <param name="value">As written.</param>
    /// <param name="ask">Answers <c>@input:prompt</c> and <c>@password:prompt</c>.</param>
    /// <exception cref="FormatException">It is a question that cannot be read.</exception>
    /// <exception cref="NotSupportedException">The value comes from a language that is not here.</exception>
    public static string CodeOf(string value, Func<MagicInput, string> ask) => value switch
    {
        ['@', ..] when MagicInput.Parse(value) is { } question => Literal(ask(question)),
        ['@', ..] when Variable().Match(value) is { Success: true } other => other.Groups["name"].Value,
        ['@', ..] => throw new NotSupportedException($"'{value}' names a language that is not here: only @csharp, @input and @password are."),
        "true" or "false" => value,
        _ when IsNumber(value) => value,
        _ => Literal(value),
    };

    /// <summary>The variable that <c>#!share</c> names; empty when it names none.</summary>
    public static string SharedName(string arguments) => Name().Match(OptionWithValue().Replace(arguments, " ")).Value;

    /// <summary>A value as written, or the user's answer to the question that it is.</summary>
    [return: NotNullIfNotNull(nameof(value))]
    private string? Answered(string? value, string prompt) => value is not null && MagicInput.Parse(value) is { } question ? Ask(question, prompt) : value;

    private string Ask(MagicInput question, string prompt)
    {
        if (question.SaveAs is { } name)
        {
            sink.Write("stdout", $"The answer is not kept under '{name}': it is asked for in every run.\n");
        }

        return NotebookSession.Ask(new InputRequest(question.Prompt.Length > 0 ? question.Prompt : prompt, question.IsPassword)) ?? "";
    }

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && JsonNumber().IsMatch(text);

    private static string? Option(MagicPart magic, string name) => Option(magic.Arguments, name);

    /// <summary>The value of an option such as <c>--name x</c>; null when it is not there.</summary>
    public static string? Option(string arguments, string name)
    {
        var match = Regex.Match(arguments, $@"(?:^|\s)--{name}[\s=]+" + OptionValue);
        return match.Success ? match.Groups["v"].Value : null;
    }

    [GeneratedRegex(@"--[\w-]+[\s=]+\S+")]
    private static partial Regex OptionWithValue();

    [GeneratedRegex(@"[\w@]+")]
    private static partial Regex Name();

    [GeneratedRegex(@"^@(csharp|c#):(?<name>.+)$")]
    private static partial Regex Variable();

    [GeneratedRegex(@"^-?\d+(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex JsonNumber();
}
