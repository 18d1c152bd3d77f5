CREATE OR ALTER VIEW "silver"."submissions" AS
SELECT
    "submission", "archive", "sha256", "bytes", "format", "status", "clips", "clips_rejected", "findings", "speaker", "anonymous", "user",
    "user_raw", "submitted_on", "submitted_on_raw", "gender", "gender_raw", "age_range", "age_range_raw", "language", "language_raw",
    "dialect", "dialect_raw", "sub_dialect", "sub_dialect_raw", "native_speaker", "native_speaker_raw", "first_language",
    "first_language_raw", "microphone_make", "microphone_make_raw", "microphone_type", "microphone_type_raw", "audio_card_make",
    "audio_card_make_raw", "audio_card_type", "audio_card_type_raw", "recording_software", "recording_software_raw", "operating_system",
    "operating_system_raw", "file_type_raw", "sampling_rate_raw", "sample_format_raw", "channels_raw", "extra", "readme_encoding",
    "prompts_encoding", "decoding", "run_id"
FROM OPENROWSET(
    BULK 'tables/submissions',
    DATA_SOURCE = 'silver',
    FORMAT = 'DELTA'
) WITH (
    "submission" varchar(8000), "archive" varchar(8000), "sha256" varchar(64), "bytes" bigint, "format" varchar(8000), "status" varchar(16),
    "clips" bigint, "clips_rejected" bigint, "findings" bigint, "speaker" varchar(8000), "anonymous" bit, "user" varchar(8000),
    "user_raw" varchar(8000), "submitted_on" date, "submitted_on_raw" varchar(8000), "gender" varchar(16), "gender_raw" varchar(8000),
    "age_range" varchar(16), "age_range_raw" varchar(8000), "language" varchar(8000), "language_raw" varchar(8000), "dialect" varchar(8000),
    "dialect_raw" varchar(8000), "sub_dialect" varchar(8000), "sub_dialect_raw" varchar(8000), "native_speaker" varchar(8000),
    "native_speaker_raw" varchar(8000), "first_language" varchar(8000), "first_language_raw" varchar(8000), "microphone_make" varchar(8000),
    "microphone_make_raw" varchar(8000), "microphone_type" varchar(8000), "microphone_type_raw" varchar(8000),
    "audio_card_make" varchar(8000), "audio_card_make_raw" varchar(8000), "audio_card_type" varchar(8000),
    "audio_card_type_raw" varchar(8000), "recording_software" varchar(8000), "recording_software_raw" varchar(8000),
    "operating_system" varchar(8000), "operating_system_raw" varchar(8000), "file_type_raw" varchar(8000), "sampling_rate_raw" varchar(8000),
    "sample_format_raw" varchar(8000), "channels_raw" varchar(8000), "extra" varchar(max), "readme_encoding" varchar(8000),
    "prompts_encoding" varchar(8000), "decoding" varchar(8000), "run_id" varchar(64)
) AS "rows";
GO
