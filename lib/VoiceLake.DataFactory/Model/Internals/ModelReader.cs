using System.Collections;
using System.Reflection;
using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>Reads text to JSON, and asks a part for all that it has, so that a mistake is reported when the file is read and not when a run gets there.</summary>
internal static class ModelReader
{
    public static JsonElement Parse(string json, JsonPlace place)
    {
        try
        {
            using var document = JsonDocument.Parse(json.TrimStart('\uFEFF'), new JsonDocumentOptions { AllowDuplicateProperties = false });
            return document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            var where = e.LineNumber is { } line ? $" at line {line + 1}, byte {e.BytePositionInLine + 1}" : "";
            throw place.Error($"This is no JSON{where}: {e.Message} Correct it there.", e);
        }
    }

    public static void Visit(ModelPart part)
    {
        foreach (var property in part.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0))
        {
            VisitValue(property.GetValue(part, BindingFlags.DoNotWrapExceptions, null, null, null));
        }
    }

    private static void VisitValue(object? value)
    {
        switch (value)
        {
            case ModelPart part:
                Visit(part);
                break;
            case IDictionary members:
                foreach (var member in members.Values)
                {
                    VisitValue(member);
                }

                break;
            case IEnumerable items and not string:
                foreach (var item in items)
                {
                    VisitValue(item);
                }

                break;
            default:
                break;
        }
    }
}
