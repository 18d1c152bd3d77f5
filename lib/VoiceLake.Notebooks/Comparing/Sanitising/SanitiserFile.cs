using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace VoiceLake.Notebooks.Comparing.Sanitising;

/// <summary>Reads sanitisers of one's own from a file: a map from name to a pattern and its replacement.</summary>
/// <remarks>
/// JSON or YAML, such as <c>speaker: { pattern: 'speaker [0-9]+', replacement: 'speaker N' }</c>. Patterns are .NET regular expressions;
/// without a replacement the name in angle brackets is put in.
/// </remarks>
public static class SanitiserFile
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>Reads the file; its order is kept.</summary>
    /// <exception cref="FormatException">The file is no such map, or a pattern is no regular expression; the message names file and entry.</exception>
    public static async Task<IReadOnlyList<Sanitiser>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        // JSON is YAML, too.
        var text = await File.ReadAllTextAsync(path, cancellationToken);
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode map }]
                ? [.. map.Children.Select(entry => Read(path, entry.Key.ToString(), entry.Value))]
                : throw new FormatException($"{path}: expected a map from name to pattern and replacement");
        }
        catch (YamlException error)
        {
            throw new FormatException(FormattableString.Invariant($"{path}: line {error.Start.Line}: {error.Message}"), error);
        }
    }

    private static Sanitiser Read(string path, string name, YamlNode node)
    {
        var fields = node is YamlMappingNode map ? map.Children.ToDictionary(field => field.Key.ToString(), field => field.Value.ToString(), StringComparer.Ordinal) : [];
        var unknown = fields.Keys.FirstOrDefault(field => field is not ("pattern" or "replacement"));
        if (!fields.TryGetValue("pattern", out var pattern) || unknown is not null)
        {
            throw new FormatException($"{path}: {name}: expected 'pattern' and, if you like, 'replacement'{(unknown is null ? "" : $", not '{unknown}'")}");
        }

        try
        {
            var expression = new Regex(pattern, RegexOptions.None, Longest);
            var replacement = fields.GetValueOrDefault("replacement", $"<{name}>");
            return new(name, $"{pattern} → {replacement}", (text, _) => Replace(path, name, expression, text, replacement));
        }
        catch (ArgumentException error)
        {
            throw new FormatException($"{path}: {name}: {error.Message}", error);
        }
    }

    private static string Replace(string path, string name, Regex expression, string text, string replacement)
    {
        try
        {
            return expression.Replace(text, replacement);
        }
        catch (RegexMatchTimeoutException error)
        {
            throw new FormatException(FormattableString.Invariant($"{path}: {name}: the pattern takes longer than {Longest.TotalSeconds} s on an output: make it simpler"), error);
        }
    }
}
