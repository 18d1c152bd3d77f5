using System.Text;
using System.Text.Json;
using VoiceLake.Bronze;
using VoiceLake.Fuzz.Engine;
using VoiceLake.Silver.Casting;
using VoiceLake.Silver.Text;

namespace VoiceLake.Fuzz.Targets;

/// <summary>A README, in any encoding, or a profile: every line is kept, and cast where the table knows it.</summary>
internal sealed class ReadmeTarget : FuzzTarget
{
    private static readonly string[] Languages = ["en", "ru", "de", "zh", "", "el"];

    public override string Name => "readme";

    public override IReadOnlyList<string> Dictionary =>
    [
        "User Name:", "Speaker Characteristics:\n", "Gender: ", "Age Range: ", "Language: ", "Pronunciation dialect: ", "Recording Information:\n", "Microphone make: ", "Sampling Rate: ", "Date of recording: ",
        "Male", "Weiblich", "Adult", "\xEF\xBB\xBF", "\xFF\xFE", "\r", "\xE2\x80\xA8", "\xC2\x85", "\xEF\xBC\x9A", "{\"gender\":", "[[", "}",
    ];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "User Name:wren\n\nSpeaker Characteristics:\n\nGender: Female\nAge Range: Adult\nLanguage: EN\nPronunciation dialect: Other\n\nRecording Information:\n\nMicrophone make: n/a\nSampling Rate: 16kHz\n"u8.ToArray(),
        "{\"user_name\":\"wren\",\"gender\":\"female\",\"age_range\":\"adult\",\"sample_rate\":48000}"u8.ToArray(),
        Encoding.Latin1.GetBytes("Geschlecht: M\xE4nnlich\r\nSprache: DE\r\n"),
        Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes("Gender: Male\r\n")).ToArray(),
    ];

    public override void Run(byte[] input)
    {
        var text = SubmissionText.Decode(input, Languages[input.Length % Languages.Length]);
        var fields = ReadmeFields.Parse(text.Text);
        SubmissionMetadata.Cast(fields);
        Promise(fields.Fields.All(field => text.Text.Contains(field.Text.Trim(), StringComparison.Ordinal)), "a field holds what the text does not");
        try
        {
            SubmissionMetadata.Cast(ReadmeFields.ParseProfile(text.Text));
        }
        catch (JsonException)
        {
            // No profile.
        }
    }
}

/// <summary>A file of prompts: each line is a prompt or a finding.</summary>
internal sealed class PromptsTarget : FuzzTarget
{
    private static readonly string[] LineEnds = ["\r\n", "\n", "\r", "\u0085", "\u2028"];

    public override string Name => "prompts";

    public override IReadOnlyList<string> Dictionary => ["/mfc/", "/wav/", "a0001 ", "\t", "\xC2\xA0", ".wav", "*/mfc/", "\xE2\x80\xA8"];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "wren-20080412-qav/mfc/a0001 WHERE THE RIVER BENDS\nwren-20080412-qav/mfc/a0002 NOTHING WAS LEFT\n"u8.ToArray(),
        "a0001 Where the river bends.\r\na0002\tNothing was left.\r\n\r\na0002 Something else.\r\n"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        var text = SubmissionText.Decode(input).Text;
        var list = PromptList.Parse(text, "etc/prompts");
        var found = list.Findings.Select(finding => finding.Offset).Concat(list.Prompts.Select(prompt => (long?)prompt.Line)).ToHashSet();
        var lines = text.Split(LineEnds, StringSplitOptions.None);

        // Of very many findings only the number is told.
        var counted = list.Findings.Any(finding => finding.Offset is null);
        for (var index = 0; index < lines.Length; index++)
        {
            // The same prompt once more says nothing new and is no finding.
            var line = lines[index].Trim();
            Promise(line.Length == 0 || counted || found.Contains(index + 1) || list.Prompts.Any(prompt => line.EndsWith(prompt.Text, StringComparison.Ordinal)), $"line {index + 1} is neither a prompt nor a finding");
        }

        var book = new PromptBook([list]);
        foreach (var prompt in list.Prompts)
        {
            Promise(book.Find(prompt.Clip) is ({ }, _) or (_, { }), $"the prompt of '{prompt.Clip}' is not found again");
        }

        _ = book.Check([.. list.Prompts.Select(prompt => prompt.Clip).Skip(1), "other"]).Count();
    }
}

/// <summary>The name of an archive: never an error; nothing of it is lost.</summary>
internal sealed class NameTarget : FuzzTarget
{
    public override string Name => "name";

    public override int MaxLength => 1_024;

    public override IReadOnlyList<string> Dictionary => ["-20080412-", "-080412-", ".tgz", ".tar.gz", "anonymous", "Anonyme", "_en-", "ru_", "(1)", "-2008-04-12-", "99999999"];

    public override IEnumerable<byte[]> Seeds() => SeedFiles.Paths("data-samples", "*.tgz").Select(path => Encoding.UTF8.GetBytes(Path.GetFileName(path)));

    public override void Run(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        if (string.IsNullOrWhiteSpace(text))
        {
            return;
        }

        var name = SubmissionName.Parse(text);
        Promise(name.Submission.Length > 0 || text.StartsWith('.'), "the name of the submission is empty");
        Promise(text.StartsWith(name.Submission, StringComparison.Ordinal), "the name of the submission is not the beginning of the file's");
        Promise(name.Speaker.Length > 0 || name.Submission.Length == 0, "there is no speaker");
    }
}

/// <summary>An index page: links of its own folder, and nothing that leads elsewhere.</summary>
internal sealed class IndexPageTarget : FuzzTarget
{
    private static readonly Uri Address = new("http://www.example.org/speech/16kHz/?C=N;O=D");

    public override string Name => "index-page";

    public override IReadOnlyList<string> Dictionary =>
        ["<a href=\"", "</a>", "<base href=\"//evil.example/\">", "<table>", "<!--", "-->", "<template>", "<svg>", "<script>", "%2e%2e%2f", "javascript:", "file:///", "//", "\\\\", "?C=M;O=A", ".tgz", "&#x2f;", "&sol;", "%00", "@"];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "<html><body><h1>Index of /speech/16kHz</h1><table><tr><td><a href=\"?C=N;O=D\">Name</a></td></tr><tr><td><a href=\"wren-20080412-qav.tgz\">wren-20080412-qav.tgz</a></td></tr><tr><td><a href=\"/speech/\">Parent</a></td></tr></table></body></html>"u8.ToArray(),
        "<pre><a href='a%20b-20100101-abc.tgz'>a b</a> <a href=x.zip>x</a> <a href=\"http://www.example.org/speech/16kHz/y.tgz\">y</a></pre>"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        var listing = IndexPage.Parse(Encoding.UTF8.GetString(input), Address);
        foreach (var item in listing.Items)
        {
            Promise(new Uri(item.Url) is { Scheme: "http", Authority: "www.example.org" } url && url.AbsolutePath.StartsWith("/speech/16kHz/", StringComparison.Ordinal), $"'{item.Url}' leads elsewhere");
            Promise(item.FileName.IndexOfAny(['/', '\\', '\0']) < 0 && item.FileName is not ("." or ".."), $"'{item.FileName}' is no plain name");
        }
    }
}

/// <summary>A manifest: all its items or an error that names each mistake.</summary>
internal sealed class ManifestTarget : FuzzTarget
{
    public override string Name => "manifest";

    public override IReadOnlyList<string> Dictionary => ["{\"BaseURL\":\"", "\"RelativeURL\":\"", "\"FileName\":\"", "http://", "file:///", "..", "%2F", "\\u0000", "\\ud800", "null", "[", "]", "},"];

    public override IEnumerable<byte[]> Seeds() =>
    [
        "[{\"BaseURL\":\"http://example.org/a/\",\"RelativeURL\":\"x.tgz\",\"FileName\":\"x.tgz\"},{\"BaseURL\":\"https://example.org\",\"RelativeURL\":\"/b/y%20z.tgz\",\"FileName\":\"y z.tgz\"}]"u8.ToArray(),
    ];

    public override void Run(byte[] input)
    {
        try
        {
            var listing = Manifest.Parse(Encoding.UTF8.GetString(input), "manifest.json");
            Promise(listing.Items.All(item => new Uri(item.Url).Scheme is "http" or "https"), "an item is not on the web");
            var pages = Manifest.Split(listing.Items, maxItems: 3).Select(page => Encoding.UTF8.GetString(page.Content.Span)).ToArray();
            Promise(pages.SelectMany(page => Manifest.Parse(page, "page.json").Items).SequenceEqual(listing.Items), "the pages hold other items than the manifest");
        }
        catch (SubmissionSourceException error)
        {
            Promise(error.Message.Contains(".json", StringComparison.Ordinal), "the error does not name the manifest");
        }
    }
}
