// The keys of the two services outside Azure. Roles say who may read them (roles.bicep); there are no access policies.

import { cohereKeySecret, qdrantKeySecret } from '../names.bicep'

@minLength(3)
@maxLength(24)
param name string

param location string
param tags object

@description('Whether the vault answers only inside the virtual network.')
param privateNetworking bool

@description('Brings back the vault of this name that was deleted before: purge protection keeps its name taken.')
param recover bool

param workspaceId string

@secure()
@description('Empty leaves the secret that the vault already has.')
param cohereApiKey string

@secure()
@description('Empty leaves the secret that the vault already has.')
param qdrantApiKey string

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    createMode: recover ? 'recover' : 'default'
    sku: {
      family: 'A'
      name: 'standard'
    }
    enableRbacAuthorization: true
    enableSoftDelete: true
    enablePurgeProtection: true
    softDeleteRetentionInDays: 90
    publicNetworkAccess: privateNetworking ? 'Disabled' : 'Enabled'
    networkAcls: {
      bypass: 'AzureServices'
      defaultAction: privateNetworking ? 'Deny' : 'Allow'
    }
  }

  resource cohereKey 'secrets' = if (!empty(cohereApiKey)) {
    name: cohereKeySecret
    properties: {
      value: cohereApiKey
      contentType: 'text/plain'
    }
  }

  resource qdrantKey 'secrets' = if (!empty(qdrantApiKey)) {
    name: qdrantKeySecret
    properties: {
      value: qdrantApiKey
      contentType: 'text/plain'
    }
  }
}

resource auditLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'to-workspace'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'audit'
        enabled: true
      }
    ]
  }
}

output id string = vault.id
output name string = vault.name
