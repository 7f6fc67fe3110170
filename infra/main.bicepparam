// What azd deploys. Values come from the azd environment (azd env set NAME value); docs/operations.md lists them.

using 'main.bicep'

import { defaultSettings } from 'settings.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

param qdrantEndpoint = readEnvironmentVariable('QDRANT_ENDPOINT')
param qdrantApiKey = readEnvironmentVariable('QDRANT_API_KEY', '')
param cohereApiKey = readEnvironmentVariable('COHERE_API_KEY', '')

param settings = {
  Cohere__EmbedModel: readEnvironmentVariable('COHERE_EMBED_MODEL', defaultSettings.Cohere__EmbedModel)
  Cohere__RerankModel: readEnvironmentVariable('COHERE_RERANK_MODEL', defaultSettings.Cohere__RerankModel)
  Qdrant__Collection: readEnvironmentVariable('QDRANT_COLLECTION', defaultSettings.Qdrant__Collection)
  Qdrant__VectorSize: readEnvironmentVariable('QDRANT_VECTOR_SIZE', defaultSettings.Qdrant__VectorSize)
  Qdrant__Distance: readEnvironmentVariable('QDRANT_DISTANCE', defaultSettings.Qdrant__Distance)
}

param scale = {
  instanceMemoryMB: 2048
  maximumInstanceCount: int(readEnvironmentVariable('MAXIMUM_INSTANCES', '40'))
  httpConcurrency: int(readEnvironmentVariable('HTTP_CONCURRENCY', '16'))
  alwaysReadyHttp: int(readEnvironmentVariable('ALWAYS_READY_HTTP', '0'))
  alwaysReadyBlob: int(readEnvironmentVariable('ALWAYS_READY_BLOB', '0'))
}

param privateNetworking = bool(readEnvironmentVariable('PRIVATE_NETWORKING', 'false'))
param zoneRedundant = bool(readEnvironmentVariable('ZONE_REDUNDANT', 'false'))
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param documentsWriterId = readEnvironmentVariable('DOCUMENTS_WRITER_ID', '')
param recoverVault = bool(readEnvironmentVariable('RECOVER_VAULT', 'false'))
