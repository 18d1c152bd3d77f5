metadata description = 'The vault that holds every secret, read by role and not by access policy.'

@description('The name: 3 to 24 letters, digits and hyphens, one of its own in all of Azure.')
@minLength(3)
@maxLength(24)
param vaultName string

@description('The region.')
param location string

@description('Days for which what is deleted can be had back.')
param softDeleteDays int

@description('Whether nobody can purge it before that.')
param purgeProtection bool

@description('Where diagnostics go.')
param logWorkspaceId string

@description('The tags.')
param tags object

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: vaultName
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: softDeleteDays
    // The service takes true or nothing: false is refused.
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'voicelake'
  scope: vault
  properties: {
    workspaceId: logWorkspaceId
    logs: [{ categoryGroup: 'audit', enabled: true }]
    metrics: [{ category: 'AllMetrics', enabled: true }]
  }
}

@description('The name.')
output name string = vault.name

@description('The resource id.')
output id string = vault.id

@description('The address that readers of secrets are given.')
output address string = vault.properties.vaultUri
