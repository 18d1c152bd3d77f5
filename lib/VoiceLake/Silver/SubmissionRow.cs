using VoiceLake.Bronze;
using VoiceLake.Silver.Casting;

namespace VoiceLake.Silver;

/// <summary>Puts cast fields into the columns of <c>silver.submissions</c>.</summary>
internal static class SubmissionRow
{
    public static SilverSubmission Of(BronzeSubmission source, SubmissionName name, SubmissionMetadata metadata, string? language)
    {
        string? Text(string key) => metadata.Texts.GetValueOrDefault(key);
        string? Raw(string key) => metadata.Raw.GetValueOrDefault(key);
        return new SilverSubmission
        {
            Submission = name.Submission,
            Archive = source.Name,
            Sha256 = source.Sha256,
            Bytes = source.Bytes,
            Status = "",
            Clips = 0,
            ClipsRejected = 0,
            Findings = 0,
            Speaker = name.Speaker,
            Anonymous = name.IsAnonymous,
            User = name.User,
            UserRaw = Raw("user"),
            SubmittedOn = name.Date,
            SubmittedOnRaw = name.DateText,
            Gender = metadata.Gender,
            GenderRaw = Raw("gender"),
            AgeRange = metadata.AgeRange,
            AgeRangeRaw = Raw("age_range"),
            Language = language,
            LanguageRaw = Raw("language"),
            Dialect = metadata.Dialect,
            DialectRaw = Raw("dialect"),
            SubDialect = Text("sub_dialect"),
            SubDialectRaw = Raw("sub_dialect"),
            NativeSpeaker = Text("native_speaker"),
            NativeSpeakerRaw = Raw("native_speaker"),
            FirstLanguage = Text("first_language"),
            FirstLanguageRaw = Raw("first_language"),
            MicrophoneMake = Text("microphone_make"),
            MicrophoneMakeRaw = Raw("microphone_make"),
            MicrophoneType = Text("microphone_type"),
            MicrophoneTypeRaw = Raw("microphone_type"),
            AudioCardMake = Text("audio_card_make"),
            AudioCardMakeRaw = Raw("audio_card_make"),
            AudioCardType = Text("audio_card_type"),
            AudioCardTypeRaw = Raw("audio_card_type"),
            RecordingSoftware = Text("recording_software"),
            RecordingSoftwareRaw = Raw("recording_software"),
            OperatingSystem = Text("operating_system"),
            OperatingSystemRaw = Raw("operating_system"),
            FileTypeRaw = Raw("file_type"),
            SamplingRateRaw = Raw("sampling_rate"),
            SampleFormatRaw = Raw("sample_format"),
            ChannelsRaw = Raw("channels"),
            Extra = metadata.Extra,
            Decoding = "",
            RunId = "",
        };
    }
}
