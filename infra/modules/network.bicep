// Private networking: the app goes out through its own subnet, and reaches storage and Key Vault at private addresses.

param name string
param location string
param tags object

@description('Resource ids of what the app reaches privately.')
param targets {
  host: string
  documents: string
  vault: string
}

var storageSuffix = environment().suffixes.storage

var endpoints = [
  { name: 'host-blob', service: 'blob', target: 'host' }
  { name: 'host-queue', service: 'queue', target: 'host' }
  { name: 'host-table', service: 'table', target: 'host' }
  { name: 'documents-blob', service: 'blob', target: 'documents' }
  { name: 'documents-queue', service: 'queue', target: 'documents' }
  { name: 'vault', service: 'vault', target: 'vault' }
]

var services = ['blob', 'queue', 'table', 'vault']

var zoneNames = {
  blob: 'privatelink.blob.${storageSuffix}'
  queue: 'privatelink.queue.${storageSuffix}'
  table: 'privatelink.table.${storageSuffix}'
  vault: 'privatelink.vaultcore.azure.net'
}

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: ['10.0.0.0/24']
    }
    // Within the network, not beside it: a network deployed again without its subnets would lose them.
    subnets: [
      {
        // Flex Consumption wants this delegation (not Microsoft.Web/serverFarms), a /27 or more, and no underscore here.
        name: 'app'
        properties: {
          addressPrefix: '10.0.0.0/26'
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'private-endpoints'
        properties: {
          addressPrefix: '10.0.0.64/27'
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource app 'subnets' existing = {
    name: 'app'
  }

  resource privateEndpoints 'subnets' existing = {
    name: 'private-endpoints'
  }
}

resource zones 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for service in services: {
    name: zoneNames[service]
    location: 'global'
    tags: tags
  }
]

resource links 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (service, index) in services: {
    parent: zones[index]
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: network.id
      }
    }
  }
]

resource privateEndpoints 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for endpoint in endpoints: {
    name: '${name}-${endpoint.name}'
    location: location
    tags: tags
    properties: {
      subnet: {
        id: network::privateEndpoints.id
      }
      privateLinkServiceConnections: [
        {
          name: endpoint.name
          properties: {
            privateLinkServiceId: targets[endpoint.target]
            groupIds: [endpoint.service]
          }
        }
      ]
    }
  }
]

resource zoneGroups 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (endpoint, index) in endpoints: {
    parent: privateEndpoints[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: endpoint.service
          properties: {
            privateDnsZoneId: zones[indexOf(services, endpoint.service)].id
          }
        }
      ]
    }
  }
]

output appSubnetId string = network::app.id
