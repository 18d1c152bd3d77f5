CREATE OR ALTER VIEW "silver"."clips" AS
SELECT
    "clip", "submission", "speaker", "gender", "language", "prompt", "sample_rate", "source_sample_rate", "source_channels", "source_bits",
    "source_codec", "n_samples", "duration_s", "peak_dbfs", "rms_dbfs", "clipped_samples", "silent", "trimmed_start", "trimmed_end",
    "sha256", "run_id", "prompt_words", "source_file"
FROM OPENROWSET(
    BULK 'tables/clips',
    DATA_SOURCE = 'silver',
    FORMAT = 'DELTA'
) WITH (
    "clip" varchar(8000), "submission" varchar(8000), "speaker" varchar(8000), "gender" varchar(16), "language" varchar(8000),
    "prompt" varchar(max), "sample_rate" int, "source_sample_rate" int, "source_channels" int, "source_bits" int,
    "source_codec" varchar(8000), "n_samples" bigint, "duration_s" float, "peak_dbfs" float, "rms_dbfs" float, "clipped_samples" bigint,
    "silent" bit, "trimmed_start" bigint, "trimmed_end" bigint, "sha256" varchar(64), "run_id" varchar(64), "prompt_words" varchar(max),
    "source_file" varchar(8000)
) AS "rows";
GO
