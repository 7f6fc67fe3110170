// The function app on Flex Consumption: runtime, package and scale in functionAppConfig, everything else in app settings.

import { azdService, cohereKeySecret, deploymentContainer, qdrantKeySecret } from '../names.bicep'

param name string
param planName string
param location string
param tags object
param identityId string
param identityClientId string
param applicationInsightsName string
param workspaceId string
param vaultUri string
param storage storageEndpoints
param scale scaleAndConcurrency
param zoneRedundant bool

@description('The subnet that the app goes out through; empty for the public network.')
param subnetId string

@description('Qdrant\'s gRPC endpoint, for example https://….cloud.qdrant.io:6334.')
param qdrantEndpoint string

@description('The app\'s settings that are neither a secret nor a connection: settings.bicep, with what the environment changes.')
param settings object

type storageEndpoints = {
  hostBlob: string
  hostQueue: string
  hostTable: string
  documentsBlob: string
  documentsQueue: string
}

@export()
type scaleAndConcurrency = {
  instanceMemoryMB: 512 | 2048 | 4096

  @description('Upper bound of instances. Flex Consumption takes 40 to 1000.')
  @minValue(40)
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
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.hostBlob}${deploymentContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
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
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
    }
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: union(settings, {
      AzureWebJobsStorage__blobServiceUri: storage.hostBlob
      AzureWebJobsStorage__queueServiceUri: storage.hostQueue
      AzureWebJobsStorage__tableServiceUri: storage.hostTable
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      DocumentsStorage__blobServiceUri: storage.documentsBlob
      DocumentsStorage__queueServiceUri: storage.documentsQueue
      DocumentsStorage__credential: 'managedidentity'
      DocumentsStorage__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      Cohere__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${cohereKeySecret})'
      Qdrant__ApiKey: '@Microsoft.KeyVault(SecretUri=${vaultUri}secrets/${qdrantKeySecret})'
      Qdrant__Endpoint: qdrantEndpoint
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
output id string = app.id
output defaultHostName string = app.properties.defaultHostName
