namespace VoiceLake.Gold.Internals;

/// <summary>A row of silver.clips as far as results repeat it; its samples stand beside it.</summary>
internal sealed record ClipRow(string Clip, string Speaker, string Gender, string Sha256)
{
    /// <summary>What is read of silver.clips to compute from it.</summary>
    public static readonly IReadOnlyList<string> Columns = ["clip", "speaker", "gender", "sha256", "samples"];
}

/// <summary>Computes something of one clip, with buffers of its own; the samples are the callee's only until it returns.</summary>
internal delegate TResult ClipWork<out TResult>(ClipRow clip, ReadOnlySpan<float> samples);
