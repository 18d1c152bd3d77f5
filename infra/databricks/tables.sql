-- Databricks notebook source
-- The lake's tables under their names: voicelake.silver.clips is the table silver.clips. To be run once the stages have written them.
-- apply.sh puts the storage account in the place of <account>. Spark reads the same Delta logs that the notebooks write; nothing is copied.
CREATE TABLE IF NOT EXISTS voicelake.bronze.submissions LOCATION 'abfss://bronze@<account>.dfs.core.windows.net/tables/submissions';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.silver.submissions LOCATION 'abfss://silver@<account>.dfs.core.windows.net/tables/submissions';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.silver.clips LOCATION 'abfss://silver@<account>.dfs.core.windows.net/tables/clips';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.silver.quarantine LOCATION 'abfss://silver@<account>.dfs.core.windows.net/tables/quarantine';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.gold.windows LOCATION 'abfss://gold@<account>.dfs.core.windows.net/tables/windows';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.gold.clip_features LOCATION 'abfss://gold@<account>.dfs.core.windows.net/tables/clip_features';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.gold.splits LOCATION 'abfss://gold@<account>.dfs.core.windows.net/tables/splits';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.gold.scaler LOCATION 'abfss://gold@<account>.dfs.core.windows.net/tables/scaler';

-- COMMAND ----------

CREATE TABLE IF NOT EXISTS voicelake.gold.feature_dictionary LOCATION 'abfss://gold@<account>.dfs.core.windows.net/tables/feature_dictionary';
