namespace VoiceLake.Notebooks.Html;

/// <summary>What every page of a site has around its content.</summary>
internal static class PageFrame
{
    /// <summary>A whole page.</summary>
    /// <param name="title">The window's title, plain text.</param>
    /// <param name="siteTitle">The site's name, plain text.</param>
    /// <param name="navigation">HTML of the bar at the top.</param>
    /// <param name="body">HTML of the content.</param>
    /// <param name="withPlots">Whether the page draws plots.</param>
    public static string Page(string title, string siteTitle, string navigation, string body, bool withPlots) => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        {ContentPolicy.Meta}
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{HtmlText.Encode(title)}</title>
        <link rel="icon" href="data:,">
        <link rel="stylesheet" href="assets/site.css">
        <script src="assets/site.js"></script>{(withPlots ? "\n<script defer src=\"assets/plotly.min.js\"></script>" : "")}
        </head>
        <body>
        <a class="skip" href="#content">Skip to the content</a>
        <header class="top"><a class="home" href="index.html">{HtmlText.Encode(siteTitle)}</a>{navigation}<button type="button" class="theme" hidden>Theme</button></header>
        {body}
        </body>
        </html>

        """;
}
