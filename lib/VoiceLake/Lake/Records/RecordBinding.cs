using System.Linq.Expressions;
using System.Reflection;
using System.Text;

namespace VoiceLake.Lake.Records;

/// <summary>Turns records into batches and back by delegates compiled once a record type.</summary>
internal static class RecordBinding<T>
    where T : class
{
    private static readonly Lazy<Bound> Binding = new(Bind);

    /// <summary>The columns of the record: its settable properties and constructor parameters.</summary>
    public static TableSchema Schema => Binding.Value.Schema;

    /// <summary>About how many bytes a row holds.</summary>
    public static long SizeOf(T row) => Binding.Value.SizeOf(row);

    /// <summary>Rows as columns.</summary>
    public static TableBatch ToBatch(IReadOnlyList<T> rows) => new(Schema, [.. Binding.Value.Fill.Select(fill => fill(rows))]);

    /// <summary>Columns as rows; the batch has exactly the record's schema.</summary>
    public static IEnumerable<T> ToRows(TableBatch batch)
    {
        Array[] columns = [.. batch.Columns];
        for (var row = 0; row < batch.RowCount; row++)
        {
            yield return Binding.Value.Make(columns, row);
        }
    }

    private static Bound Bind()
    {
        var nullability = new NullabilityInfoContext();
        var constructor = typeof(T).GetConstructors().OrderByDescending(candidate => candidate.GetParameters().Length)
            .FirstOrDefault(candidate => candidate.GetParameters().All(parameter => Property(parameter) is not null))
            ?? throw new LakeException($"{typeof(T).Name} cannot be read from a table: it needs a public constructor whose parameters are its properties.");
        var parameters = constructor.GetParameters();
        List<(PropertyInfo Property, TableColumn Column)> members = [];
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            if (property.GetMethod is null || property.GetIndexParameters().Length > 0
                || (!property.CanWrite && !parameters.Any(parameter => Property(parameter) == property)))
            {
                continue;
            }

            var nullable = Nullable.GetUnderlyingType(property.PropertyType) is not null
                || (!property.PropertyType.IsValueType && nullability.Create(property).ReadState != NullabilityState.NotNull);
            var name = property.GetCustomAttribute<LakeColumnAttribute>()?.Name ?? SnakeCase(property.Name);
            members.Add((property, new TableColumn(name, TypeOf(property), nullable)));
        }

        var schema = new TableSchema(members.Select(member => member.Column));
        return new Bound(schema, MakeSize(members), [.. members.Select(member => MakeFill(member.Property, member.Column))], MakeReader(constructor, members));
    }

    private static PropertyInfo? Property(ParameterInfo parameter) => typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .FirstOrDefault(property => property.PropertyType == parameter.ParameterType && string.Equals(property.Name, parameter.Name, StringComparison.OrdinalIgnoreCase));

    private static ColumnType TypeOf(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        return ColumnType.Scalars.FirstOrDefault(column => column.ClrType == type)
            ?? ColumnType.Scalars.Where(column => column.Name is "string" or "integer" or "float" or "double")
                .Where(column => type == column.ClrType!.MakeArrayType() || type == typeof(IReadOnlyList<>).MakeGenericType(column.ClrType))
                .Select(ColumnType.ArrayOf).FirstOrDefault()
            ?? throw new LakeException($"{typeof(T).Name}.{property.Name} is a {type.Name}, which no column can hold: "
                + "use string, int, long, float, double, bool, byte[], DateTimeOffset, DateOnly, or an array of string, int, float or double.");
    }

    private static Func<T, long> MakeSize(List<(PropertyInfo Property, TableColumn Column)> members)
    {
        var row = Expression.Parameter(typeof(T));
        Expression sum = Expression.Constant(8L * members.Count);
        foreach (var (property, _) in members)
        {
            var value = Expression.Property(row, property);
            var size = property.PropertyType == typeof(string) ? nameof(RecordSizes.OfText)
                : property.PropertyType == typeof(IReadOnlyList<string>) || property.PropertyType == typeof(string[]) ? nameof(RecordSizes.OfTexts)
                : property.PropertyType == typeof(byte[]) ? nameof(RecordSizes.OfBytes)
                : property.PropertyType.IsValueType ? null
                : nameof(RecordSizes.OfNumbers);
            if (size is not null)
            {
                sum = Expression.Add(sum, Expression.Call(typeof(RecordSizes), size, null, value));
            }
        }

        return Expression.Lambda<Func<T, long>>(sum, row).Compile();
    }

    private static Func<IReadOnlyList<T>, Array> MakeFill(PropertyInfo property, TableColumn column)
    {
        var row = Expression.Parameter(typeof(T));
        Expression value = Expression.Property(row, property);
        if (value.Type != column.ArrayElement)
        {
            value = Expression.Call(typeof(RecordSizes), nameof(RecordSizes.ToArray), [column.Type.Element!.ClrType!], value);
        }

        var get = Expression.Lambda(typeof(Func<,>).MakeGenericType(typeof(T), column.ArrayElement), value, row).Compile();
        return typeof(RecordBinding<T>).GetMethod(nameof(Fill), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(column.ArrayElement).CreateDelegate<Func<Delegate, Func<IReadOnlyList<T>, Array>>>()(get);
    }

    private static Func<IReadOnlyList<T>, Array> Fill<TValue>(Delegate getter)
    {
        var get = (Func<T, TValue>)getter;
        return rows =>
        {
            var values = new TValue[rows.Count];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = get(rows[i]);
            }

            return values;
        };
    }

    private static Func<Array[], int, T> MakeReader(ConstructorInfo constructor, List<(PropertyInfo Property, TableColumn Column)> members)
    {
        var columns = Expression.Parameter(typeof(Array[]));
        var row = Expression.Parameter(typeof(int));
        Expression Read(PropertyInfo property)
        {
            var i = members.FindIndex(member => member.Property == property);
            var array = Expression.Convert(Expression.ArrayIndex(columns, Expression.Constant(i)), members[i].Column.ArrayElement.MakeArrayType());
            return Expression.Convert(Expression.ArrayIndex(array, row), property.PropertyType);
        }

        var parameters = constructor.GetParameters().Select(parameter => Property(parameter)!).ToList();
        var made = Expression.MemberInit(
            Expression.New(constructor, parameters.Select(Read)),
            members.Select(member => member.Property).Where(property => property.CanWrite && !parameters.Contains(property))
                .Select(property => Expression.Bind(property, Read(property))));
        return Expression.Lambda<Func<Array[], int, T>>(made, columns, row).Compile();
    }

    // NSamples is n_samples and PeakDbfs peak_dbfs; a run of capitals is one word: RunID is run_id.
    private static string SnakeCase(string name)
    {
        var snake = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var starts = i > 0 && char.IsUpper(name[i]) && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            snake.Append(starts ? "_" : "").Append(char.ToLowerInvariant(name[i]));
        }

        return snake.ToString();
    }

    private sealed record Bound(TableSchema Schema, Func<T, long> SizeOf, Func<IReadOnlyList<T>, Array>[] Fill, Func<Array[], int, T> Make);
}
