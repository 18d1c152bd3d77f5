CREATE OR ALTER VIEW "gold"."splits" AS
SELECT
    "speaker", "split", "gender", "clips", "windows", "duration_s"
FROM OPENROWSET(
    BULK 'tables/splits',
    DATA_SOURCE = 'gold',
    FORMAT = 'DELTA'
) WITH (
    "speaker" varchar(8000), "split" varchar(16), "gender" varchar(16), "clips" bigint, "windows" bigint, "duration_s" float
) AS "rows";
GO
