-- Databricks notebook source
-- The lake in Unity Catalog. apply.sh puts the storage account in the place of <account> and runs this on the cluster; run again, it changes nothing.
-- The storage credential voicelake is made before it, by apply.sh: SQL has no statement for it.
CREATE EXTERNAL LOCATION IF NOT EXISTS voicelake_bronze
  URL 'abfss://bronze@<account>.dfs.core.windows.net/'
  WITH (STORAGE CREDENTIAL voicelake)
  COMMENT 'Archives as they came';

-- COMMAND ----------

CREATE EXTERNAL LOCATION IF NOT EXISTS voicelake_silver
  URL 'abfss://silver@<account>.dfs.core.windows.net/'
  WITH (STORAGE CREDENTIAL voicelake)
  COMMENT 'Decoded and cast';

-- COMMAND ----------

CREATE EXTERNAL LOCATION IF NOT EXISTS voicelake_gold
  URL 'abfss://gold@<account>.dfs.core.windows.net/'
  WITH (STORAGE CREDENTIAL voicelake)
  COMMENT 'Features';

-- COMMAND ----------

CREATE EXTERNAL LOCATION IF NOT EXISTS voicelake_miscellaneous
  URL 'abfss://miscellaneous@<account>.dfs.core.windows.net/'
  WITH (STORAGE CREDENTIAL voicelake)
  COMMENT 'Manifests, the catalog''s own files, the program';

-- COMMAND ----------

CREATE CATALOG IF NOT EXISTS voicelake
  MANAGED LOCATION 'abfss://miscellaneous@<account>.dfs.core.windows.net/unity-catalog'
  COMMENT 'Speech archives to features';

-- COMMAND ----------

CREATE SCHEMA IF NOT EXISTS voicelake.program;

-- COMMAND ----------

CREATE VOLUME IF NOT EXISTS voicelake.program.bundle COMMENT 'The command for clusters, packed by bundle.sh';

-- COMMAND ----------

CREATE SCHEMA IF NOT EXISTS voicelake.bronze;

-- COMMAND ----------

CREATE SCHEMA IF NOT EXISTS voicelake.silver;

-- COMMAND ----------

CREATE SCHEMA IF NOT EXISTS voicelake.gold;
