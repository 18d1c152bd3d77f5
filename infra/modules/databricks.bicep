metadata description = 'A Databricks workspace with the access connector whose identity Unity Catalog uses on the lake.'

@description('The name of the workspace.')
@minLength(3)
@maxLength(64)
param workspaceName string

@description('The resource group that Databricks makes and manages itself.')
param managedResourceGroupName string

@description('The name of the access connector.')
param connectorName string

@description('The region.')
param location string

@description('Whether the nodes of clusters have no public addresses.')
param noPublicIp bool

@description('Where diagnostics go.')
param logWorkspaceId string

@description('The tags.')
param tags object

resource workspace 'Microsoft.Databricks/workspaces@2024-05-01' = {
  name: workspaceName
  location: location
  tags: tags
  // Unity Catalog and access control need the premium tier.
  sku: { name: 'premium' }
  properties: {
    managedResourceGroupId: subscriptionResourceId('Microsoft.Resources/resourceGroups', managedResourceGroupName)
    publicNetworkAccess: 'Enabled'
    parameters: { enableNoPublicIp: { value: noPublicIp } }
  }
}

resource connector 'Microsoft.Databricks/accessConnectors@2024-05-01' = {
  name: connectorName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {}
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'voicelake'
  scope: workspace
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'jobs', enabled: true }
      { category: 'clusters', enabled: true }
      { category: 'unityCatalog', enabled: true }
      { category: 'secrets', enabled: true }
    ]
  }
}

@description('The workspace\'s address.')
output address string = 'https://${workspace.properties.workspaceUrl}'

@description('The access connector\'s resource id.')
output connectorId string = connector.id

@description('The access connector\'s identity.')
output connectorPrincipalId string = connector.identity.principalId
