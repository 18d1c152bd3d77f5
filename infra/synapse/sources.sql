-- How serverless SQL reaches the lake: as the workspace's managed identity, in the containers that have views. Bronze has no source, so
-- nobody reads it from here. Run in the database voicelake; StorageAccount is a variable of sqlcmd.
IF NOT EXISTS (SELECT * FROM sys.symmetric_keys WHERE name = '##MS_DatabaseMasterKey##')
    CREATE MASTER KEY;
GO

IF NOT EXISTS (SELECT * FROM sys.database_scoped_credentials WHERE name = 'lake')
    CREATE DATABASE SCOPED CREDENTIAL lake WITH IDENTITY = 'Managed Identity';
GO

IF NOT EXISTS (SELECT * FROM sys.external_data_sources WHERE name = 'silver')
    CREATE EXTERNAL DATA SOURCE silver WITH (LOCATION = 'https://$(StorageAccount).dfs.core.windows.net/silver', CREDENTIAL = lake);
GO

IF NOT EXISTS (SELECT * FROM sys.external_data_sources WHERE name = 'gold')
    CREATE EXTERNAL DATA SOURCE gold WITH (LOCATION = 'https://$(StorageAccount).dfs.core.windows.net/gold', CREDENTIAL = lake);
GO

IF SCHEMA_ID('silver') IS NULL
    EXEC ('CREATE SCHEMA silver');
GO

IF SCHEMA_ID('gold') IS NULL
    EXEC ('CREATE SCHEMA gold');
GO
