CREATE OR ALTER VIEW "gold"."feature_dictionary" AS
SELECT
    "name", "unit", "formula", "source", "notebook", "why_null", "table_name", "feature_set"
FROM OPENROWSET(
    BULK 'tables/feature_dictionary',
    DATA_SOURCE = 'gold',
    FORMAT = 'DELTA'
) WITH (
    "name" varchar(8000), "unit" varchar(8000), "formula" varchar(8000), "source" varchar(8000), "notebook" varchar(8000),
    "why_null" varchar(8000), "table_name" varchar(8000), "feature_set" varchar(8000)
) AS "rows";
GO
