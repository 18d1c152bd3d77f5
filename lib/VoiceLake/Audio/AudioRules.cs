using System.Collections.Frozen;
using VoiceLake.Quality;

namespace VoiceLake.Audio;

/// <summary>The names of everything that can be wrong with an audio file, each with its meaning and remedy.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public static class AudioRules
{
    /// <summary>The file has no bytes.</summary>
    public const string Empty = "audio-empty";

    /// <summary>The first bytes are those of no format that is read here.</summary>
    public const string UnknownFormat = "audio-unknown-format";

    /// <summary>The file is well formed and holds no sample.</summary>
    public const string NoSamples = "audio-no-samples";

    /// <summary>The header names a sample rate that no speech is recorded at.</summary>
    public const string SampleRate = "audio-sample-rate";

    /// <summary>The file holds more samples than the decoder may take, or than its bytes can honestly hold.</summary>
    public const string TooLong = "audio-too-long";

    /// <summary>The file ends inside its RIFF header.</summary>
    public const string WavHeaderTruncated = "wav-header-truncated";

    /// <summary>The file has no fmt chunk.</summary>
    public const string WavNoFormat = "wav-no-fmt";

    /// <summary>The fmt chunk is shorter than its kind needs.</summary>
    public const string WavFormatTruncated = "wav-fmt-truncated";

    /// <summary>The fmt chunk holds an impossible value.</summary>
    public const string WavFormat = "wav-fmt-invalid";

    /// <summary>The samples are coded in a way that is not read here.</summary>
    public const string WavCodec = "wav-codec";

    /// <summary>The bytes a frame do not follow from channels and bits.</summary>
    public const string WavBlockAlign = "wav-block-align";

    /// <summary>The file has no data chunk.</summary>
    public const string WavNoData = "wav-no-data";

    /// <summary>A chunk before the samples runs past the end of the file.</summary>
    public const string WavChunkPastEnd = "wav-chunk-past-end";

    /// <summary>A floating-point sample is NaN or infinite.</summary>
    public const string WavNotFinite = "wav-not-finite";

    /// <summary>The block align was wrong, and the byte rate confirmed what channels and bits say.</summary>
    public const string WavBlockAlignMended = "wav-block-align-mended";

    /// <summary>The valid bits exceed the container.</summary>
    public const string WavValidBits = "wav-valid-bits";

    /// <summary>The data size is 0 although samples follow.</summary>
    public const string WavDataSizeZero = "wav-data-size-zero";

    /// <summary>The data size was left open (−1).</summary>
    public const string WavDataSizeUnknown = "wav-data-size-unknown";

    /// <summary>The data size runs past the end of the file.</summary>
    public const string WavDataSizePastEnd = "wav-data-size-past-end";

    /// <summary>The samples stand before the fmt chunk.</summary>
    public const string WavDataBeforeFormat = "wav-data-before-fmt";

    /// <summary>The samples end inside a frame.</summary>
    public const string WavPartialFrame = "wav-partial-frame";

    /// <summary>An odd chunk lacks its pad byte.</summary>
    public const string WavPadMissing = "wav-pad-missing";

    /// <summary>Bytes after the samples belong to no chunk.</summary>
    public const string WavTrailingBytes = "wav-trailing-bytes";

    /// <summary>An RF64 file lacks its ds64 chunk.</summary>
    public const string WavNoDs64 = "wav-no-ds64";

    /// <summary>Floating-point samples lie outside [−1, 1].</summary>
    public const string WavPastFullScale = "wav-past-full-scale";

    /// <summary>A FLAC metadata block is damaged or cut off.</summary>
    public const string FlacMetadata = "flac-metadata";

    /// <summary>STREAMINFO is missing or holds an impossible value.</summary>
    public const string FlacStreamInfo = "flac-streaminfo";

    /// <summary>No frame begins where one must.</summary>
    public const string FlacFrameSync = "flac-frame-sync";

    /// <summary>A frame header holds a reserved or impossible code.</summary>
    public const string FlacFrameHeader = "flac-frame-header";

    /// <summary>The CRC-8 of a frame header does not match.</summary>
    public const string FlacFrameHeaderCrc = "flac-frame-header-crc";

    /// <summary>A subframe holds a reserved or impossible code.</summary>
    public const string FlacSubframe = "flac-subframe";

    /// <summary>The CRC-16 of a frame does not match.</summary>
    public const string FlacFrameCrc = "flac-frame-crc";

    /// <summary>A frame's number does not follow the one before.</summary>
    public const string FlacFrameNumber = "flac-frame-number";

    /// <summary>Sample rate, channels or sample size change inside the stream.</summary>
    public const string FlacParametersChange = "flac-parameters-change";

    /// <summary>A decoded sample is wider than the sample size allows.</summary>
    public const string FlacSampleRange = "flac-sample-range";

    /// <summary>The stream ends before its last sample.</summary>
    public const string FlacTruncated = "flac-truncated";

    /// <summary>The frames hold more samples than STREAMINFO says.</summary>
    public const string FlacSampleCount = "flac-sample-count";

    /// <summary>The MD5 of the decoded samples does not match.</summary>
    public const string FlacMd5 = "flac-md5";

    /// <summary>An ID3v2 tag stands before the stream.</summary>
    public const string FlacId3Prefix = "flac-id3-prefix";

    /// <summary>Bytes follow the last frame.</summary>
    public const string FlacTrailingBytes = "flac-trailing-bytes";

    /// <summary>The first frame is not the first of its recording.</summary>
    public const string FlacStartsMidStream = "flac-starts-mid-stream";

    private const string ArchiveAgain = "Copy the archive again";
    private const string CopyAgain = $"{ArchiveAgain}; if it is the same at the source, the recording is lost.";
    private const string Convert = "Convert it to WAV or FLAC, for instance with sox or ffmpeg.";
    private const string HeaderRemedy = "Write the header anew, for instance with sox --ignore-length.";
    private const string FlacRemedy = $"{ArchiveAgain}; 'flac -t' shows whether the source has the same damage.";
    private const string NoAction = "Nothing: what could be read without guessing was read.";

    /// <summary>Every rule, errors first: the severity says whether the file is rejected or was mended.</summary>
    public static IReadOnlyList<QualityRule> All { get; } =
    [
        Rejected(Empty, "The file has no bytes.", CopyAgain),
        Rejected(UnknownFormat, "The first bytes are neither those of WAV nor of FLAC.", Convert),
        Rejected(NoSamples, "The file is well formed and holds no sample.", "Leave the clip out, or record it again."),
        Rejected(SampleRate, "The header names a sample rate below 1 kHz or above 1,048,575 Hz.", HeaderRemedy),
        Rejected(TooLong, "The file holds more samples than AudioDecoderOptions.MaxSamples, or more for its bytes than MaxSamplesPerByte.", "Split the recording, or raise the option."),
        Rejected(WavHeaderTruncated, "The file ends inside its RIFF header.", CopyAgain),
        Rejected(WavNoFormat, "The file has no fmt chunk, so nothing says how its samples are coded.", HeaderRemedy),
        Rejected(WavFormatTruncated, "The fmt chunk is shorter than its kind needs.", HeaderRemedy),
        Rejected(WavFormat, "The fmt chunk holds an impossible number of channels or bits.", HeaderRemedy),
        Rejected(WavCodec, "The samples are coded in a way that is not read here.", Convert),
        Rejected(WavBlockAlign, "The bytes a frame do not follow from channels and bits, and the byte rate confirms neither.", HeaderRemedy),
        Rejected(WavNoData, "The file has no data chunk.", CopyAgain),
        Rejected(WavChunkPastEnd, "A chunk before the samples runs past the end of the file.", CopyAgain),
        Rejected(WavNotFinite, "A floating-point sample is NaN or infinite.", "Export the recording again from the program that made it."),
        Rejected(FlacMetadata, "A FLAC metadata block is damaged or cut off.", FlacRemedy),
        Rejected(FlacStreamInfo, "The STREAMINFO block is missing or holds an impossible value.", FlacRemedy),
        Rejected(FlacFrameSync, "No FLAC frame begins where one must.", FlacRemedy),
        Rejected(FlacFrameHeader, "A FLAC frame header holds a reserved or impossible code.", FlacRemedy),
        Rejected(FlacFrameHeaderCrc, "The CRC-8 of a FLAC frame header does not match.", FlacRemedy),
        Rejected(FlacSubframe, "A FLAC subframe holds a reserved or impossible code, or runs into the next frame.", FlacRemedy),
        Rejected(FlacFrameCrc, "The CRC-16 of a FLAC frame does not match.", FlacRemedy),
        Rejected(FlacFrameNumber, "A FLAC frame does not follow the one before: samples are missing between them.", FlacRemedy),
        Rejected(FlacParametersChange, "Sample rate, channels or sample size change inside the FLAC stream.", "Split the stream where they change."),
        Rejected(FlacSampleRange, "A decoded sample is wider than the sample size allows.", FlacRemedy),
        Rejected(FlacTruncated, "The FLAC stream ends before its last sample.", FlacRemedy),
        Rejected(FlacSampleCount, "The FLAC frames hold more samples than STREAMINFO says.", FlacRemedy),
        Rejected(FlacMd5, "The MD5 of the decoded samples is not the one in STREAMINFO.", FlacRemedy),
        Flagged(WavBlockAlignMended, "The block align was wrong; the byte rate confirmed what channels and bits say.", NoAction),
        Flagged(WavValidBits, "The valid bits exceed the container; the container's bits were taken.", NoAction),
        Flagged(WavDataSizeZero, "The data size is 0 although samples follow; they were read to the end of the file.", NoAction),
        Flagged(WavDataSizeUnknown, "The data size was left open; the samples were read to the end of the file.", NoAction),
        Flagged(WavDataSizePastEnd, "The data size runs past the end of the file; the samples that are there were read.", CopyAgain),
        Flagged(WavDataBeforeFormat, "The samples stand before the fmt chunk.", NoAction),
        Flagged(WavPartialFrame, "The samples end inside a frame; its bytes were left out.", CopyAgain),
        Flagged(WavPadMissing, "An odd chunk lacks its pad byte; the next chunk was read where it stands.", NoAction),
        Flagged(WavTrailingBytes, "Bytes after the samples belong to no chunk and were left out.", NoAction),
        Flagged(WavNoDs64, "An RF64 file lacks its ds64 chunk; the 32-bit sizes were used.", NoAction),
        Flagged(WavPastFullScale, "Floating-point samples lie outside [−1, 1]; they are kept here and clipped in 16 bits.", NoAction),
        Flagged(FlacId3Prefix, "An ID3v2 tag stands before the FLAC stream and was skipped.", NoAction),
        Flagged(FlacTrailingBytes, "Bytes after the last FLAC frame were left out.", NoAction),
        Flagged(FlacStartsMidStream, "The first FLAC frame is not the first of its recording.", NoAction),
    ];

    private static readonly FrozenDictionary<string, QualityRule> ByName = All.ToFrozenDictionary(rule => rule.Name);

    /// <summary>The exception for a file that breaks a rule: names the file, the place, what was found and the remedy.</summary>
    internal static AudioFormatException Broken(string rule, string file, long offset, string found) =>
        new(rule, offset, $"{file}: {found} (byte {offset}). {ByName[rule].Remedy}");

    /// <summary>The message about a file that came in no archive.</summary>
    internal static string WithoutArchive(string message) => message.Replace(ArchiveAgain, "Copy the file again", StringComparison.Ordinal);

    private static QualityRule Rejected(string name, string meaning, string remedy) =>
        new(name, QualitySeverity.Rejected, meaning, remedy);

    private static QualityRule Flagged(string name, string meaning, string remedy) =>
        new(name, QualitySeverity.Flagged, meaning, remedy);
}
