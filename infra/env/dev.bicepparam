// A developer's own environment: the smallest bill, nothing kept warm. For use without azd; tests pin what it predicts.

using '../main.bicep'

param environmentName = 'rerank-dev'
param location = 'westeurope'

param qdrantEndpoint = readEnvironmentVariable('QDRANT_ENDPOINT')
param qdrantApiKey = readEnvironmentVariable('QDRANT_API_KEY', '')
param cohereApiKey = readEnvironmentVariable('COHERE_API_KEY', '')

param scale = {
  instanceMemoryMB: 2048
  maximumInstanceCount: 40
  httpConcurrency: 16
  alwaysReadyHttp: 0
  alwaysReadyBlob: 0
}
