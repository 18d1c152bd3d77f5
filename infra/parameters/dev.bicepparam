using '../main.bicep'

// A workspace to learn and to try things in: one copy of nothing more than is needed. The variables name whoever deploys.
param environmentName = 'dev'
param location = 'westeurope'
param administratorId = readEnvironmentVariable('VOICELAKE_ADMINISTRATOR_ID')
param administratorName = readEnvironmentVariable('VOICELAKE_ADMINISTRATOR_NAME')
param programId = readEnvironmentVariable('VOICELAKE_PROGRAM_ID', '')
param databricksApplicationId = readEnvironmentVariable('VOICELAKE_DATABRICKS_APPLICATION_ID', '')
param budgetAmount = 50
param budgetStart = readEnvironmentVariable('VOICELAKE_BUDGET_START')
param budgetEmails = [readEnvironmentVariable('VOICELAKE_BUDGET_EMAIL')]

// What can be made and thrown away again: a name in a vault with purge protection is taken for as long as it protects.
param vaultSoftDeleteDays = 7
param vaultPurgeProtection = false
