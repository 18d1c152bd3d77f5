using VoiceLake.Bronze;
using VoiceLake.Lake;
using VoiceLake.Quality;
using VoiceLake.Silver.Archives;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Silver;

/// <summary>One archive of bronze as the silver stage would see it; nothing is written.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Entries">The files that matter, in the order of the archive.</param>
/// <param name="Submission">The row it would become.</param>
/// <param name="Clips">The clips it would become.</param>
/// <param name="Quarantine">What would stand in quarantine.</param>
public sealed record SubmissionPreview(
    IReadOnlyList<PreviewEntry> Entries, SilverSubmission Submission, IReadOnlyList<SilverClip> Clips, IReadOnlyList<QuarantineRow> Quarantine)
{
    /// <summary>The cast fields beside the text they were cast from.</summary>
    public IReadOnlyList<PreviewField> Fields =>
    [
        new("gender", Submission.GenderRaw, Submission.Gender),
        new("age_range", Submission.AgeRangeRaw, Submission.AgeRange),
        new("language", Submission.LanguageRaw, Submission.Language),
        new("dialect", Submission.DialectRaw, Submission.Dialect),
        new("submitted_on", Submission.SubmittedOnRaw, Submission.SubmittedOn?.ToString("O")),
        new("speaker", Submission.User, Submission.Speaker),
    ];

    /// <summary>Reads the first archive of <c>bronze.submissions</c>, by name, that holds a clip: the one to begin a lesson with.</summary>
    /// <param name="lake">The lake; bronze must have run.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between archives and between entries.</param>
    /// <exception cref="LakeException">No archive holds a clip that can be read.</exception>
    public static async Task<SubmissionPreview> FirstWithClipsAsync(DataLake lake, SilverOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        var names = await lake.Table("bronze.submissions").ReadAsync<ArchiveToLookInto>(cancellationToken: cancellationToken).Select(row => row.Name).ToListAsync(cancellationToken);
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            if (await ReadAsync(lake, name, options, cancellationToken) is { Clips.Count: > 0 } preview)
            {
                return preview;
            }
        }

        throw new LakeException($"None of the {names.Count} archives in bronze.submissions holds a clip that can be read: run notebook 01-extract-to-bronze on a source with WAV or FLAC clips.");
    }

    /// <summary>Reads an archive of <c>bronze.submissions</c>.</summary>
    /// <param name="lake">The lake; bronze must have run.</param>
    /// <param name="name">The file's name, such as <c>Aaron-20080318-kdl.tgz</c>.</param>
    /// <param name="options">null takes the defaults.</param>
    /// <param name="cancellationToken">Stops between entries.</param>
    /// <exception cref="LakeException">Bronze holds no such archive.</exception>
    public static async Task<SubmissionPreview> ReadAsync(DataLake lake, string name, SilverOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lake);
        options ??= new SilverOptions();
        var sources = await lake.Table("bronze.submissions").ReadAsync<BronzeSubmission>(cancellationToken: cancellationToken).ToListAsync(cancellationToken);
        var source = sources.Find(row => row.Name == name)
            ?? throw new LakeException($"'{name}' is not in bronze.submissions: check the spelling, or run notebook 01-extract-to-bronze on a source that has it.");
        var path = LakePath.Parse($"bronze/submissions/{name}");

        await using var listed = await lake.Store.OpenReadAsync(path, cancellationToken: cancellationToken);
        var entries = new SubmissionReader(listed, options.Reader).Read(cancellationToken).Select(entry => new PreviewEntry(entry.Path, entry.Kind, entry.Content.Length)).ToList();

        await using var archive = await lake.Store.OpenReadAsync(path, cancellationToken: cancellationToken);
        var decoded = SubmissionDecoder.Decode(archive, source, ArchiveNames.Of(sources)[name], options, cancellationToken: cancellationToken);
        return new SubmissionPreview(entries, decoded.Submission, decoded.Clips, decoded.Quarantine);
    }

    private sealed record ArchiveToLookInto(string Name);
}

/// <summary>A file of an archive.</summary>
/// <param name="Path">Inside the archive.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Bytes">Its length.</param>
public sealed record PreviewEntry(string Path, SubmissionEntryKind Kind, int Bytes);

/// <summary>A field as it stood and as it was cast.</summary>
/// <param name="Field">The column of <c>silver.submissions</c>.</param>
/// <param name="Raw">The text as it stood; null where it was not said.</param>
/// <param name="Cast">The value; null or <c>unknown</c> where nothing is known.</param>
public sealed record PreviewField(string Field, string? Raw, string? Cast);
