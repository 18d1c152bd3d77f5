namespace VoiceLake.Silver.Archives;

/// <summary>What a file of a submission is for.</summary>
public enum SubmissionEntryKind
{
    /// <summary>What the speaker said of the recording, in lines of <c>key: value</c>.</summary>
    Readme,

    /// <summary>The same as JSON, from the JavaScript application.</summary>
    Profile,

    /// <summary>The texts that were read.</summary>
    Prompts,

    /// <summary>One clip.</summary>
    Audio,
}

/// <summary>One file of a submission that matters, with its bytes.</summary>
/// <param name="Path">Its path inside the archive, with forward slashes.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Clip">A clip's name: its path below the audio folder, without extension; empty for other kinds.</param>
/// <param name="InAudioFolder">Whether it lies in a <c>wav</c> or <c>flac</c> folder.</param>
/// <param name="Content">The bytes.</param>
public sealed record SubmissionEntry(string Path, SubmissionEntryKind Kind, string Clip, bool InAudioFolder, ReadOnlyMemory<byte> Content);
