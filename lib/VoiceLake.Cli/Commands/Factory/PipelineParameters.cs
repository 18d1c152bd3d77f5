using System.Text.Json;
using System.Text.Json.Nodes;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.Cli.Commands.Factory;

/// <summary>Values of a pipeline's parameters as they are typed on a command line; the pipeline says what type they become.</summary>
internal static class PipelineParameters
{
    /// <exception cref="UsageException">A text names no value, or one that is not of its parameter's type.</exception>
    public static JsonObject Read(Pipeline? pipeline, IEnumerable<string> texts)
    {
        var values = new JsonObject();
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new UsageException($"'-p {text}' names no value: write -p name=value");
            }

            var name = text[..equals];
            if (!values.TryAdd(name, ValueOf(name, text[(equals + 1)..], pipeline?.Parameters.GetValueOrDefault(name)?.Type)))
            {
                throw new UsageException($"-p gives '{name}' twice");
            }
        }

        return values;
    }

    private static JsonNode? ValueOf(string name, string text, string? type)
    {
        if (type is null || type.Equals(ParameterType.Text, StringComparison.OrdinalIgnoreCase) || type.Equals(ParameterType.SecureString, StringComparison.OrdinalIgnoreCase))
        {
            return text;
        }

        try
        {
            return JsonNode.Parse(type.Equals(ParameterType.Bool, StringComparison.OrdinalIgnoreCase) ? text.ToLowerInvariant() : text);
        }
        catch (JsonException mistake)
        {
            throw new UsageException($"-p {name} is of type {type}, and '{text}' is not: write it as JSON", mistake);
        }
    }
}
