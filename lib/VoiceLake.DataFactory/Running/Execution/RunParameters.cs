using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Running.Execution;

/// <summary>The values of a run's parameters: given, from the run that is run again, or the parameters' own.</summary>
/// <param name="Values">What expressions get.</param>
/// <param name="Kept">What is kept for a rerun: all but secure ones.</param>
/// <param name="Shown">What is told, as texts, secure ones as <c>***</c>.</param>
/// <param name="Secrets">The secure ones, that no record may hold.</param>
internal sealed record RunParameters(JsonObject Values, JsonObject Kept, IReadOnlyDictionary<string, string> Shown, IReadOnlyList<string> Secrets)
{
    public const string Hidden = "***";

    /// <exception cref="RunRequestException">Parameters are missing, unknown or of another type; every mistake is named.</exception>
    public static RunParameters Bind(Pipeline pipeline, JsonObject given, JsonObject? earlier)
    {
        var declared = pipeline.Parameters;
        var mistakes = given.Select(pair => pair.Key).Where(name => !declared.ContainsKey(name)).Select(name => $"there is no parameter '{name}'").ToList();
        var values = new JsonObject();
        foreach (var (name, parameter) in declared)
        {
            if (!given.TryGetPropertyValue(name, out var value) && earlier?.TryGetPropertyValue(name, out value) != true)
            {
                if (parameter.DefaultValue is not { } otherwise)
                {
                    mistakes.Add($"'{name}' ({parameter.Type}) has no value");
                    continue;
                }

                value = JsonSerializer.SerializeToNode(otherwise.Json);
            }

            if (Fits(parameter.Type, value))
            {
                values[name] = value?.DeepClone();
            }
            else
            {
                mistakes.Add($"'{name}' is of type {parameter.Type}, and {(IsSecure(parameter) ? Hidden : value?.ToJsonString() ?? "null")} is not");
            }
        }

        if (mistakes.Count > 0)
        {
            var known = declared.Count == 0 ? "it has none" : string.Join(", ", declared.Select(pair => $"{pair.Key} ({pair.Value.Type})"));
            throw new RunRequestException($"The parameters of '{pipeline.Name}' do not fit: {string.Join("; ", mistakes)}. Its parameters: {known}.");
        }

        var kept = (JsonObject)values.DeepClone();
        var secrets = declared.Where(pair => IsSecure(pair.Value)).Select(pair => pair.Key).ToList();
        foreach (var name in secrets)
        {
            kept.Remove(name);
        }

        var shown = values.ToDictionary(pair => pair.Key, pair => secrets.Contains(pair.Key) ? Hidden : Text(pair.Value));
        return new RunParameters(values, kept, shown, [.. secrets.Select(name => Text(values[name])).Where(secret => secret.Length > 0)]);
    }

    public static bool IsSecure(ParameterSpecification parameter) => parameter.Type.Equals(ParameterType.SecureString, StringComparison.OrdinalIgnoreCase);

    private static string Text(JsonNode? value) => value switch
    {
        null => "",
        JsonValue text when text.GetValueKind() == JsonValueKind.String => text.GetValue<string>(),
        _ => value.ToJsonString(),
    };

    private static bool Fits(string type, JsonNode? value) => (type.ToLowerInvariant(), value?.GetValueKind()) switch
    {
        (_, null or JsonValueKind.Null) => true,
        ("string" or "securestring", JsonValueKind.String) => true,
        ("int", JsonValueKind.Number) => long.TryParse(value!.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture, out _),
        ("float", JsonValueKind.Number) => true,
        ("bool", JsonValueKind.True or JsonValueKind.False) => true,
        ("array", JsonValueKind.Array) => true,
        ("object", JsonValueKind.Object) => true,
        _ => false,
    };
}
