// The whole service in one resource group. events.bicep follows once the code is deployed.

targetScope = 'subscription'

import {
  changesQueue
  deadLetterContainer
  deploymentContainer
  documentsContainer
  healthPath
  outcomesContainer
  sharesContainer
} from 'names.bicep'
import { readingThatFits, requestBodyLimit } from 'settings.bicep'
import { scaleAndConcurrency } from 'modules/app.bicep'

@description('Names the environment: the resource group, and by a hash every resource in it.')
@minLength(1)
@maxLength(40)
param environmentName string

@description('Region of everything. It must offer Flex Consumption.')
param location string

@description('Qdrant\'s gRPC endpoint, for example https://….cloud.qdrant.io:6334.')
@minLength(1)
param qdrantEndpoint string

@secure()
@description('Qdrant\'s API key. Empty leaves the one that Key Vault already has.')
param qdrantApiKey string

@secure()
@description('Cohere\'s API key. Empty leaves the one that Key Vault already has.')
param cohereApiKey string

@description('Settings of the app by their names in docs/settings.md; an empty one leaves the app its default.')
param settings object = {}

@description('Origins of web pages whose scripts may call the app, such as https://example.com; none if empty.')
param corsAllowedOrigins array = []

@description('Size and number of the app\'s instances.')
param scale scaleAndConcurrency

@description('Whether storage and Key Vault answer only inside a virtual network, which the app joins.')
param privateNetworking bool = false

@description('Whether the app and the storage accounts are spread over availability zones. With always-ready instances, have two or more.')
param zoneRedundant bool = false

@description('Who is mailed when an alert fires; empty for nobody.')
param alertEmail string = ''

@description('Days that logs and telemetry are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('GB of logs and telemetry taken in a day at most; what comes beyond is lost until the next. -1 for no bound.')
@minValue(-1)
param logDailyCapGB int = 1

@description('What the resource group may cost in a month, in the currency of the subscription, before somebody is told; 0 for no budget.')
@minValue(0)
param monthlyBudget int = 0

@description('The first of the month in which the budget was first asked for, as yyyy-MM-dd. Azure does not take another later on.')
param budgetStart string = ''

@description('Object id of whoever may upload documents to the storage account with their own sign-in; empty for nobody.')
param documentsWriterId string = ''

@allowed(['User', 'Group', 'ServicePrincipal'])
param documentsWriterType string = 'User'

@description('Brings back the Key Vault of an environment of this name that was torn down.')
param recoverVault bool = false

var token = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var givenSettings = toObject(
  filter(items(settings), setting => !empty(setting.value)),
  setting => setting.key,
  setting => setting.value
)
var storageSku = zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'

// Set here, not read from the modules' outputs, so that what-if and the snapshots can tell every resource's identity.
var identityName = 'id-${token}'
var hostStorageName = 'sthost${token}'
var documentsStorageName = 'stdocs${token}'
var vaultName = 'kv-${token}'
var applicationInsightsName = 'appi-${token}'

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: identityName
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: 'log-${token}'
    applicationInsightsName: applicationInsightsName
    actionGroupName: 'ag-${token}'
    location: location
    tags: tags
    alertEmail: alertEmail
    retentionInDays: logRetentionDays
    dailyCapGB: logDailyCapGB
  }
}

module hostStorage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: hostStorageName
    location: location
    tags: tags
    skuName: storageSku
    containers: [deploymentContainer]
    queues: []
    blobRetentionDays: null
    logBlobWrites: false
    privateNetworking: privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module documentsStorage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: documentsStorageName
    location: location
    tags: tags
    skuName: storageSku
    containers: [documentsContainer, outcomesContainer, sharesContainer, deadLetterContainer]
    queues: [changesQueue]
    blobRetentionDays: 7
    logBlobWrites: true
    expiringContainers: [deadLetterContainer]
    privateNetworking: privateNetworking
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
    privateNetworking: privateNetworking
    recover: recoverVault
    workspaceId: monitoring.outputs.workspaceId
    cohereApiKey: cohereApiKey
    qdrantApiKey: qdrantApiKey
  }
}

module network 'modules/network.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: 'vnet-${token}'
    location: location
    tags: tags
    targets: {
      host: hostStorage.outputs.id
      documents: documentsStorage.outputs.id
      vault: vault.outputs.id
    }
  }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identityName: identityName
    hostStorageName: hostStorageName
    documentsStorageName: documentsStorageName
    vaultName: vaultName
    applicationInsightsName: applicationInsightsName
    writerPrincipalId: documentsWriterId
    writerPrincipalType: documentsWriterType
  }
  dependsOn: [identity, monitoring, hostStorage, documentsStorage, vault]
}

module app 'modules/app.bicep' = {
  scope: group
  params: {
    name: 'func-${token}'
    planName: 'plan-${token}'
    location: location
    tags: tags
    identityName: identityName
    hostStorageName: hostStorageName
    documentsStorageName: documentsStorageName
    vaultName: vaultName
    applicationInsightsName: applicationInsightsName
    workspaceId: monitoring.outputs.workspaceId
    scale: scale
    zoneRedundant: zoneRedundant
    subnetId: privateNetworking ? network!.outputs.appSubnetId : ''
    qdrantEndpoint: qdrantEndpoint
    settings: union(
      { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: requestBodyLimit },
      union(readingThatFits[string(scale.instanceMemoryMB)], givenSettings)
    )
    corsAllowedOrigins: corsAllowedOrigins
  }
  // The host fails at its first start, and keeps the failure for minutes, where its identity is not allowed yet.
  dependsOn: [roles]
}

module topic 'modules/topic.bicep' = {
  scope: group
  params: {
    name: 'evgt-${token}'
    location: location
    tags: tags
    documentsStorageName: documentsStorageName
    workspaceId: monitoring.outputs.workspaceId
  }
  dependsOn: [documentsStorage]
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    namePrefix: 'alert-${token}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    topicId: topic.outputs.id
    actionGroupId: monitoring.outputs.actionGroupId
    applicationInsightsId: monitoring.outputs.applicationInsightsId
    healthUrl: 'https://${app.outputs.defaultHostName}${healthPath}'
    keptWarm: scale.alwaysReadyHttp > 0
  }
}

module budget 'modules/budget.bicep' = if (monthlyBudget > 0) {
  scope: group
  params: {
    name: 'budget-${token}'
    amount: monthlyBudget
    startDate: budgetStart
    actionGroupId: monitoring.outputs.actionGroupId
  }
}

module workbook 'modules/workbook.bicep' = {
  scope: group
  params: {
    displayName: 'RerankFunctions ${environmentName}'
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
  }
}

// azd keeps these in the environment's .env file and gives them to the hooks.
output AZURE_LOCATION string = location
output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = app.outputs.name
output AZURE_FUNCTION_APP_URL string = 'https://${app.outputs.defaultHostName}'
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output AZURE_DOCUMENTS_STORAGE_NAME string = documentsStorage.outputs.name
output AZURE_EVENTS_TOPIC_NAME string = topic.outputs.name
