using System.Text.Json;

namespace VoiceLake.DataFactory.Model;

/// <summary>A value of any kind, or the expression that gives it: a text that begins with <c>@</c> is an expression, as everywhere in Data Factory.</summary>
/// <remarks>Notebook: 04-adf-orchestration</remarks>
public sealed record Dynamic
{
    internal Dynamic(JsonElement json, JsonPlace? place = null) => (Json, Place) = (json, place ?? new JsonPlace("value"));

    /// <summary>The JSON: a plain value, or <c>{"value": "@…", "type": "Expression"}</c>.</summary>
    public JsonElement Json { get; }

    /// <summary>The expression's text, its <c>@</c> included; null for a plain value.</summary>
    public string? Expression => ExpressionText.Of(Json);

    /// <summary>Whether this is computed when the pipeline runs.</summary>
    public bool IsExpression => Expression is not null;

    internal JsonPlace Place { get; }

    /// <summary>A text, or an expression if it begins with <c>@</c> or holds <c>@{…}</c>.</summary>
    public static implicit operator Dynamic(string text) => new(ExpressionText.Write(text));

    /// <summary>A boolean.</summary>
    public static implicit operator Dynamic(bool value) => Of(value);

    /// <summary>A whole number.</summary>
    public static implicit operator Dynamic(int value) => Of(value);

    /// <summary>A number.</summary>
    public static implicit operator Dynamic(double value) => Of(value);

    /// <summary>A list of texts.</summary>
    public static implicit operator Dynamic(string[] values) => Of(values);

    /// <summary>Any value that is JSON once serialised: a list, an object, null.</summary>
    public static Dynamic Of<T>(T value) => new(JsonSerializer.SerializeToElement(value));

    /// <summary>A text that is written as it is, without the object around an expression: the form that linked services use.</summary>
    public static Dynamic Plain(string text) => Of(text);

    /// <summary>Whether the other's JSON says the same.</summary>
    public bool Equals(Dynamic? other) => other is not null && JsonElement.DeepEquals(Json, other.Json);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Json.ValueKind, Expression);

    /// <summary>The expression, or the value's JSON.</summary>
    public override string ToString() => Expression ?? Json.GetRawText();
}
