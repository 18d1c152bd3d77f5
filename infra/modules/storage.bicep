metadata description = 'The data lake: a storage account with a hierarchical namespace and its containers.'

@export()
@description('What can be set of the storage account; what is left out has the default that is named.')
type storageOptions = {
  @description('Standard; Premium has faster disks, and no copies in another region.')
  performance: ('Standard' | 'Premium')?

  @description('LRS: three copies in one building. ZRS: in three zones. GRS, GZRS: the same, and in a second region.')
  redundancy: ('LRS' | 'ZRS' | 'GRS' | 'GZRS')?

  @description('false. Whether the second region can be read while the first is down: with GRS or GZRS only.')
  readAccess: bool?

  @description('Hot. What is seldom read costs less in Cool, and more to read.')
  accessTier: ('Hot' | 'Cool')?

  @description('true. Whether account keys, and SAS signed with them, are taken besides Entra ID.')
  accountKeyAccess: bool?

  @description('false. Whether the portal asks Entra ID by default and not the account key.')
  defaultToEntra: bool?

  @description('TLS1_2. The oldest version of TLS that is taken.')
  minimumTls: ('TLS1_2' | 'TLS1_3')?

  @description('Any. From where data may be copied into the account: any account, those of this tenant, or those with a private link to this network.')
  copyFrom: ('Any' | 'AAD' | 'PrivateLink')?

  @description('true. Real folders, atomic renames and ACLs: ADLS Gen2. It cannot be taken back.')
  hierarchicalNamespace: bool?

  @description('false. SFTP costs by the hour.')
  sftp: bool?

  @description('false. NFS v3 needs a virtual network.')
  nfs: bool?

  @description('false. Whether an account of another tenant may replicate from here.')
  crossTenantReplication: bool?

  @description('7. Days for which deleted files and containers can be had back.')
  @minValue(1)
  @maxValue(365)
  softDeleteDays: int?
}

@description('The name: 3 to 24 lower-case letters and digits, one of its own in all of Azure.')
@minLength(3)
@maxLength(24)
param accountName string

@description('The region.')
param location string

@description('What differs from the defaults.')
param options storageOptions

@description('Where diagnostics go.')
param logWorkspaceId string

@description('The tags.')
param tags object

var performance = options.?performance ?? 'Standard'
var redundancy = options.?redundancy ?? 'LRS'
var readAccess = options.?readAccess ?? false
var secondRegion = redundancy == 'GRS' || redundancy == 'GZRS'
var copyFrom = options.?copyFrom ?? 'Any'
var softDelete = { enabled: true, days: options.?softDeleteDays ?? 7 }

var replication = performance == 'Premium' && secondRegion
  ? fail('Premium accounts have no second region: take redundancy LRS or ZRS, or performance Standard.')
  : readAccess && !secondRegion
      ? fail('Read access in the second region needs one: take redundancy GRS or GZRS, or leave readAccess out.')
      : readAccess ? 'RA${redundancy}' : redundancy

var containers = ['bronze', 'silver', 'gold', 'miscellaneous']
var synapseContainer = 'synapse'

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: accountName
  location: location
  tags: tags
  kind: performance == 'Premium' ? 'BlockBlobStorage' : 'StorageV2'
  sku: { name: '${performance}_${replication}' }
  properties: {
    accessTier: performance == 'Premium' ? null : options.?accessTier ?? 'Hot'
    supportsHttpsTrafficOnly: true
    minimumTlsVersion: options.?minimumTls ?? 'TLS1_2'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: options.?accountKeyAccess ?? true
    defaultToOAuthAuthentication: options.?defaultToEntra ?? false
    allowedCopyScope: copyFrom == 'Any' ? null : copyFrom
    allowCrossTenantReplication: options.?crossTenantReplication ?? false
    isHnsEnabled: options.?hierarchicalNamespace ?? true
    isSftpEnabled: options.?sftp ?? false
    isNfsV3Enabled: options.?nfs ?? false
    publicNetworkAccess: 'Enabled'
    networkAcls: { defaultAction: 'Allow', bypass: 'AzureServices' }
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: softDelete
    containerDeleteRetentionPolicy: softDelete
  }
}

resource layers 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [
  for container in concat(containers, [synapseContainer]): {
    parent: blobs
    name: container
    properties: { publicAccess: 'None' }
  }
]

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'voicelake'
  scope: blobs
  properties: {
    workspaceId: logWorkspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
      { category: 'StorageDelete', enabled: true }
    ]
    metrics: [{ category: 'Transaction', enabled: true }]
  }
}

@description('The account\'s resource id.')
output accountId string = account.id

@description('The file system that Synapse keeps its own files in.')
output synapseFileSystem string = layers[length(containers)].name
