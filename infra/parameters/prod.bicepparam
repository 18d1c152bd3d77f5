using '../main.bicep'

// A workspace whose data must outlive a region.
param environmentName = 'prod'
param location = 'westeurope'
param administratorId = readEnvironmentVariable('VOICELAKE_ADMINISTRATOR_ID')
param administratorName = readEnvironmentVariable('VOICELAKE_ADMINISTRATOR_NAME')
param administratorType = 'Group'
param programId = readEnvironmentVariable('VOICELAKE_PROGRAM_ID', '')
param databricksApplicationId = readEnvironmentVariable('VOICELAKE_DATABRICKS_APPLICATION_ID', '')
param budgetAmount = 500
param budgetStart = readEnvironmentVariable('VOICELAKE_BUDGET_START')
param budgetEmails = [readEnvironmentVariable('VOICELAKE_BUDGET_EMAIL')]

param storage = {
  redundancy: 'GZRS'
  readAccess: true
  softDeleteDays: 30
}
param vaultSoftDeleteDays = 90
param vaultPurgeProtection = true
param logRetentionDays = 90
param tags = { criticality: 'high' }
