using System.Text.Json;
using System.Text.RegularExpressions;
using Azure.Bicep.Types.Concrete;
using VoiceLake.DataFactory.Model;

namespace VoiceLake.DataFactory.Linting.Types;

/// <summary>Texts and numbers against Bicep's types.</summary>
internal static class ScalarCheck
{
    private const int ShownLength = 60;

    public static IEnumerable<TypeMistake> Length(JsonElement json, StringType type, JsonPlace place)
    {
        var text = json.GetString()!;
        if (text.Length < type.MinLength || text.Length > type.MaxLength)
        {
            yield return new(TypeWalker.OutOfRange, place, $"{Shown(json)} has {text.Length} characters", $"write {type.MinLength ?? 0} to {type.MaxLength?.ToString() ?? "any number of"} characters");
        }

        if (type.Pattern is { } pattern && !Regex.IsMatch(text, pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)))
        {
            yield return new(TypeWalker.OutOfRange, place, $"{Shown(json)} is not of the form {pattern}", "write it in that form");
        }
    }

    public static IEnumerable<TypeMistake> Range(long number, IntegerType type, JsonPlace place) =>
        number < type.MinValue || number > type.MaxValue
            ? [new(TypeWalker.OutOfRange, place, $"{number} is out of the range", $"write a number {(type.MinValue is { } least ? $"from {least} " : "")}{(type.MaxValue is { } most ? $"up to {most}" : "on")}".TrimEnd())]
            : [];

    /// <summary>One of some texts; a list that Bicep leaves open counts too, but any case will do and so will an expression.</summary>
    public static IEnumerable<TypeMistake> List(JsonElement json, TypeBase type, JsonPlace place)
    {
        var elements = type is UnionType union ? union.Elements.Select(element => element.Type).ToArray() : [type];
        var texts = elements.OfType<StringLiteralType>().Select(literal => literal.Value).ToList();
        var isFit = json.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.String => texts.Count == 0 || texts.Contains(json.GetString()!, StringComparer.OrdinalIgnoreCase) || (elements.Any(element => element is StringType) && ExpressionText.Of(json) is not null),
            _ => texts.Count == 0,
        };
        return isFit ? [] : [new(TypeWalker.NotInList, place, $"{Shown(json)} is none of the values that there are", NearestName.Remedy(json.ToString(), texts, ""))];
    }

    public static string Shown(JsonElement json)
    {
        var text = json.GetRawText();
        return text.Length <= ShownLength ? text : $"{text[..ShownLength]}…";
    }
}
