// The factory as it stands in ../data-factory/: Bicep reads those files, so that they stay the one place where it is written.
// Only addresses, which differ from workspace to workspace, are put in the place of theirs.
metadata description = 'VoiceLake\'s data factory: linked services, datasets, pipelines and trigger from data-factory/.'

@description('The name of the factory: one of its own in all of Azure.')
@minLength(3)
@maxLength(63)
param factoryName string

@description('The region.')
param location string

@description('The storage account of the lake.')
param storageAccountName string

@description('The vault.')
param vaultAddress string

@description('The Databricks workspace.')
param databricksAddress string

@description('Where diagnostics go.')
param logWorkspaceId string

@description('The tags.')
param tags object

var lakeHost = '${storageAccountName}.dfs.${environment().suffixes.storage}'
var lakeParameter = { parameters: { lake: { defaultValue: 'abfss://${lakeHost}' } } }

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: factoryName
  location: location
  tags: tags
  identity: loadJsonContent('../data-factory/factory/voicelake.json', '$.identity')
  properties: loadJsonContent('../data-factory/factory/voicelake.json', '$.properties')

  resource keyVault 'linkedservices' = {
    name: 'key_vault'
    properties: union(loadJsonContent('../data-factory/linkedService/key_vault.json', '$.properties'), { typeProperties: { baseUrl: vaultAddress } })
  }

  resource dataLake 'linkedservices' = {
    name: 'data_lake'
    properties: union(loadJsonContent('../data-factory/linkedService/data_lake.json', '$.properties'), { typeProperties: { url: 'https://${lakeHost}' } })
  }

  resource webSource 'linkedservices' = {
    name: 'web_source'
    properties: loadJsonContent('../data-factory/linkedService/web_source.json', '$.properties')
  }

  resource databricks 'linkedservices' = {
    name: 'databricks'
    properties: union(loadJsonContent('../data-factory/linkedService/databricks.json', '$.properties'), { typeProperties: { domain: databricksAddress } })
    dependsOn: [keyVault]
  }

  resource manifest 'datasets' = {
    name: 'manifest'
    properties: loadJsonContent('../data-factory/dataset/manifest.json', '$.properties')
    dependsOn: [dataLake]
  }

  resource submissionInBronze 'datasets' = {
    name: 'submission_in_bronze'
    properties: loadJsonContent('../data-factory/dataset/submission_in_bronze.json', '$.properties')
    dependsOn: [dataLake]
  }

  resource submissionOnTheWeb 'datasets' = {
    name: 'submission_on_the_web'
    properties: loadJsonContent('../data-factory/dataset/submission_on_the_web.json', '$.properties')
    dependsOn: [webSource]
  }

  resource ingestPage 'pipelines' = {
    name: 'ingest_page'
    properties: loadJsonContent('../data-factory/pipeline/ingest_page.json', '$.properties')
    dependsOn: [manifest, submissionInBronze, submissionOnTheWeb]
  }

  resource ingest 'pipelines' = {
    name: 'ingest'
    properties: union(loadJsonContent('../data-factory/pipeline/ingest.json', '$.properties'), lakeParameter)
    dependsOn: [databricks, ingestPage, manifest]
  }

  resource silver 'pipelines' = {
    name: 'silver'
    properties: union(loadJsonContent('../data-factory/pipeline/silver.json', '$.properties'), lakeParameter)
    dependsOn: [databricks]
  }

  resource gold 'pipelines' = {
    name: 'gold'
    properties: union(loadJsonContent('../data-factory/pipeline/gold.json', '$.properties'), lakeParameter)
    dependsOn: [databricks]
  }

  resource medallion 'pipelines' = {
    name: 'medallion'
    properties: union(loadJsonContent('../data-factory/pipeline/medallion.json', '$.properties'), lakeParameter)
    dependsOn: [gold, ingest, silver]
  }

  resource nightly 'triggers' = {
    name: 'nightly'
    properties: loadJsonContent('../data-factory/trigger/nightly.json', '$.properties')
    dependsOn: [medallion]
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'voicelake'
  scope: factory
  properties: {
    workspaceId: logWorkspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      { category: 'PipelineRuns', enabled: true }
      { category: 'ActivityRuns', enabled: true }
      { category: 'TriggerRuns', enabled: true }
    ]
  }
}

@description('The name.')
output name string = factory.name

@description('The factory\'s identity.')
output principalId string = factory.identity.principalId
