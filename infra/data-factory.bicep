// The factory as it stands in data-factory/: Bicep reads those files, so that they stay the one place where it is written.
metadata description = 'VoiceLake\'s data factory: linked services, datasets, pipelines and trigger from data-factory/.'

@description('The name of the factory: one of its own in all of Azure.')
@minLength(3)
@maxLength(63)
param factoryName string

@description('The region.')
param location string = resourceGroup().location

resource factory 'Microsoft.DataFactory/factories@2018-06-01' = {
  name: factoryName
  location: location
  identity: loadJsonContent('data-factory/factory/voicelake.json', '$.identity')
  properties: loadJsonContent('data-factory/factory/voicelake.json', '$.properties')

  resource keyVault 'linkedservices' = {
    name: 'key_vault'
    properties: loadJsonContent('data-factory/linkedService/key_vault.json', '$.properties')
  }

  resource dataLake 'linkedservices' = {
    name: 'data_lake'
    properties: loadJsonContent('data-factory/linkedService/data_lake.json', '$.properties')
  }

  resource webSource 'linkedservices' = {
    name: 'web_source'
    properties: loadJsonContent('data-factory/linkedService/web_source.json', '$.properties')
  }

  resource databricks 'linkedservices' = {
    name: 'databricks'
    properties: loadJsonContent('data-factory/linkedService/databricks.json', '$.properties')
    dependsOn: [keyVault]
  }

  resource manifest 'datasets' = {
    name: 'manifest'
    properties: loadJsonContent('data-factory/dataset/manifest.json', '$.properties')
    dependsOn: [dataLake]
  }

  resource submissionInBronze 'datasets' = {
    name: 'submission_in_bronze'
    properties: loadJsonContent('data-factory/dataset/submission_in_bronze.json', '$.properties')
    dependsOn: [dataLake]
  }

  resource submissionOnTheWeb 'datasets' = {
    name: 'submission_on_the_web'
    properties: loadJsonContent('data-factory/dataset/submission_on_the_web.json', '$.properties')
    dependsOn: [webSource]
  }

  resource ingestPage 'pipelines' = {
    name: 'ingest_page'
    properties: loadJsonContent('data-factory/pipeline/ingest_page.json', '$.properties')
    dependsOn: [manifest, submissionInBronze, submissionOnTheWeb]
  }

  resource ingest 'pipelines' = {
    name: 'ingest'
    properties: loadJsonContent('data-factory/pipeline/ingest.json', '$.properties')
    dependsOn: [databricks, ingestPage, manifest]
  }

  resource silver 'pipelines' = {
    name: 'silver'
    properties: loadJsonContent('data-factory/pipeline/silver.json', '$.properties')
    dependsOn: [databricks]
  }

  resource gold 'pipelines' = {
    name: 'gold'
    properties: loadJsonContent('data-factory/pipeline/gold.json', '$.properties')
    dependsOn: [databricks]
  }

  resource medallion 'pipelines' = {
    name: 'medallion'
    properties: loadJsonContent('data-factory/pipeline/medallion.json', '$.properties')
    dependsOn: [gold, ingest, silver]
  }

  resource nightly 'triggers' = {
    name: 'nightly'
    properties: loadJsonContent('data-factory/trigger/nightly.json', '$.properties')
    dependsOn: [medallion]
  }
}
