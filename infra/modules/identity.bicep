// The one identity that the app uses for everything: storage, its own deployment package, Key Vault references, telemetry.

param name string
param location string
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}
