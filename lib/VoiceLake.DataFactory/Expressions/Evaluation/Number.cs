using System.Globalization;
using System.Text.Json.Nodes;

namespace VoiceLake.DataFactory.Expressions.Evaluation;

/// <summary>An integer of 64 bits or a float of 64 bits.</summary>
internal readonly record struct Number(bool IsInteger, long Integer, double Float)
{
    public double AsDouble => IsInteger ? Integer : Float;

    public static Number Of(long value) => new(true, value, 0);

    public static Number Of(double value) => new(false, 0, value);

    /// <summary>Reads a JSON number: an integer where it has neither point nor exponent and fits.</summary>
    public static Number Read(JsonValue value)
    {
        // A value made in C# gives only its own type; one that was read gives any that fits.
        if (value.TryGetValue<long>(out var integer))
        {
            return Of(integer);
        }

        if (value.TryGetValue<int>(out var small))
        {
            return Of(small);
        }

        if (value.TryGetValue<double>(out var number))
        {
            return Of(number);
        }

        var text = value.ToJsonString();
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out integer)
            ? Of(integer)
            : Of(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
    }

    public JsonValue ToNode() => IsInteger ? JsonValue.Create(Integer) : JsonValue.Create(Float);

    public int CompareTo(Number other) =>
        IsInteger && other.IsInteger ? Integer.CompareTo(other.Integer) : AsDouble.CompareTo(other.AsDouble);

    public override string ToString() =>
        IsInteger ? Integer.ToString(CultureInfo.InvariantCulture) : Float.ToString(CultureInfo.InvariantCulture);
}
