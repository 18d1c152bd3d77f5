-- The database of the views, and the login of the group that may query them (the variable Readers of sqlcmd). Run in master.
-- A UTF-8 collation, since the lake's text is UTF-8; a binary one, so that filters on text skip files.
IF DB_ID('voicelake') IS NULL
    CREATE DATABASE voicelake COLLATE Latin1_General_100_BIN2_UTF8;
GO

-- Serverless SQL bills what it reads: it stops at these amounts, in terabytes.
EXEC sp_set_data_processed_limit @type = N'daily', @limit_tb = 1;
EXEC sp_set_data_processed_limit @type = N'monthly', @limit_tb = 5;
GO

IF NOT EXISTS (SELECT * FROM sys.server_principals WHERE name = '$(Readers)')
    CREATE LOGIN [$(Readers)] FROM EXTERNAL PROVIDER;
GO
