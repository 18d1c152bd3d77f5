namespace VoiceLake.Features;

/// <summary>How the fundamental frequency F0 of a clip is found.</summary>
/// <remarks>Defaults are those of librosa 0.11's <c>yin</c> and <c>pyin</c> and of Praat's "To Pitch (ac)". Notebook: 03-gold-features</remarks>
public sealed record PitchOptions
{
    /// <summary>Samples a second of the clips; 16,000 by default.</summary>
    public int SampleRate { get; init; } = 16_000;

    /// <summary>What is computed; all methods by default.</summary>
    public PitchMethods Methods { get; init; } = PitchMethods.All;

    /// <summary>The lowest F0 that is looked for, in Hz; 75 by default.</summary>
    public double Floor { get; init; } = 75;

    /// <summary>The highest F0 that is looked for, in Hz; 600 by default.</summary>
    public double Ceiling { get; init; } = 600;

    /// <summary>Samples of a frame of YIN and pYIN; 2,048 by default.</summary>
    public int FrameLength { get; init; } = 2_048;

    /// <summary>Samples from one frame of YIN and pYIN to the next; 512 by default.</summary>
    public int Hop { get; init; } = 512;

    /// <summary>YIN takes the first trough of its difference function below this; 0.1 by default.</summary>
    public double TroughThreshold { get; init; } = 0.1;

    /// <summary>Seconds from one frame of Praat's method to the next; 0.75 / <see cref="Floor"/> (10 ms) where null, as by default.</summary>
    public double? TimeStep { get; init; }

    /// <summary>Candidates that Praat's method keeps of a frame, with that of no voice; 15 by default.</summary>
    public int Candidates { get; init; } = 15;

    /// <summary>Praat's method takes frames below this share of the clip's peak for silent; 0.03 by default.</summary>
    public double SilenceThreshold { get; init; } = 0.03;

    /// <summary>The strength that "no voice" has for Praat's method; 0.45 by default.</summary>
    public double VoicingThreshold { get; init; } = 0.45;

    /// <summary>What Praat's method takes from a candidate's strength for each octave that it lies below <see cref="Ceiling"/>; 0.01 by default.</summary>
    public double OctaveCost { get; init; } = 0.01;

    /// <summary>What a jump by an octave within 10 ms costs a path of Praat's method; 0.35 by default.</summary>
    public double OctaveJumpCost { get; init; } = 0.35;

    /// <summary>What a change from voiced to unvoiced or back within 10 ms costs a path of Praat's method; 0.14 by default.</summary>
    public double VoicedUnvoicedCost { get; init; } = 0.14;

    /// <summary>The longest period, in samples.</summary>
    internal int LongestLag => (int)Math.Ceiling(SampleRate / Floor);

    /// <summary>The shortest period, in samples.</summary>
    internal int ShortestLag => (int)Math.Floor(SampleRate / Ceiling);

    /// <summary>Seconds from one frame of Praat's method to the next.</summary>
    internal double PraatStep => TimeStep ?? 0.75 / Floor;

    /// <summary>Checks every option.</summary>
    /// <exception cref="ArgumentException">One or more cannot be met; the message names them all.</exception>
    public void Validate()
    {
        var mistakes = Mistakes();
        if (mistakes.Count > 0)
        {
            throw new ArgumentException($"Pitch options: {string.Join("; ", mistakes)}.");
        }
    }

    internal IReadOnlyList<string> Mistakes()
    {
        var mistakes = new List<string>();
        void Check(bool met, string mistake)
        {
            if (!met)
            {
                mistakes.Add(mistake);
            }
        }

        Check(SampleRate is >= 1_000 and <= 768_000, $"{nameof(SampleRate)} is {SampleRate} Hz, but must be 1,000 to 768,000");
        Check(Methods != PitchMethods.None && (Methods & ~PitchMethods.All) == 0, $"{nameof(Methods)} is {Methods}, but must be one or more of {PitchMethods.All}: Yin, Pyin, Praat");
        Check(Floor >= 10, $"{nameof(Floor)} is {Floor} Hz, but must be 10 or more");
        Check(Ceiling > Floor && Ceiling <= SampleRate / 4.0, $"{nameof(Ceiling)} is {Ceiling} Hz, but must be above {nameof(Floor)} and at most a quarter of {nameof(SampleRate)}");
        Check(!(Ceiling > 200 * Floor), $"{nameof(Ceiling)} is {Ceiling} Hz, but must be at most 200 times {nameof(Floor)}");
        Check(FrameLength is >= 16 and <= 1 << 20 && FrameLength % 2 == 0, $"{nameof(FrameLength)} is {FrameLength} samples, but must be even and 16 to 1,048,576");
        Check(!(Floor >= 10) || LongestLag < FrameLength / 2, $"{nameof(FrameLength)} is {FrameLength} samples, but must be more than twice the longest period, {SampleRate / Floor:0} samples: make it longer or raise {nameof(Floor)}");
        Check(Hop >= 1, $"{nameof(Hop)} is {Hop} samples, but must be 1 or more");
        Check(TroughThreshold > 0, $"{nameof(TroughThreshold)} is {TroughThreshold}, but must be above 0");
        Check(TimeStep is null or >= 0.0001, $"{nameof(TimeStep)} is {TimeStep} s, but must be 0.0001 or more, or null for 0.75 / {nameof(Floor)}");
        Check(Candidates is >= 2 and <= 255, $"{nameof(Candidates)} is {Candidates}, but must be 2 to 255");
        Check(SilenceThreshold >= 0, $"{nameof(SilenceThreshold)} is {SilenceThreshold}, but must be 0 or more");
        Check(VoicingThreshold >= 0, $"{nameof(VoicingThreshold)} is {VoicingThreshold}, but must be 0 or more");
        Check(OctaveCost >= 0, $"{nameof(OctaveCost)} is {OctaveCost}, but must be 0 or more");
        Check(OctaveJumpCost >= 0, $"{nameof(OctaveJumpCost)} is {OctaveJumpCost}, but must be 0 or more");
        Check(VoicedUnvoicedCost >= 0, $"{nameof(VoicedUnvoicedCost)} is {VoicedUnvoicedCost}, but must be 0 or more");
        return mistakes;
    }
}
