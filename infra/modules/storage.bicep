// A storage account that only Entra identities can use, with private containers and the log of its writes.

@minLength(3)
@maxLength(24)
param name string

param location string
param tags object
param skuName string
param containers string[]
param queues string[]

@description('Days for which deleted and overwritten blobs can be brought back; null for not at all.')
@minValue(1)
@maxValue(365)
param blobRetentionDays int?

@description('Containers whose blobs are deleted once they are 30 days old.')
param expiringContainers string[] = []

@description('Whether it is logged who wrote and deleted which blob. Not for an account in which a host renews its locks all day.')
param logBlobWrites bool

@description('Whether the account answers only inside the virtual network, and to the Azure services it trusts (Event Grid).')
param privateNetworking bool

param workspaceId string

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: skuName
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateNetworking ? 'Deny' : 'Allow'
    }
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      deleteRetentionPolicy: {
        enabled: blobRetentionDays != null
        days: blobRetentionDays
      }
      containerDeleteRetentionPolicy: {
        enabled: blobRetentionDays != null
        days: blobRetentionDays
      }
    }

    resource container 'containers' = [
      for container in containers: {
        name: container
        properties: {
          publicAccess: 'None'
        }
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for queue in queues: {
        name: queue
      }
    ]
  }

  resource lifecycle 'managementPolicies' = if (!empty(expiringContainers)) {
    name: 'default'
    properties: {
      policy: {
        rules: [
          {
            name: 'delete-old-blobs'
            enabled: true
            type: 'Lifecycle'
            definition: {
              filters: {
                blobTypes: ['blockBlob']
                prefixMatch: map(expiringContainers, container => '${container}/')
              }
              actions: {
                baseBlob: {
                  delete: {
                    daysAfterModificationGreaterThan: 30
                  }
                }
              }
            }
          }
        ]
      }
    }
    // Without this the policy is refused when both are made at once.
    dependsOn: [blobs]
  }
}

// The poison queues are made by the Functions host in either account; their messages show here (see alerts.bicep).
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: account::queueService
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
    ]
  }
}

// Who put a document there, and who took it away.
resource blobLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (logBlobWrites) {
  name: 'to-workspace'
  scope: account::blobs
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'StorageWrite'
        enabled: true
      }
      {
        category: 'StorageDelete'
        enabled: true
      }
    ]
  }
}

output id string = account.id
output name string = account.name
