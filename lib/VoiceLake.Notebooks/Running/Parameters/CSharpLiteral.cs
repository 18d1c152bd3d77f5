using System.Globalization;
using System.Numerics;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace VoiceLake.Notebooks.Running.Parameters;

/// <summary>Writes a value as a C# expression of a declared type.</summary>
internal static class CSharpLiteral
{
    /// <summary>The expression that gives the type this value.</summary>
    /// <exception cref="FormatException">The value is not one of the type; the message says what it should be.</exception>
    public static string Of(TypeSyntax type, ParameterValue value)
    {
        if (type is NullableTypeSyntax nullable)
        {
            return value.CanBeNull ? "null" : Of(nullable.ElementType, value);
        }

        if (ElementOf(type) is { } element)
        {
            var items = value.Items ?? SplitText(value, type);
            return $"[{string.Join(", ", items.Select(item => Of(element, item)))}]";
        }

        return value.Text is { } text
            ? Of(type.ToString(), text)
            : throw new FormatException($"it is {Article(type.ToString())}, not {(value.Items is null ? "null" : "a list")}");
    }

    private static string Of(string type, string text) => Simple(type) switch
    {
        "string" or "String" => SymbolDisplay.FormatLiteral(text, quote: true),
        "char" when text.Length == 1 => SymbolDisplay.FormatLiteral(text[0], quote: true),
        "bool" or "Boolean" when bool.TryParse(text, out var flag) => flag ? "true" : "false",
        "byte" => Integer<byte>(type, text, ""),
        "short" => Integer<short>(type, text, ""),
        "int" or "Int32" => Integer<int>(type, text, ""),
        "uint" => Integer<uint>(type, text, "u"),
        "long" or "Int64" => Integer<long>(type, text, "L"),
        "ulong" => Integer<ulong>(type, text, "ul"),
        "double" or "Double" => Real<double>(type, text, "double", "d"),
        "float" or "Single" => Real<float>(type, text, "float", "f"),
        "decimal" => Real<decimal>(type, text, "decimal", "m"),
        "DateOnly" => Parsed<DateOnly>(type, text),
        "DateTime" => Parsed<DateTime>(type, text),
        "DateTimeOffset" => Parsed<DateTimeOffset>(type, text),
        "TimeSpan" => Parsed<TimeSpan>(type, text),
        "Uri" => $"new System.Uri({SymbolDisplay.FormatLiteral(text, quote: true)}, System.UriKind.RelativeOrAbsolute)",
        "bool" or "Boolean" => throw new FormatException($"{Not(type, text).Message}: write true or false"),
        "char" => throw Not(type, text),
        _ => throw new FormatException($"its type {type} cannot be given from outside: declare a string, a bool, a number, a date or a list of these"),
    };

    private static string Integer<T>(string type, string text, string suffix) where T : INumber<T> =>
        T.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(null, CultureInfo.InvariantCulture) + suffix
            : throw Not(type, text);

    private static string Real<T>(string type, string text, string keyword, string suffix) where T : INumber<T>
    {
        if (!T.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
        {
            throw Not(type, text);
        }

        return T.IsFinite(number) ? number.ToString(null, CultureInfo.InvariantCulture) + suffix
            : T.IsNaN(number) ? $"{keyword}.NaN"
            : T.IsNegative(number) ? $"{keyword}.NegativeInfinity" : $"{keyword}.PositiveInfinity";
    }

    private static string Parsed<T>(string type, string text) where T : IParsable<T> =>
        T.TryParse(text, CultureInfo.InvariantCulture, out _)
            ? $"System.{Simple(type)}.Parse({SymbolDisplay.FormatLiteral(text, quote: true)}, System.Globalization.CultureInfo.InvariantCulture)"
            : throw Not(type, text);

    private static FormatException Not(string type, string text) => new($"it is {Article(type)}, and '{text}' is not");

    private static string Article(string type) => "aeiou".Contains(char.ToLowerInvariant(type[0]), StringComparison.Ordinal) ? $"an {type}" : $"a {type}";

    private static string Simple(string type) => type[(type.LastIndexOf('.') + 1)..];

    private static TypeSyntax? ElementOf(TypeSyntax type) => type switch
    {
        ArrayTypeSyntax { RankSpecifiers: [{ Rank: 1 }] } array => array.ElementType,
        GenericNameSyntax { Identifier.ValueText: "List" or "IList" or "IReadOnlyList" or "IEnumerable" or "ICollection" or "IReadOnlyCollection" or "HashSet" } list
            => list.TypeArgumentList.Arguments[0],
        QualifiedNameSyntax qualified => ElementOf(qualified.Right),
        _ => null,
    };

    /// <summary>A list on the command line: values with commas between, nothing for an empty list.</summary>
    private static ParameterValue[] SplitText(ParameterValue value, TypeSyntax type) => value.Text switch
    {
        null => throw new FormatException($"it is {Article(type.ToString())}, not null"),
        "" => [],
        var text => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(ParameterValue.FromText)],
    };
}
