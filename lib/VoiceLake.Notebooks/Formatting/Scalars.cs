using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Values that are one piece of text: numbers with all their digits, times in ISO form, whatever the culture.</summary>
internal static class Scalars
{
    public static ScalarShape? Find(object value) => value switch
    {
        string text => new(text),
        char letter => new(letter.ToString()),
        bool truth => new(truth ? "true" : "false"),
        double number => new(number.ToString("R", CultureInfo.InvariantCulture), true),
        float number => new(number.ToString("R", CultureInfo.InvariantCulture), true),
        Enum member => new(member.ToString()),
        DateTime time => new(Time(time)),
        DateTimeOffset time => new(Trim(time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture)) + time.ToString(" zzz", CultureInfo.InvariantCulture)),
        DateOnly date => new(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        TimeOnly time => new(Trim(time.ToString("HH:mm:ss.fffffff", CultureInfo.InvariantCulture))),
        TimeSpan span => new(span.ToString("c", CultureInfo.InvariantCulture)),
        Complex number => new(number.ToString(CultureInfo.InvariantCulture)),
        Type type => new(TypeNames.Of(type)),
        FileSystemInfo file => new(file.FullName),
        Exception exception => new(ExceptionText(exception)),
        Delegate function => new($"{TypeNames.Of(function.GetType())} {function.Method.Name}"),
        Version or Uri or StringBuilder or MemberInfo or Assembly or CultureInfo or System.Text.RegularExpressions.Regex or Guid => new(value.ToString() ?? ""),
        Encoding encoding => new(encoding.WebName),
        _ when IsNumber(value.GetType()) => new(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture), true),
        ISpanFormattable and ValueType and IFormattable formattable => new(formattable.ToString(null, CultureInfo.InvariantCulture)),
        _ => null,
    };

    private static bool IsNumber(Type type) =>
        type.IsPrimitive || type == typeof(decimal)
        || (type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(INumberBase<>)));

    private static string Time(DateTime time)
    {
        var text = Trim(time.ToString("yyyy-MM-dd HH:mm:ss.fffffff", CultureInfo.InvariantCulture));
        return time.Kind == DateTimeKind.Utc ? text + "Z" : text;
    }

    private static string Trim(string time) => time.TrimEnd('0') is var cut && cut.EndsWith('.') ? cut[..^1] : cut;

    private static string ExceptionText(Exception exception) =>
        $"{TypeNames.Of(exception.GetType())}: {Message(exception)}" + (exception.InnerException is { } inner ? "\n ---> " + ExceptionText(inner) : "");

    /// <summary>An exception's message; one that throws is the user's own, and the report must not fail with it.</summary>
    public static string Message(Exception exception)
    {
        try
        {
            return exception.Message;
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            return $"(the Message of this exception throws {e.GetType().Name})";
        }
    }
}
