using System.Text.Json.Nodes;
using Markdig;

namespace VoiceLake.Notebooks.Formatting;

/// <summary>Bundles of text in another language than C#.</summary>
internal static class TextBundles
{
    private static readonly Lazy<MarkdownPipeline> Pipeline = new(() => new MarkdownPipelineBuilder().UseAdvancedExtensions().Build());

    /// <param name="language"><c>markdown</c>, <c>html</c>, <c>javascript</c>, anything else is plain.</param>
    /// <param name="text">The text.</param>
    public static JsonObject Of(string language, string text) => language switch
    {
        "markdown" => new JsonObject { ["text/html"] = Markdown.ToHtml(text, Pipeline.Value), ["text/markdown"] = text, ["text/plain"] = text },
        "html" => new JsonObject { ["text/html"] = text },
        "javascript" => new JsonObject { ["text/html"] = $"<script type=\"text/javascript\">{text}</script>", ["application/javascript"] = text },
        _ => new JsonObject { ["text/plain"] = text },
    };
}
