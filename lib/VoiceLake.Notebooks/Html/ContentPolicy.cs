namespace VoiceLake.Notebooks.Html;

/// <summary>What a page may do: use its own script, style and embedded media, and load nothing else.</summary>
internal static class ContentPolicy
{
    /// <summary>The meta element; <c>file:</c> stands beside 'self' because browsers differ in what a page opened from disk calls itself.</summary>
    public const string Meta =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self' file:; style-src 'self' file: 'unsafe-inline'; "
        + "img-src 'self' file: data: blob:; media-src data: blob:; font-src data:; base-uri 'none'; form-action 'none'\">";
}
