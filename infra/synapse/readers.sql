-- Who may query the views: the members of one group in Entra ID, whose name is the variable Readers of sqlcmd. Run in the database voicelake.
-- They read through the workspace's identity and need no right on the storage account.
IF NOT EXISTS (SELECT * FROM sys.database_principals WHERE name = 'lake_reader')
    CREATE ROLE lake_reader;
GO

GRANT SELECT ON SCHEMA::silver TO lake_reader;
GRANT SELECT ON SCHEMA::gold TO lake_reader;
-- The views open files with OPENROWSET and a credential: serverless SQL asks whoever queries for both rights. With them the files of
-- silver and gold can be read by path, too; no file can be written, and no other place be reached, since both need further rights.
GRANT REFERENCES ON DATABASE SCOPED CREDENTIAL::lake TO lake_reader;
GRANT ADMINISTER DATABASE BULK OPERATIONS TO lake_reader;
GO

IF NOT EXISTS (SELECT * FROM sys.database_principals WHERE name = '$(Readers)')
    CREATE USER [$(Readers)] FROM LOGIN [$(Readers)];
GO

ALTER ROLE lake_reader ADD MEMBER [$(Readers)];
GO
