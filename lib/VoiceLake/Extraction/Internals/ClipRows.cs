using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using VoiceLake.Audio;
using VoiceLake.Lake;
using VoiceLake.Stages;

namespace VoiceLake.Extraction.Internals;

/// <summary>What became of a clip.</summary>
/// <param name="Batches">Its rows for each table; none where it failed.</param>
/// <param name="Failure">Why it has no row; null where it has.</param>
/// <param name="Warning">What is odd about it; null where nothing is.</param>
internal sealed record ClipRows(IReadOnlyList<IEnumerable<TableBatch>> Batches, ExtractionFailure? Failure = null, ExtractionWarning? Warning = null)
{
    /// <summary>Computes clips on several threads, and hands them on in the order of the files.</summary>
    public static async IAsyncEnumerable<ClipRows> ComputeAsync(
        IReadOnlyList<ClipFile> files, ExtractionOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var free = new ConcurrentBag<ClipWork>();
        await foreach (var rows in OrderedWork.RunAsync(files, options.Threads, (file, stop) => Task.FromResult(Compute(file, stop)), cancellationToken))
        {
            yield return rows;
        }

        ClipRows Compute(ClipFile file, CancellationToken stop)
        {
            var work = free.TryTake(out var idle) ? idle : ClipWork.Create(options);
            try
            {
                RegularFile.Check(file.Path);
                using var audio = AudioReader.Open(file.Path);
                var rows = work.Compute(file.Name, audio, stop);
                return new ClipRows(rows, Warning: WarningOf(file, audio));
            }
            catch (OverflowException)
            {
                return Failed(file, "it is too long for its frames or windows to be counted: split the recording.");
            }
            catch (Exception error) when (error is AudioFormatException or ExtractionException or IOException or UnauthorizedAccessException or ArgumentException)
            {
                return Failed(file, AudioRules.WithoutArchive(error.Message));
            }
            finally
            {
                free.Add(work);
            }
        }
    }

    private static ClipRows Failed(ClipFile file, string reason)
        => new([], new ExtractionFailure(file.Path, reason.Contains(file.Path, StringComparison.Ordinal) ? reason : $"{file.Path}: {reason}"));

    private static ExtractionWarning? WarningOf(ClipFile file, AudioReader audio)
        => audio.Notes.FirstOrDefault(note => note.Rule == AudioRules.WavDataSizePastEnd) is { } note
            ? new ExtractionWarning(file.Path, $"{file.Path}: {note.Detail} If the recording should be longer, copy the file again.")
            : null;
}
