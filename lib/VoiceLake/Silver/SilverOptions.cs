using System.Security.Cryptography;
using System.Text;
using VoiceLake.Audio;
using VoiceLake.Silver.Archives;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Silver;

/// <summary>How archives become clips.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
public sealed record SilverOptions
{
    // Changes whenever the same archive and options would give other rows.
    private const string DecodingVersion = "2";

    /// <summary>The sample rate of every clip in the lake, in Hz: the rate that speech models are trained at.</summary>
    public const int SampleRate = 16_000;

    /// <summary>What silence to cut from the start and end of each clip; the cut is recorded. Default: null, nothing is cut.</summary>
    public SilenceTrimmerOptions? Trim { get; init; }

    /// <summary>What counts as a silent clip. Default: a peak of −60 dB of full scale or less.</summary>
    public AudioLevelOptions Levels { get; init; } = new();

    /// <summary>The low-pass filter for clips at other rates. Default: flat to 7.5 kHz, nothing from 8 kHz on.</summary>
    public ResamplerOptions Resampler { get; init; } = new();

    /// <summary>Limits of the audio decoders. Default: those of <see cref="AudioDecoderOptions"/>.</summary>
    public AudioDecoderOptions Decoder { get; init; } = new();

    /// <summary>Limits of the archive reader. Default: those of <see cref="SubmissionReaderOptions"/>.</summary>
    public SubmissionReaderOptions Reader { get; init; } = new();

    /// <summary>How many archives are decoded at once. Default: one a processor.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>The most archives that are committed together. Default: 64.</summary>
    public int BatchArchives { get; init; } = 64;

    /// <summary>Bytes of samples after which a batch is committed. Default: 16 MB.</summary>
    public long BatchBytes { get; init; } = 16L << 20;

    /// <summary>The clock that names the run. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>What the rows depend on besides the archive, as 16 hexadecimal digits; an archive decoded under another value is decoded again.</summary>
    public string Fingerprint
    {
        get
        {
            // Records print every option by name; how many archives go at once changes no row.
            var text = string.Join('\n', [DecodingVersion, CastingTable.Default.Fingerprint, $"{Trim}", $"{Levels}", $"{Resampler}", $"{Decoder}", $"{Reader}"]);
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
        }
    }

    /// <summary>The same for one archive: the others that bear on it are part of it.</summary>
    internal string FingerprintOf(SubmissionName name) => (name.SharesContentWith, name.SharesSpellingWith) is (null, null)
        ? Fingerprint
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Fingerprint}\n{name.SharesContentWith}\n{name.SharesSpellingWith}")))[..16];

    /// <summary>Names every mistake in the options at once.</summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public void Validate()
    {
        Reader.Validate();
        string[] mistakes =
        [
            .. Parallelism < 1 ? new[] { $"Parallelism is {Parallelism}: give at least 1." } : [],
            .. BatchArchives < 1 ? new[] { $"BatchArchives is {BatchArchives}: give at least 1." } : [],
            .. BatchBytes < 1 ? new[] { $"BatchBytes is {BatchBytes}: give at least 1." } : [],
        ];
        if (mistakes.Length > 0)
        {
            throw new ArgumentException(string.Join(" ", mistakes));
        }
    }
}
