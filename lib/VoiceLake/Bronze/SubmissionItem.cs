using System.Text.Json.Serialization;

namespace VoiceLake.Bronze;

/// <summary>One archive that a source offers, in the form that a Data Factory Lookup reads from a manifest.</summary>
/// <remarks>Notebook: 01-extract-to-bronze</remarks>
/// <param name="BaseUrl">The address of the page or folder; for a folder source a logical one (<c>folder:///name/</c>).</param>
/// <param name="RelativeUrl">What follows the base, percent-encoded as the source wrote it.</param>
/// <param name="FileName">The plain name of the file in the lake.</param>
public sealed record SubmissionItem(
    [property: JsonPropertyName("BaseURL")] string BaseUrl,
    [property: JsonPropertyName("RelativeURL")] string RelativeUrl,
    string FileName)
{
    /// <summary>Base and relative URL joined by one slash, as Data Factory's HTTP connector joins them.</summary>
    [JsonIgnore]
    public string Url => $"{BaseUrl.TrimEnd('/')}/{RelativeUrl.TrimStart('/')}";
}
