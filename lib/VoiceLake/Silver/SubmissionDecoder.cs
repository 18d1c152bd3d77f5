using VoiceLake.Audio;
using VoiceLake.Bronze;
using VoiceLake.Quality;
using VoiceLake.Silver.Archives;
using VoiceLake.Silver.Casting;
using VoiceLake.Silver.Text;

namespace VoiceLake.Silver;

/// <summary>What one archive became: its row, its clips and its findings, in stable order.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Submission">The archive's row.</param>
/// <param name="Clips">The good clips, in the order of the archive.</param>
/// <param name="Quarantine">Everything that was found.</param>
public sealed record DecodedSubmission(SilverSubmission Submission, IReadOnlyList<SilverClip> Clips, IReadOnlyList<QuarantineRow> Quarantine)
{
    /// <summary>Bytes of samples.</summary>
    public long SampleBytes => Clips.Sum(clip => (long)clip.Samples.Length);
}

/// <summary>Turns one archive into rows: a pure function of its bytes, its bronze row and the options.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class SubmissionDecoder
{
    /// <summary>Decodes one archive; whatever is wrong with it becomes a finding.</summary>
    /// <param name="archive">The archive's bytes.</param>
    /// <param name="source">Its row in <c>bronze.submissions</c>.</param>
    /// <param name="name">Its name, read.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <param name="runId">The run that every row names.</param>
    /// <param name="cancellationToken">Stops between entries.</param>
    public static DecodedSubmission Decode(
        Stream archive, BronzeSubmission source, SubmissionName name, SilverOptions? options = null, string runId = "", CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        options ??= new SilverOptions();
        var reader = new SubmissionReader(archive, options.Reader) { ReusesAudioMemory = true };
        var clips = new ClipCollector(options);
        var texts = new TextCollector();
        foreach (var entry in reader.Read(cancellationToken))
        {
            if (entry.Kind == SubmissionEntryKind.Audio)
            {
                clips.Add(entry);
            }
            else
            {
                texts.Add(entry);
            }
        }

        return reader.Findings.Where(finding => finding.Rule == QualityRules.ArchiveTooLarge).ToArray() is { Length: > 0 } limits
            ? Refuse(source.Sha256, limits, reader.Format, source, name, options, runId)
            : Assemble(source, name, options, runId, reader, clips, texts.Read(name.Language));
    }

    /// <summary>The rows of an archive that is not what bronze registered: nothing of it is believed.</summary>
    internal static DecodedSubmission Refuse(BrokenSeal broken, BronzeSubmission source, SubmissionName name, SilverOptions options, string runId) =>
        Refuse(broken.Sha256, [broken.Finding], format: null, source, name, options, runId);

    // A bomb makes rows as it makes bytes: nothing of it is kept.
    private static DecodedSubmission Refuse(
        string sha256, QualityFinding[] findings, string? format, BronzeSubmission source, SubmissionName name, SilverOptions options, string runId)
    {
        var submission = SubmissionRow.Of(source, name, SubmissionMetadata.Cast(null), name.Language) with
        {
            Sha256 = sha256,
            Format = format,
            Status = "rejected",
            Findings = findings.Length,
            Decoding = options.FingerprintOf(name),
            RunId = runId,
        };
        return new DecodedSubmission(submission, [], [.. findings.Select(finding => finding.ToRow(name.Submission, $"bronze/submissions/{source.Name}", runId))]);
    }

    private static DecodedSubmission Assemble(
        BronzeSubmission source, SubmissionName name, SilverOptions options, string runId, SubmissionReader reader, ClipCollector clips, SubmissionTexts texts)
    {
        var metadata = texts.Metadata;
        var cut = reader.Findings.Where(finding => finding is { Scope: "clip", Clip: not null }).Select(finding => finding.Clip!).ToArray();
        string[] known = [.. clips.Seen, .. cut];
        QualityFinding[] findings =
        [
            .. reader.Findings,
            .. clips.Findings,
            .. Verdict(reader, clips, known),
            .. texts.Findings,
            .. reader.Format is null ? [] : texts.Prompts.Check(known),
            .. metadata.Findings,
            .. NameFindings.Of(name, source.Name, metadata),
        ];
        var lost = clips.Rejected + cut.Length;
        var language = metadata.Language ?? name.Language;
        var submission = SubmissionRow.Of(source, name, metadata, language) with
        {
            Speaker = name.SharesContentWith is { } first && clips.Good.Count > 0 ? SubmissionName.Parse(first).Speaker : name.Speaker,
            Format = reader.Format,
            Status = clips.Good.Count == 0 ? "rejected" : lost > 0 || !reader.IsComplete ? "partial" : "good",
            Clips = clips.Good.Count,
            ClipsRejected = lost,
            Findings = findings.Length,
            ReadmeEncoding = texts.ReadmeEncoding,
            PromptsEncoding = texts.PromptsEncoding,
            Decoding = options.FingerprintOf(name),
            RunId = runId,
        };
        return new DecodedSubmission(
            submission,
            [.. clips.Good.Select(clip => Row(clip, submission, texts.Prompts))],
            [.. findings.Select(finding => finding.ToRow(name.Submission, $"bronze/submissions/{source.Name}", runId))]);
    }

    private static IEnumerable<QualityFinding> Verdict(SubmissionReader reader, ClipCollector clips, string[] known)
    {
        if (clips.Good.Count > 0 || reader.Format is null)
        {
            return [];
        }

        return known.Length == 0 && reader.IsComplete && !reader.HasAudioFolder
            ? [new QualityFinding(QualityRules.NoAudioFolder, "archive", "There is no wav or flac folder and no audio file.")]
            : [new QualityFinding(QualityRules.NoGoodClip, "archive", $"None of {known.Length} clips could be read.")];
    }

    private static SilverClip Row(CollectedClip clip, SilverSubmission submission, PromptBook prompts)
    {
        var sound = clip.Sound;
        var (text, words) = prompts.Find(clip.Name);
        return new SilverClip(
            $"{submission.Submission}/{clip.Name}", submission.Submission, submission.Speaker, submission.Gender, submission.Language, text,
            sound.Samples, SilverOptions.SampleRate, sound.SourceSampleRate, sound.SourceChannels, sound.SourceBits, sound.SourceCodec,
            sound.Samples.Length / 2, sound.Samples.Length / 2 / (double)SilverOptions.SampleRate,
            sound.Levels.PeakDbfs, sound.Levels.RmsDbfs, sound.Levels.ClippedSamples, sound.Levels.Silent,
            sound.TrimmedStart, sound.TrimmedEnd, sound.Sha256, submission.RunId, words, clip.Path);
    }
}

/// <summary>A clip that was decoded.</summary>
internal sealed record CollectedClip(string Name, string Path, DecodedClip Sound);

/// <summary>Decodes clips as they come out of the archive, so that only samples are kept.</summary>
internal sealed class ClipCollector(SilverOptions options)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public List<CollectedClip> Good { get; } = [];

    public List<QualityFinding> Findings { get; } = [];

    public int Rejected { get; private set; }

    public IReadOnlyCollection<string> Seen => _names;

    public void Add(SubmissionEntry entry)
    {
        if (!_names.Add(entry.Clip))
        {
            Reject(new QualityFinding(QualityRules.DuplicateClip, "clip", $"'{entry.Clip}' was met before.", entry.Path, entry.Clip));
            return;
        }

        try
        {
            var sound = ClipDecoder.Decode(entry.Content.Span, entry.Path, options);
            Good.Add(new CollectedClip(entry.Clip, entry.Path, sound));
            Findings.AddRange(sound.Notes.Select(note => new QualityFinding(QualityRules.Find(note.Rule), "clip", note.Detail, entry.Path, entry.Clip, note.Offset)));
            if (sound.Levels.Silent)
            {
                var peak = sound.Levels.PeakDbfs is { } level ? FormattableString.Invariant($"the peak is {level:F1} dB of full scale") : "every sample is zero";
                Findings.Add(new QualityFinding(QualityRules.SilentClip, "clip", $"Nothing can be heard: {peak}.", entry.Path, entry.Clip));
            }

            if (!entry.InAudioFolder)
            {
                Findings.Add(new QualityFinding(QualityRules.AudioOutsideFolder, "clip", "It lies in neither a wav nor a flac folder.", entry.Path, entry.Clip));
            }
        }
        catch (AudioFormatException error)
        {
            Reject(ClipDecoder.Rejection(error, entry.Path, entry.Clip));
        }
    }

    private void Reject(QualityFinding finding)
    {
        Rejected++;
        Findings.Add(finding);
    }
}
