using System.Collections.Concurrent;
using System.Reflection;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>The public properties and fields of a type, in the order they were declared, base types first.</summary>
internal static class Members
{
    private static readonly ConcurrentDictionary<Type, IReadOnlyList<MemberInfo>> Known = new();

    public static IReadOnlyList<MemberInfo> Of(Type type) => Known.GetOrAdd(type, static type =>
    {
        var found = new List<MemberInfo>();
        foreach (var level in Ancestry(type).Reverse())
        {
            const BindingFlags Own = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;
            IEnumerable<MemberInfo> members = level.GetProperties(Own)
                .Where(p => p.GetMethod is { IsPublic: true } && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike && !p.PropertyType.IsPointer)
                .Concat<MemberInfo>(level.GetFields(Own).Where(f => !f.FieldType.IsPointer));
            foreach (var member in members)
            {
                // An override takes the place of what it overrides.
                var at = found.FindIndex(m => m.Name == member.Name);
                if (at >= 0)
                {
                    found[at] = member;
                }
                else
                {
                    found.Add(member);
                }
            }
        }

        return found;
    });

    /// <summary>A member's value; what its getter throws instead is shown in its place.</summary>
    public static object? Read(object instance, string name) => Of(instance.GetType()).FirstOrDefault(m => m.Name == name) switch
    {
        PropertyInfo property => Guard(() => property.GetValue(instance, BindingFlags.DoNotWrapExceptions, null, null, null)),
        FieldInfo field => field.GetValue(instance),
        _ => Missing.Value,
    };

    public static object? Guard(Func<object?> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is not ThreadInterruptedException)
        {
            // Showing an object must not fail because one of its properties does; an interrupt of the cell is not the property's.
            return e;
        }
    }

    private static IEnumerable<Type> Ancestry(Type type)
    {
        for (var level = type; level is not null && level != typeof(object) && level != typeof(ValueType); level = level.BaseType)
        {
            yield return level;
        }
    }
}
