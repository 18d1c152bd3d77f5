// The whole workspace, from an empty subscription: docs/azure.md tells every setting and the order of commands.
metadata description = 'VoiceLake\'s workspace: data lake, vault, Data Factory, Databricks, Synapse, roles, diagnostics and a budget.'

targetScope = 'subscription'

import { storageOptions } from 'modules/storage.bicep'

@description('What every name begins with: lower-case letters and digits.')
@minLength(3)
@maxLength(10)
param name string = 'voicelake'

@description('Which of the workspaces this is.')
@allowed(['dev', 'prod'])
param environmentName string

@description('The region of everything.')
param location string

@description('The resource group that holds everything.')
param resourceGroupName string = 'rg-${name}-${environmentName}'

@description('The storage account of the lake: 3 to 24 lower-case letters and digits, one of its own in all of Azure.')
@minLength(3)
@maxLength(24)
param storageAccountName string = take('${name}${environmentName}${uniqueString(subscription().id, name, environmentName)}', 24)

@description('The storage account\'s settings that differ from their defaults.')
param storage storageOptions = {}

@description('Days for which a deleted vault, and a deleted secret in it, can be had back.')
@minValue(7)
@maxValue(90)
param vaultSoftDeleteDays int = 90

@description('Whether nobody can purge what is deleted from the vault before that. Once on, it stays on.')
param vaultPurgeProtection bool = true

@description('Whether the nodes of clusters have no public addresses. Databricks then adds a NAT gateway, which costs by the hour.')
param databricksNoPublicIp bool = true

@description('Object id, in Entra ID, of the person or group that owns the data: reads and writes the lake and the secrets, and administers Synapse.')
@minLength(36)
@maxLength(36)
param administratorId string

@description('Whether the administrator is a person or a group.')
@allowed(['User', 'Group'])
param administratorType string = 'User'

@description('The administrator\'s sign-in name, or the name of the group.')
param administratorName string

@description('Object id of the service principal as which the voicelake program works on a cluster (scripts/program-identity.sh); empty until there is one.')
param programId string = ''

@description('Object id, in this tenant, of the application AzureDatabricks, which reads the vault for secret scopes; empty where none is used.')
param databricksApplicationId string = ''

@description('Addresses from which Synapse\'s SQL may be reached, each by a name.')
param synapseClients { name: string, start: string, end: string }[] = []

@description('Days for which diagnostics are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('What may be spent in a month, in the currency of the bill.')
@minValue(1)
param budgetAmount int

@description('The first of the month in which the budget is made, such as 2026-12-01; it cannot be changed afterwards.')
@minLength(10)
@maxLength(10)
param budgetStart string

@description('Who gets the budget\'s alerts.')
@minLength(1)
param budgetEmails string[]

@description('Tags of every resource besides project and environment.')
param tags object = {}

var suffix = take(uniqueString(subscription().id, name, environmentName), 6)
var allTags = union({ project: name, environment: environmentName }, tags)
var endpoints = environment().suffixes

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${name}-${environmentName}'
    location: location
    retentionDays: logRetentionDays
    tags: allTags
  }
}

module lake 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    accountName: storageAccountName
    location: location
    options: storage
    logWorkspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module vault 'modules/key-vault.bicep' = {
  name: 'key-vault'
  scope: group
  params: {
    vaultName: 'kv-${take(name, 8)}-${environmentName}-${suffix}'
    location: location
    softDeleteDays: vaultSoftDeleteDays
    purgeProtection: vaultPurgeProtection
    logWorkspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module databricks 'modules/databricks.bicep' = {
  name: 'databricks'
  scope: group
  params: {
    workspaceName: 'dbw-${name}-${environmentName}'
    managedResourceGroupName: '${resourceGroupName}-databricks'
    connectorName: 'dbac-${name}-${environmentName}'
    location: location
    noPublicIp: databricksNoPublicIp
    logWorkspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module factory 'modules/data-factory.bicep' = {
  name: 'data-factory'
  scope: group
  params: {
    factoryName: 'adf-${name}-${environmentName}-${suffix}'
    location: location
    storageAccountName: storageAccountName
    vaultAddress: vault.outputs.address
    databricksAddress: databricks.outputs.address
    logWorkspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module synapse 'modules/synapse.bicep' = {
  name: 'synapse'
  scope: group
  params: {
    workspaceName: 'syn-${name}-${environmentName}-${suffix}'
    managedResourceGroupName: '${resourceGroupName}-synapse'
    location: location
    lakeAddress: 'https://${storageAccountName}.dfs.${endpoints.storage}'
    lakeAccountId: lake.outputs.accountId
    fileSystem: lake.outputs.synapseFileSystem
    administratorId: administratorId
    administratorName: administratorName
    clients: synapseClients
    logWorkspaceId: monitoring.outputs.workspaceId
    tags: allTags
  }
}

module lakeRoles 'modules/storage-roles.bicep' = {
  name: 'storage-roles'
  scope: group
  params: {
    accountName: storageAccountName
    contributors: [
      { id: databricks.outputs.connectorPrincipalId, type: 'ServicePrincipal', description: 'Databricks: the access connector of Unity Catalog' }
      { id: synapse.outputs.principalId, type: 'ServicePrincipal', description: 'Synapse: serverless SQL' }
      { id: factory.outputs.principalId, type: 'ServicePrincipal', description: 'Data Factory: copies and look-ups' }
      { id: administratorId, type: administratorType, description: 'Who owns the data' }
      ...(empty(programId) ? [] : [{ id: programId, type: 'ServicePrincipal', description: 'The voicelake program on a cluster' }])
    ]
  }
}

module vaultRoles 'modules/key-vault-roles.bicep' = {
  name: 'key-vault-roles'
  scope: group
  params: {
    vaultName: vault.outputs.name
    readers: [
      { id: factory.outputs.principalId, type: 'ServicePrincipal', description: 'Data Factory: the token for Databricks' }
      ...(empty(databricksApplicationId) ? [] : [{ id: databricksApplicationId, type: 'ServicePrincipal', description: 'Databricks: secret scopes' }])
    ]
    officers: [{ id: administratorId, type: administratorType, description: 'Who writes and rotates the secrets' }]
  }
}

module budget 'modules/budget.bicep' = {
  name: 'budget'
  scope: group
  params: {
    budgetName: 'budget-${name}-${environmentName}'
    amount: budgetAmount
    start: budgetStart
    emails: budgetEmails
  }
}

@description('The resource group.')
output resourceGroup string = group.name

@description('The lake, as the parameter lake of every notebook takes it.')
output lakeAddress string = 'abfss://${storageAccountName}.dfs.${endpoints.storage}'

@description('The storage account.')
output storageAccount string = storageAccountName

@description('The vault, for the setting that names it.')
output vaultAddress string = vault.outputs.address

@description('The vault\'s name.')
output vaultName string = vault.outputs.name

@description('The vault\'s resource id, which a secret scope of Databricks names.')
output vaultId string = vault.outputs.id

@description('The Databricks workspace.')
output databricksAddress string = databricks.outputs.address

@description('The access connector, which Unity Catalog\'s storage credential names.')
output connectorId string = databricks.outputs.connectorId

@description('The factory, for voicelake factory run.')
output factoryName string = factory.outputs.name

@description('Synapse\'s serverless SQL endpoint.')
output sqlEndpoint string = synapse.outputs.sqlEndpoint
