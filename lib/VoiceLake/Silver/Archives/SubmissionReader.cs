using System.IO.Hashing;
using VoiceLake.Quality;

namespace VoiceLake.Silver.Archives;

/// <summary>Reads a submission's archive as a stream: .tgz, .tar, .zip and a zip inside a tgz, told apart by their bytes; nothing is unpacked to disk.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed class SubmissionReader
{
    private readonly Stream _archive;
    private readonly SubmissionReaderOptions _options;
    private readonly UnpackTally _tally;
    private readonly List<QualityFinding> _findings = [];
    private byte[] _audio = [];
    private int _entries;
    private int _clips;
    private long _textBytes;
    private bool _ended;
    private bool _isDamaged;
    private bool _isPastLimits;

    /// <summary>Prepares to read; nothing is read yet.</summary>
    /// <param name="archive">The archive's bytes; seekable where it may be a large zip.</param>
    /// <param name="options">Limits; null takes the defaults.</param>
    public SubmissionReader(Stream archive, SubmissionReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        _options = options ?? new SubmissionReaderOptions();
        _options.Validate();
        _tally = new UnpackTally(_options);
        _archive = archive;
    }

    /// <summary>What was wrong with the archive and its entries, so far.</summary>
    public IReadOnlyList<QualityFinding> Findings => _findings;

    /// <summary>The format, such as <c>gzip+tar</c>; null until the first entry was read.</summary>
    public string? Format { get; private set; }

    /// <summary>Whether a <c>wav</c> or <c>flac</c> folder was met.</summary>
    public bool HasAudioFolder { get; private set; }

    /// <summary>Whether the archive was read to its end.</summary>
    public bool IsComplete => !_isDamaged;

    /// <summary>Reads every clip into the same memory, so that one is lost when the next is read; saves the collector a large object a clip.</summary>
    internal bool ReusesAudioMemory { get; init; }

    /// <summary>The files that matter, in the order of the archive; the whole ones before a cut. What is wrong goes to <see cref="Findings"/> and never stops the rest.</summary>
    public IEnumerable<SubmissionEntry> Read(CancellationToken cancellationToken = default) => ReadLayer(new MeteredStream(_archive, _tally), "", 0, cancellationToken);

    private IEnumerable<SubmissionEntry> ReadLayer(Stream stream, string prefix, int depth, CancellationToken cancellationToken)
    {
        using var entries = Entries(stream).GetEnumerator();
        while (Next(entries, prefix, depth) is { } raw)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Admit(raw, prefix) is not { } name)
            {
                continue;
            }

            if (name.IsArchive && depth >= _options.MaxDepth)
            {
                Add(QualityRules.ArchiveNested, $"It lies {depth + 1} deep.", prefix + name.Path);
            }
            else if (name.IsArchive)
            {
                if (Content(raw, name, prefix, _options.MaxEntryBytes) is { } nested)
                {
                    foreach (var entry in ReadLayer(new MemoryStream(nested.ToArray(), writable: false), $"{prefix}{name.Path}!/", depth + 1, cancellationToken))
                    {
                        yield return entry;
                    }

                    // What is wrong with an archive inside does not end the one around it; limits are those of both.
                    _ended = _isPastLimits;
                }
            }
            else if (name.Kind == SubmissionEntryKind.Audio && ++_clips > _options.MaxClips)
            {
                var error = new ArchiveLimitException($"The archive has more than {_options.MaxClips:N0} clips.");
                End(error);
                AddEnd(RuleOf(error), error.Message, prefix);
            }
            else if (name.Kind is { } kind)
            {
                var limit = kind == SubmissionEntryKind.Audio ? _options.MaxEntryBytes : _options.MaxTextBytes - _textBytes;
                if (Content(raw, name, prefix, limit) is { } content)
                {
                    _textBytes += kind == SubmissionEntryKind.Audio ? 0 : content.Length;
                    yield return new SubmissionEntry(prefix + name.Path, kind, name.Clip, name.InAudioFolder, content);
                }
            }
            else if (name.InAudioFolder)
            {
                Add(QualityRules.NotAudio, "Its name is that of no audio file.", prefix + name.Path);
            }

            if (_ended)
            {
                yield break;
            }
        }

        if (_tally.Stray > 0)
        {
            AddEnd(QualityRules.ArchiveStrayBytes, $"{_tally.Stray:N0} bytes belong to none of its entries.", prefix);
            _tally.Stray = 0;
        }
    }

    // Opening is part of the enumeration, so that whatever is wrong with the first bytes is met in Next.
    private IEnumerable<RawEntry> Entries(Stream stream)
    {
        foreach (var entry in RawEntries.Of(stream, _options, _tally, format => Format ??= format))
        {
            yield return entry;
        }
    }

    private RawEntry? Next(IEnumerator<RawEntry> entries, string prefix, int depth)
    {
        try
        {
            if (!entries.MoveNext())
            {
                return null;
            }

            if (++_entries > _options.MaxEntries)
            {
                throw new ArchiveLimitException($"The archive has more than {_options.MaxEntries:N0} entries.");
            }

            return entries.Current;
        }
        catch (Exception error) when (IsDamage(error))
        {
            End(error);
            var rule = error is not (ArchiveLimitException or ArchiveChecksumException) && (_entries == 0 || (Format is null && depth == 0)) ? QualityRules.ArchiveUnreadable : RuleOf(error);
            AddEnd(rule, $"After {_entries} entries: {error.Message}", prefix, (error as ArchiveChecksumException)?.Offset);
            return null;
        }
    }

    private EntryName? Admit(RawEntry raw, string prefix)
    {
        var danger = raw.Refusal ?? EntryName.Danger(raw.Name, _options.MaxNameLength);
        if (raw.Kind != RawEntryKind.Skipped && danger is not null)
        {
            Add(QualityRules.UnsafeEntry, $"The entry {danger}.", prefix + EntryName.Printable(raw.Name));
            return null;
        }

        HasAudioFolder |= raw.Kind is RawEntryKind.Folder && EntryName.IsAudioFolder(raw.Name);
        if (raw.Kind != RawEntryKind.File)
        {
            return null;
        }

        var name = EntryName.Of(raw.Name);
        HasAudioFolder |= name.InAudioFolder;
        if (!raw.IsUtf8 && (name.Kind is not null || name.IsArchive))
        {
            Add(QualityRules.EntryNameNotUtf8, "The bytes that are no ASCII stand in it as %XX.", prefix + name.Path, clip: name.Kind == SubmissionEntryKind.Audio ? name.Clip : null);
        }

        return name;
    }

    private ReadOnlyMemory<byte>? Content(RawEntry raw, EntryName name, string prefix, long limit)
    {
        var isClip = name.Kind == SubmissionEntryKind.Audio;
        var (scope, clip) = isClip ? ("clip", name.Clip) : ("file", null);
        try
        {
            using var stream = raw.Open();
            byte[] own = [];
            ref var memory = ref isClip && ReusesAudioMemory ? ref _audio : ref own;
            var length = EntryContent.Read(stream, raw.Length, limit, ref memory);
            if (length is null)
            {
                Add(QualityRules.EntryTooLarge, $"It has {raw.Length:N0} bytes; the limit is {limit:N0}.", prefix + name.Path, scope, clip);
                return null;
            }

            var content = memory.AsMemory(0, length.Value);
            if (raw.Checksum is { } expected && Crc32.HashToUInt32(content.Span) is var found && found != expected)
            {
                Add(QualityRules.EntryChecksum, $"The zip says CRC-32 {expected:x8}, but it unpacks to {found:x8}.", prefix + name.Path, scope, clip);
                return null;
            }

            return content;
        }
        catch (Exception error) when (IsDamage(error))
        {
            Add(error is NotSupportedException ? QualityRules.EntryPacking : QualityRules.EntryDamaged, error.Message, prefix + name.Path, scope, clip);
            if (error is ArchiveLimitException || raw.DamageEndsArchive)
            {
                End(error);
                AddEnd(RuleOf(error), $"After {_entries - 1} whole entries: {error.Message}", prefix);
            }

            return null;
        }
    }

    private void End(Exception error)
    {
        (_ended, _isDamaged) = (true, true);
        _isPastLimits |= error is ArchiveLimitException;
    }

    private static QualityRule RuleOf(Exception error) => error switch
    {
        ArchiveLimitException => QualityRules.ArchiveTooLarge,
        ArchiveChecksumException => QualityRules.ArchiveChecksum,
        _ => QualityRules.ArchiveTruncated,
    };

    private void AddEnd(QualityRule rule, string detail, string prefix, long? offset = null) =>
        _findings.Add(new QualityFinding(rule, "archive", detail, prefix.Length == 0 ? null : prefix.TrimEnd('!', '/'), Offset: offset));

    private void Add(QualityRule rule, string detail, string? entry, string scope = "file", string? clip = null) =>
        _findings.Add(new QualityFinding(rule, scope, detail, entry, clip));

    // What the unpackers throw at bytes that are no archive. A failing disk or network is none of these and stops the run.
    private static bool IsDamage(Exception error) =>
        error is InvalidDataException or EndOfStreamException or NotSupportedException or ArchiveLimitException or ArchiveChecksumException;
}
