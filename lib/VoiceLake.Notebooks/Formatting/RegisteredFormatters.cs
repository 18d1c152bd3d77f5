namespace VoiceLake.Notebooks.Formatting;

/// <summary>The formatters that a notebook registered; of several that fit, the one for the closest type, then the newest.</summary>
internal static class RegisteredFormatters
{
    private static readonly List<(Type Type, string Mime, Func<object, TextWriter, bool> Format)> All = [];

    public static void Add(Type type, string mime, Func<object, TextWriter, bool> format)
    {
        lock (All)
        {
            All.Add((type, mime, format));
        }
    }

    public static void Clear()
    {
        lock (All)
        {
            All.Clear();
        }
    }

    public static bool HasAny(Type type) => Fitting(type).Count > 0;

    public static IEnumerable<string> MimeTypes(Type type) => Fitting(type).Select(f => f.Mime).Distinct();

    public static string? Format(object value, string mime)
    {
        foreach (var (_, _, format) in Fitting(value.GetType()).Where(f => f.Mime == mime))
        {
            using var writer = new StringWriter { NewLine = "\n" };
            if (format(value, writer))
            {
                return writer.ToString();
            }
        }

        return null;
    }

    private static List<(Type Type, string Mime, Func<object, TextWriter, bool> Format)> Fitting(Type type)
    {
        lock (All)
        {
            return All.Count == 0 ? [] : [.. All.Select((f, i) => (f, i, distance: Distance(type, f.Type))).Where(x => x.distance is not null)
                .OrderBy(x => x.distance).ThenByDescending(x => x.i).Select(x => x.f)];
        }
    }

    /// <summary>How far a type is from what a formatter was registered for: 0 the same, then base types, then interfaces; null when it does not fit.</summary>
    private static int? Distance(Type type, Type target)
    {
        var steps = 0;
        for (var level = type; level is not null; level = level.BaseType, steps++)
        {
            if (level == target || IsOpenForm(level, target))
            {
                return level == typeof(object) ? int.MaxValue : steps;
            }
        }

        return target.IsAssignableFrom(type) || type.GetInterfaces().Any(i => IsOpenForm(i, target)) ? 1000 : null;
    }

    private static bool IsOpenForm(Type type, Type target) =>
        target.IsGenericTypeDefinition && type.IsGenericType && type.GetGenericTypeDefinition() == target;
}
