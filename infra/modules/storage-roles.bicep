metadata description = 'Who reads and writes the lake.'

import { principal } from 'principal.bicep'

@description('The storage account.')
param accountName string

@description('Who reads, writes and deletes files.')
param contributors principal[]

// Storage Blob Data Contributor.
var contributorRole = subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'ba92f5b4-2d11-453d-a403-e96b0029c9fe')

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: accountName
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for contributor in contributors: {
    name: guid(account.id, contributorRole, contributor.id)
    scope: account
    properties: {
      roleDefinitionId: contributorRole
      principalId: contributor.id
      principalType: contributor.type
      description: contributor.description
    }
  }
]
