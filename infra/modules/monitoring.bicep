metadata description = 'Where all diagnostics go.'

@description('The name of the Log Analytics workspace.')
param workspaceName string

@description('The region.')
param location string

@description('Days for which rows are kept; the first 30 cost nothing.')
param retentionDays int

@description('The tags.')
param tags object

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: workspaceName
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionDays
    features: { enableLogAccessUsingOnlyResourcePermissions: true }
  }
}

@description('What diagnostic settings name.')
output workspaceId string = workspace.id
