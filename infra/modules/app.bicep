// The function app on Flex Consumption: runtime, package and scale in functionAppConfig, everything else in app settings.

import { azdService, cohereKeySecret, deploymentContainer, qdrantKeySecret } from '../names.bicep'
import { repairSchedule } from '../settings.bicep'

param name string
param planName string
param location string
param tags object
param identityName string
param hostStorageName string
param documentsStorageName string
param vaultName string
param applicationInsightsName string
param workspaceId string
param scale scaleAndConcurrency
param zoneRedundant bool

@description('The subnet that the app goes out through; empty for the public network.')
param subnetId string

@description('Qdrant\'s gRPC endpoint, for example https://….cloud.qdrant.io:6334.')
param qdrantEndpoint string

@description('The app\'s settings that are neither a secret nor a connection, where they differ from the code\'s defaults.')
param settings object

@description('Origins of web pages whose scripts may call the app; none if empty.')
param corsAllowedOrigins array

@export()
type scaleAndConcurrency = {
  instanceMemoryMB: 512 | 2048 | 4096

  @description('Upper bound of instances of each group of functions. Flex Consumption takes 1 to 1000, some regions no less than 40.')
  @minValue(1)
  @maxValue(1000)
  maximumInstanceCount: int

  @description('HTTP requests that one instance serves at once.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int

  @description('Instances kept warm for HTTP: no cold start, and a bill for idle time.')
  @minValue(0)
  alwaysReadyHttp: int

  @description('Instances kept warm for blob events.')
  @minValue(0)
  alwaysReadyBlob: int
}

// For each new target framework of the projects a new version here; a test holds the two together.
var runtimeVersion = '10.0'

var alwaysReady = filter(
  [
    { name: 'http', instanceCount: scale.alwaysReadyHttp }
    { name: 'blob', instanceCount: scale.alwaysReadyBlob }
  ],
  group => group.instanceCount > 0
)

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource hostStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: hostStorageName
}

resource documentsStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: documentsStorageName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource applicationInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: applicationInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    tier: 'FlexConsumption'
    name: 'FC1'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': azdService })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostStorage.properties.primaryEndpoints.blob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: runtimeVersion
      }
      scaleAndConcurrency: {
        instanceMemoryMB: scale.instanceMemoryMB
        maximumInstanceCount: scale.maximumInstanceCount
        alwaysReady: alwaysReady
        triggers: {
          http: {
            perInstanceConcurrency: scale.httpConcurrency
          }
        }
      }
    }
    // No ftpsState here: newer clusters refuse it. Flex Consumption has no FTP, and the policies below take no password.
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      // The platform answers preflights itself; the app never sees them.
      cors: {
        allowedOrigins: corsAllowedOrigins
      }
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      AzureWebJobsStorage__blobServiceUri: hostStorage.properties.primaryEndpoints.blob
      AzureWebJobsStorage__queueServiceUri: hostStorage.properties.primaryEndpoints.queue
      AzureWebJobsStorage__tableServiceUri: hostStorage.properties.primaryEndpoints.table
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.properties.clientId
      DocumentsStorage__blobServiceUri: documentsStorage.properties.primaryEndpoints.blob
      DocumentsStorage__queueServiceUri: documentsStorage.properties.primaryEndpoints.queue
      DocumentsStorage__credential: 'managedidentity'
      DocumentsStorage__clientId: identity.properties.clientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
      Cohere__ApiKey: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${cohereKeySecret})'
      Qdrant__ApiKey: '@Microsoft.KeyVault(SecretUri=${vault.properties.vaultUri}secrets/${qdrantKeySecret})'
      Qdrant__Endpoint: qdrantEndpoint
      RepairSchedule: repairSchedule
    })
  }

  // Publishing is by Entra sign-in only, which is what azd uses.
  resource scmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }

  resource ftpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }
}

// What goes wrong before telemetry starts (a setting that stops the app, say) shows only here.
resource hostLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: app
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'FunctionAppLogs'
        enabled: true
      }
    ]
  }
}

output name string = app.name
output defaultHostName string = app.properties.defaultHostName
