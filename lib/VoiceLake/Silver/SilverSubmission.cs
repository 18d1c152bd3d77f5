using VoiceLake.Lake;

namespace VoiceLake.Silver;

/// <summary>One archive, as a row of <c>silver.submissions</c>: every cast field beside its raw text.</summary>
/// <remarks>
/// A field that was not said is null, in the closed sets <c>unknown</c>; <c>…_raw</c> is the text as it stood.
/// Notebook: 02-silver-decode-and-cast
/// </remarks>
public sealed record SilverSubmission
{
    /// <summary>The archive's name without extension.</summary>
    public required string Submission { get; init; }

    /// <summary>The archive's file name in <c>bronze/submissions/</c>.</summary>
    public required string Archive { get; init; }

    /// <summary>The archive's checksum, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The archive's length in bytes.</summary>
    public required long Bytes { get; init; }

    /// <summary>Such as <c>gzip+tar</c>; null where the archive cannot be read.</summary>
    public string? Format { get; init; }

    /// <summary><c>good</c>; <c>partial</c> where clips were lost; <c>rejected</c> where there are none.</summary>
    public required string Status { get; init; }

    /// <summary>Clips in <c>silver.clips</c>.</summary>
    public required long Clips { get; init; }

    /// <summary>Clips that are only in quarantine.</summary>
    public required long ClipsRejected { get; init; }

    /// <summary>Findings in <c>silver.quarantine</c>.</summary>
    public required long Findings { get; init; }

    /// <summary>Who speaks; an anonymous archive is a speaker of its own, and archives of the same bytes have one.</summary>
    public required string Speaker { get; init; }

    /// <summary>Whether the user is nobody in particular.</summary>
    public required bool Anonymous { get; init; }

    /// <summary>The user, as the archive's name says.</summary>
    public required string User { get; init; }

    /// <summary>The user, as the README says.</summary>
    public string? UserRaw { get; init; }

    /// <summary>When it was sent, as the archive's name says.</summary>
    public DateOnly? SubmittedOn { get; init; }

    /// <summary>The date as it stands in the name.</summary>
    public string? SubmittedOnRaw { get; init; }

    /// <summary><c>female</c>, <c>male</c>, <c>other</c> or <c>unknown</c>.</summary>
    public required string Gender { get; init; }

    /// <summary>The gender as it stands.</summary>
    public string? GenderRaw { get; init; }

    /// <summary><c>youth</c>, <c>adult</c>, <c>senior</c> or <c>unknown</c>.</summary>
    public required string AgeRange { get; init; }

    /// <summary>The age range as it stands.</summary>
    public string? AgeRangeRaw { get; init; }

    /// <summary>ISO 639-1 code.</summary>
    public string? Language { get; init; }

    /// <summary>The language as it stands.</summary>
    public string? LanguageRaw { get; init; }

    /// <summary>Pronunciation dialect.</summary>
    public string? Dialect { get; init; }

    /// <summary>The dialect as it stands.</summary>
    public string? DialectRaw { get; init; }

    /// <summary>Sub-dialect.</summary>
    public string? SubDialect { get; init; }

    /// <summary>The sub-dialect as it stands.</summary>
    public string? SubDialectRaw { get; init; }

    /// <summary>Whether it is the speaker's first language.</summary>
    public string? NativeSpeaker { get; init; }

    /// <summary>The same as it stands.</summary>
    public string? NativeSpeakerRaw { get; init; }

    /// <summary>The speaker's first language, where it is another.</summary>
    public string? FirstLanguage { get; init; }

    /// <summary>The first language as it stands.</summary>
    public string? FirstLanguageRaw { get; init; }

    /// <summary>Who made the microphone.</summary>
    public string? MicrophoneMake { get; init; }

    /// <summary>The maker as it stands.</summary>
    public string? MicrophoneMakeRaw { get; init; }

    /// <summary>The kind of microphone.</summary>
    public string? MicrophoneType { get; init; }

    /// <summary>The kind as it stands.</summary>
    public string? MicrophoneTypeRaw { get; init; }

    /// <summary>Who made the audio card.</summary>
    public string? AudioCardMake { get; init; }

    /// <summary>The maker as it stands.</summary>
    public string? AudioCardMakeRaw { get; init; }

    /// <summary>The kind of audio card.</summary>
    public string? AudioCardType { get; init; }

    /// <summary>The kind as it stands.</summary>
    public string? AudioCardTypeRaw { get; init; }

    /// <summary>The recording program.</summary>
    public string? RecordingSoftware { get; init; }

    /// <summary>The program as it stands.</summary>
    public string? RecordingSoftwareRaw { get; init; }

    /// <summary>The operating system.</summary>
    public string? OperatingSystem { get; init; }

    /// <summary>The operating system as it stands.</summary>
    public string? OperatingSystemRaw { get; init; }

    /// <summary>The file type the text claims; the audio header is the truth.</summary>
    public string? FileTypeRaw { get; init; }

    /// <summary>The sampling rate the text claims; the audio header is the truth.</summary>
    public string? SamplingRateRaw { get; init; }

    /// <summary>The sample format the text claims; the audio header is the truth.</summary>
    public string? SampleFormatRaw { get; init; }

    /// <summary>The channels the text claims; the audio header is the truth.</summary>
    public string? ChannelsRaw { get; init; }

    /// <summary>What no column holds, as JSON.</summary>
    public string? Extra { get; init; }

    /// <summary>The README's encoding; null where there is none.</summary>
    public string? ReadmeEncoding { get; init; }

    /// <summary>The encoding of the prompts; null where there are none.</summary>
    public string? PromptsEncoding { get; init; }

    /// <summary>The fingerprint of what its rows depend on besides its bytes: the options, and other archives like it.</summary>
    public required string Decoding { get; init; }

    /// <summary>The run that decoded it.</summary>
    public required string RunId { get; init; }
}
