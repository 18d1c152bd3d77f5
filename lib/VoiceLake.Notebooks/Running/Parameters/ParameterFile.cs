using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>Reads parameters from a file: a JSON or YAML map from name to value.</summary>
public static class ParameterFile
{
    /// <summary>Reads a .json, .yaml or .yml file.</summary>
    /// <exception cref="RunRequestException">The file is not there, not well formed, or no map of values and lists of values.</exception>
    public static async Task<IReadOnlyDictionary<string, ParameterValue>> ReadAsync(string path, CancellationToken cancellationToken = default)
    {
        if (!File.Exists(path))
        {
            throw new RunRequestException($"the parameter file '{path}' is not there");
        }

        var text = await File.ReadAllTextAsync(path, cancellationToken);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new Dictionary<string, ParameterValue>();
        }

        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".json" => ParseJson(text, path),
            ".yaml" or ".yml" => ParseYaml(text, path),
            var other => throw new RunRequestException($"the parameter file '{path}' ends in '{other}': give a .json, .yaml or .yml file"),
        };
    }

    private static Dictionary<string, ParameterValue> ParseJson(string text, string path)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: new() { AllowDuplicateProperties = false, CommentHandling = JsonCommentHandling.Skip });
            return node is JsonObject map
                ? map.ToDictionary(field => field.Key, field => FromJson(field.Value, path, field.Key), StringComparer.Ordinal)
                : throw NoMap(path);
        }
        catch (JsonException error)
        {
            throw new RunRequestException($"{path}: line {error.LineNumber + 1}: {error.Message}", error);
        }
    }

    private static ParameterValue FromJson(JsonNode? node, string path, string name) => node switch
    {
        null => ParameterValue.Null,
        JsonArray items => ParameterValue.FromItems([.. items.Select(item => FromJson(item, path, name))]),
        JsonValue value when value.TryGetValue<string>(out var text) => ParameterValue.FromQuoted(text),
        JsonValue value => ParameterValue.FromText(value.ToJsonString()),
        _ => throw NoValue(path, name),
    };

    private static Dictionary<string, ParameterValue> ParseYaml(string text, string path)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 0)
            {
                return [];
            }

            return stream.Documents[0].RootNode is YamlMappingNode map
                ? map.Children.ToDictionary(
                    field => field.Key.ToString(), field => FromYaml(field.Value, path, field.Key.ToString()), StringComparer.Ordinal)
                : throw NoMap(path);
        }
        catch (YamlException error)
        {
            throw new RunRequestException($"{path}: line {error.Start.Line}: {error.Message}", error);
        }
    }

    // A plain scalar stays text, so that the declared type decides: 1.10 may be a version or a number.
    private static ParameterValue FromYaml(YamlNode node, string path, string name) => node switch
    {
        YamlSequenceNode items => ParameterValue.FromItems([.. items.Select(item => FromYaml(item, path, name))]),
        YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" } => ParameterValue.Null,
        YamlScalarNode { Style: ScalarStyle.Plain, Value: { } plain } => ParameterValue.FromText(plain),
        YamlScalarNode { Value: { } quoted } => ParameterValue.FromQuoted(quoted),
        _ => throw NoValue(path, name),
    };

    private static RunRequestException NoMap(string path) => new($"{path}: expected a map from parameter name to value");

    private static RunRequestException NoValue(string path, string name) =>
        new($"{path}: '{name}' is a map: give a string, a number, true, false, null or a list of these");
}
