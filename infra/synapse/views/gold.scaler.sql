CREATE OR ALTER VIEW "gold"."scaler" AS
SELECT
    "feature", "mean", "std", "n", "nulls"
FROM OPENROWSET(
    BULK 'tables/scaler',
    DATA_SOURCE = 'gold',
    FORMAT = 'DELTA'
) WITH (
    "feature" varchar(8000), "mean" float, "std" float, "n" bigint, "nulls" bigint
) AS "rows";
GO
