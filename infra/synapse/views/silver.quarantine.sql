CREATE OR ALTER VIEW "silver"."quarantine" AS
SELECT
    "rule", "severity", "scope", "submission", "clip", "source", "offset", "detail", "raw_text", "run_id"
FROM OPENROWSET(
    BULK 'tables/quarantine',
    DATA_SOURCE = 'silver',
    FORMAT = 'DELTA'
) WITH (
    "rule" varchar(8000), "severity" varchar(16), "scope" varchar(16), "submission" varchar(8000), "clip" varchar(8000),
    "source" varchar(8000), "offset" bigint, "detail" varchar(8000), "raw_text" varchar(max), "run_id" varchar(64)
) AS "rows";
GO
