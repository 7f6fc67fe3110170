// Production: private networking, zones, two warm instances, somebody to mail. For use without azd; tests pin what it predicts.

using '../main.bicep'

param environmentName = 'rerank-prod'
param location = 'westeurope'

param qdrantEndpoint = readEnvironmentVariable('QDRANT_ENDPOINT')
param qdrantApiKey = readEnvironmentVariable('QDRANT_API_KEY', '')
param cohereApiKey = readEnvironmentVariable('COHERE_API_KEY', '')

param scale = {
  instanceMemoryMB: 2048
  maximumInstanceCount: 100
  httpConcurrency: 16
  alwaysReadyHttp: 2
  alwaysReadyBlob: 2
}

param privateNetworking = true
param zoneRedundant = true
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param logRetentionDays = 90
param logDailyCapGB = 10
param monthlyBudget = 500
param budgetStart = '2026-01-01'
