metadata description = 'A Synapse workspace for serverless SQL: no pool that runs, sign-in by Entra ID alone.'

@description('The name of the workspace: one of its own in all of Azure.')
@minLength(1)
@maxLength(50)
param workspaceName string

@description('The resource group that Synapse makes and manages itself.')
param managedResourceGroupName string

@description('The region.')
param location string

@description('The lake, as https://….dfs.….')
param lakeAddress string

@description('The lake\'s storage account.')
param lakeAccountId string

@description('The file system that is Synapse\'s own.')
param fileSystem string

@description('Object id of the person or group that administers the workspace.')
param administratorId string

@description('The sign-in name of that person, or the name of that group.')
param administratorName string

@description('Addresses from which SQL may be reached.')
param clients { name: string, start: string, end: string }[]

@description('Where diagnostics go.')
param logWorkspaceId string

@description('The tags.')
param tags object

resource workspace 'Microsoft.Synapse/workspaces@2021-06-01' = {
  name: workspaceName
  location: location
  tags: tags
  identity: { type: 'SystemAssigned' }
  properties: {
    managedResourceGroupName: managedResourceGroupName
    defaultDataLakeStorage: {
      accountUrl: lakeAddress
      filesystem: fileSystem
      resourceId: lakeAccountId
    }
    // No SQL login with a password: there is nothing to keep secret.
    azureADOnlyAuthentication: true
    cspWorkspaceAdminProperties: { initialWorkspaceAdminObjectId: administratorId }
    publicNetworkAccess: 'Enabled'
    trustedServiceBypassEnabled: true
  }

  resource administrator 'administrators' = {
    name: 'activeDirectory'
    properties: {
      administratorType: 'ActiveDirectory'
      login: administratorName
      sid: administratorId
      tenantId: tenant().tenantId
    }
  }

  // Start and end 0.0.0.0 stand for the services of Azure itself.
  resource azureServices 'firewallRules' = {
    name: 'AllowAllWindowsAzureIps'
    properties: { startIpAddress: '0.0.0.0', endIpAddress: '0.0.0.0' }
  }

  resource client 'firewallRules' = [
    for client in clients: {
      name: client.name
      properties: { startIpAddress: client.start, endIpAddress: client.end }
    }
  ]
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'voicelake'
  scope: workspace
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'SynapseRbacOperations', enabled: true }
      { category: 'BuiltinSqlReqsEnded', enabled: true }
    ]
  }
}

@description('The workspace\'s identity.')
output principalId string = workspace.identity.principalId

@description('The server of serverless SQL.')
output sqlEndpoint string = workspace.properties.connectivityEndpoints.sqlOnDemand
