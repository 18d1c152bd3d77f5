namespace VoiceLake.Audio;

/// <summary>Decoded audio: one array of samples in [−1, 1] for each channel.</summary>
/// <remarks>Notebook: 02-silver-decode-and-cast</remarks>
/// <param name="Channels">Samples by channel, all of one length; 16-bit samples are divided by 32,768.</param>
/// <param name="SampleRate">Hz.</param>
/// <param name="BitsPerSample">Bits a sample in the source.</param>
/// <param name="Codec">Such as <c>wav/pcm_s16le</c> or <c>flac</c>.</param>
/// <param name="Notes">What was mended while reading, such as a data size past the end of the file.</param>
public sealed record AudioData(float[][] Channels, int SampleRate, int BitsPerSample, string Codec, IReadOnlyList<AudioNote> Notes)
{
    /// <summary>Samples a channel.</summary>
    public int Length => Channels.Length == 0 ? 0 : Channels[0].Length;
}

/// <summary>Something that was wrong in an audio file and could be mended without guessing.</summary>
/// <param name="Rule">Kebab-case name, such as <c>wav-data-size-past-end</c>.</param>
/// <param name="Offset">Where, in bytes from the start of the file.</param>
/// <param name="Detail">What was found and how it was read, in a sentence.</param>
public sealed record AudioNote(string Rule, long Offset, string Detail);
