namespace VoiceLake.Conformance.Browser;

/// <summary>Finds text too faint to read, by the contrast ratio of WCAG 2 (https://www.w3.org/TR/WCAG22/#contrast-minimum).</summary>
internal static class Contrast
{
    /// <summary>Gives a line for each text outside plots whose contrast with the paper behind it is under 4.5.</summary>
    public const string Script = """
        () => {
          const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
          const rgba = colour => {
            canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
            return [...canvas.getImageData(0, 0, 1, 1).data];
          };
          const luminance = ([r, g, b]) => {
            const [x, y, z] = [r, g, b].map(v => v / 255).map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
            return 0.2126 * x + 0.7152 * y + 0.0722 * z;
          };
          const paper = element => {
            for (let e = element; e; e = e.parentElement) {
              const colour = rgba(getComputedStyle(e).backgroundColor);
              if (colour[3] > 200) { return colour; }
            }
            return [255, 255, 255, 255];
          };
          const faint = new Set();
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const element = walker.currentNode.parentElement;
            if (!walker.currentNode.textContent.trim() || element.closest(".chart, script, noscript, .anchor") || !element.checkVisibility()) { continue; }
            const [ink, back] = [luminance(rgba(getComputedStyle(element).color)), luminance(paper(element))];
            const ratio = (Math.max(ink, back) + 0.05) / (Math.min(ink, back) + 0.05);
            if (ratio < 4.5) { faint.add(`${ratio.toFixed(2)} <${element.localName} class="${element.className}"> ${walker.currentNode.textContent.trim().slice(0, 40)}`); }
          }
          return [...faint];
        }
        """;
}
