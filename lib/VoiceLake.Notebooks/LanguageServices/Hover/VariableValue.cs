using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using VoiceLake.Notebooks.Engine;

namespace VoiceLake.Notebooks.LanguageServices.Hover;

/// <summary>The current value of a variable, if reading it runs no code of the notebook's.</summary>
internal static class VariableValue
{
    private const int LengthAtMost = 80;

    /// <summary>A number, truth value, character, date or text as C# would write it; null for everything else.</summary>
    public static string? Of(string name, ScriptChain chain) => chain.Variables().FirstOrDefault(v => v.Name == name) is not { } variable ? null : variable.Value switch
    {
        null => "null",
        string text => SymbolDisplay.FormatLiteral(text.Length > LengthAtMost ? text[..LengthAtMost] + "…" : text, quote: true),
        char or bool => SymbolDisplay.FormatPrimitive(variable.Value, quoteStrings: true, useHexadecimalNumbers: false),
        Enum named => named.ToString(),
        double or float or decimal or Half or Int128 or UInt128 or TimeSpan or DateTime or DateTimeOffset or DateOnly or TimeOnly or Guid or nint or nuint => Convert.ToString(variable.Value, CultureInfo.InvariantCulture),
        { } number when number.GetType().IsPrimitive => Convert.ToString(number, CultureInfo.InvariantCulture),
        _ => null,
    };
}
