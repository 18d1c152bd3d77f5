metadata description = 'Who reads and who writes secrets.'

import { principal } from 'principal.bicep'

@description('The vault.')
param vaultName string

@description('Who reads the values of secrets.')
param readers principal[]

@description('Who writes and rotates them.')
param officers principal[]

// Key Vault Secrets User.
var readerRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '4633458b-17de-408a-b874-0445c86b69e6')

// Key Vault Secrets Officer.
var officerRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7')

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' existing = {
  name: vaultName
}

resource readerAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for reader in readers: {
    name: guid(vault.id, readerRole, reader.id)
    scope: vault
    properties: {
      roleDefinitionId: readerRole
      principalId: reader.id
      principalType: reader.type
      description: reader.description
    }
  }
]

resource officerAssignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for officer in officers: {
    name: guid(vault.id, officerRole, officer.id)
    scope: vault
    properties: {
      roleDefinitionId: officerRole
      principalId: officer.id
      principalType: officer.type
      description: officer.description
    }
  }
]
