using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>A formatter that a type brings along.</summary>
internal sealed record ConventionFormatter(string MimeType, Func<object, TextWriter, bool> Format);

/// <summary>
/// Formatters by convention, so that a library needs to reference no host: an attribute named <c>TypeFormatterSourceAttribute</c> names a class
/// whose <c>CreateTypeFormatters()</c> gives objects with <c>MimeType</c> and <c>Format(object, TextWriter)</c>.
/// </summary>
internal static class ConventionFormatters
{
    private const string AttributeName = "TypeFormatterSourceAttribute";
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<ConventionFormatter>> Known = new();

    public static IReadOnlyList<ConventionFormatter> Of(Type type) => Known.GetOrAdd(type, static type => PlotlyCharts.Of(type).Concat(XPlotCharts.Of(type)).ToList() is { Count: > 0 } charts ? charts : [.. Find(type)]);

    private static IEnumerable<ConventionFormatter> Find(Type type)
    {
        IEnumerable<Type> levels = [.. Ancestry(type), .. type.GetInterfaces()];
        var source = levels.SelectMany(level => level.GetCustomAttributesData())
            .Where(data => data.AttributeType.Name == AttributeName)
            .SelectMany(data => data.ConstructorArguments.Select(argument => argument.Value).OfType<Type>())
            .FirstOrDefault();
        if (source is null)
        {
            yield break;
        }

        var create = source.GetMethod("CreateTypeFormatters", BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static, Type.EmptyTypes)
            ?? throw new InvalidOperationException($"{source} is named by {AttributeName} on {type}, but has no method CreateTypeFormatters().");
        var made = create.Invoke(create.IsStatic ? null : Activator.CreateInstance(source, nonPublic: true), null) as IEnumerable ?? Array.Empty<object>();
        foreach (var formatter in made)
        {
            yield return formatter as ConventionFormatter ?? Bind(formatter);
        }
    }

    private static ConventionFormatter Bind(object formatter)
    {
        const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance;
        var type = formatter.GetType();
        var mime = type.GetProperty("MimeType", Any)?.GetValue(formatter) as string
            ?? throw new InvalidOperationException($"The formatter {type} has no property MimeType.");
        if (type.GetMethod("Format", Any, [typeof(object), typeof(TextWriter)]) is { } format)
        {
            return new ConventionFormatter(mime, format.CreateDelegate<Func<object, TextWriter, bool>>(formatter));
        }

        // Those built on .NET Interactive's package take its context, which is made from a writer.
        foreach (var method in type.GetMethods(Any).Where(method => method.Name == "Format" || method.Name.EndsWith(".Format", StringComparison.Ordinal)))
        {
            if (method.GetParameters() is [{ ParameterType: var first }, { ParameterType: var context }] && first == typeof(object)
                && context.GetConstructor([typeof(TextWriter)]) is { } make)
            {
                return new ConventionFormatter(mime, (value, writer) => method.Invoke(formatter, [value, make.Invoke([writer])]) is true);
            }
        }

        throw new InvalidOperationException($"The formatter {type} has no method bool Format(object, TextWriter).");
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            yield return level;
        }
    }
}
