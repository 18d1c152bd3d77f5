using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>A boolean or a number, or the expression that gives it.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
/// <typeparam name="T">The value's type: <see cref="bool"/>, <see cref="int"/> or <see cref="double"/>.</typeparam>
public sealed record Dynamic<T>
    where T : struct
{
    internal JsonPlace Place { get; }

    internal Dynamic(JsonElement json, JsonPlace? place = null) => (Json, Place) = (json, place ?? new JsonPlace("value"));

    /// <summary>The JSON: a plain value, or <c>{"value": "@…", "type": "Expression"}</c>.</summary>
    public JsonElement Json { get; }

    /// <summary>The expression's text, its <c>@</c> included; null for a plain value.</summary>
    public string? Expression => ExpressionText.Of(Json);

    /// <summary>Whether this is computed when the pipeline runs.</summary>
    public bool IsExpression => Expression is not null;

    /// <summary>The plain value.</summary>
    /// <exception cref="FactoryModelException">It is an expression, or no value of this type.</exception>
    public T Value
    {
        get
        {
            if (IsExpression)
            {
                throw Place.Error($"'{Expression}' is known only when the pipeline runs: evaluate it first.");
            }

            try
            {
                return Json.Deserialize<T>();
            }
            catch (JsonException e)
            {
                throw Place.Error($"{Json.GetRawText()} is no {typeof(T).Name.ToLowerInvariant()}: write one without quotes, or an expression.", e);
            }
        }
    }

    /// <summary>A plain value.</summary>
    public static implicit operator Dynamic<T>(T value) => new(JsonSerializer.SerializeToElement(value));

    /// <summary>An expression; it begins with <c>@</c>.</summary>
    /// <exception cref="ArgumentException">The text is no expression.</exception>
    public static implicit operator Dynamic<T>(string expression) => ExpressionText.IsExpression(expression)
        ? new(ExpressionText.Write(expression))
        : throw new ArgumentException($"'{expression}' is no expression: begin it with @, or give a {typeof(T).Name.ToLowerInvariant()}.", nameof(expression));

    /// <summary>Whether the other's JSON says the same.</summary>
    public bool Equals(Dynamic<T>? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Json.ValueKind, Expression);

    /// <summary>The expression, or the value's JSON.</summary>
    public override string ToString() => Expression ?? Json.GetRawText();
}
