// What azd deploys. Values come from the azd environment (azd env set NAME value); docs/operations.md lists them.

using 'main.bicep'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')

param qdrantEndpoint = readEnvironmentVariable('QDRANT_ENDPOINT')
param qdrantApiKey = readEnvironmentVariable('QDRANT_API_KEY', '')
param cohereApiKey = readEnvironmentVariable('COHERE_API_KEY', '')

var maxUploadBytes = readEnvironmentVariable('API_MAX_UPLOAD_BYTES', '')

// Empty for the app's own default.
param settings = {
  Cohere__EmbedModel: readEnvironmentVariable('COHERE_EMBED_MODEL', '')
  Cohere__QueryEmbedModel: readEnvironmentVariable('COHERE_QUERY_EMBED_MODEL', '')
  Cohere__RerankModel: readEnvironmentVariable('COHERE_RERANK_MODEL', '')
  Qdrant__Collection: readEnvironmentVariable('QDRANT_COLLECTION', '')
  Qdrant__SearchCollection: readEnvironmentVariable('QDRANT_SEARCH_COLLECTION', '')
  Qdrant__VectorSize: readEnvironmentVariable('QDRANT_VECTOR_SIZE', '')
  Qdrant__Distance: readEnvironmentVariable('QDRANT_DISTANCE', '')
  Qdrant__ReplicationFactor: readEnvironmentVariable('QDRANT_REPLICATION_FACTOR', '')
  Cohere__EmbedInputsPerMinute: readEnvironmentVariable('COHERE_EMBED_INPUTS_PER_MINUTE', '')
  Chunking__MaxTokens: readEnvironmentVariable('CHUNKING_MAX_TOKENS', '')
  Chunking__OverlapTokens: readEnvironmentVariable('CHUNKING_OVERLAP_TOKENS', '')
  Search__RerankTimeoutSeconds: readEnvironmentVariable('SEARCH_RERANK_TIMEOUT_SECONDS', '')
  Search__MetadataFields: readEnvironmentVariable('SEARCH_METADATA_FIELDS', '')
  Prices__EmbedPerMillionTokens: readEnvironmentVariable('PRICES_EMBED_PER_MILLION_TOKENS', '')
  Prices__RerankPerThousandSearchUnits: readEnvironmentVariable('PRICES_RERANK_PER_THOUSAND_SEARCH_UNITS', '')
  Prices__Currency: readEnvironmentVariable('PRICES_CURRENCY', '')
  Api__MaxUploadBytes: maxUploadBytes
  // As requestBodyLimit in settings.bicep: 1 MB more.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: empty(maxUploadBytes) ? '' : string(int(maxUploadBytes) + 1048576)
  Api__RequestsPerMinutePerCaller: readEnvironmentVariable('API_REQUESTS_PER_MINUTE_PER_CALLER', '')
}

var corsOrigins = readEnvironmentVariable('CORS_ALLOWED_ORIGINS', '')
param corsAllowedOrigins = empty(corsOrigins) ? [] : split(corsOrigins, ',')

param scale = {
  // Its type has the sizes that there are; Azure Resource Manager refuses others.
  instanceMemoryMB: any(int(readEnvironmentVariable('INSTANCE_MEMORY_MB', '2048')))
  maximumInstanceCount: int(readEnvironmentVariable('MAXIMUM_INSTANCES', '40'))
  httpConcurrency: int(readEnvironmentVariable('HTTP_CONCURRENCY', '16'))
  alwaysReadyHttp: int(readEnvironmentVariable('ALWAYS_READY_HTTP', '0'))
  alwaysReadyBlob: int(readEnvironmentVariable('ALWAYS_READY_BLOB', '0'))
}

param privateNetworking = bool(readEnvironmentVariable('PRIVATE_NETWORKING', 'false'))
param zoneRedundant = bool(readEnvironmentVariable('ZONE_REDUNDANT', 'false'))
param alertEmail = readEnvironmentVariable('ALERT_EMAIL', '')
param logRetentionDays = int(readEnvironmentVariable('LOG_RETENTION_DAYS', '30'))
param logDailyCapGB = int(readEnvironmentVariable('LOG_DAILY_CAP_GB', '1'))
param monthlyBudget = int(readEnvironmentVariable('MONTHLY_BUDGET', '0'))
param budgetStart = readEnvironmentVariable('BUDGET_START', '')
param documentsWriterId = readEnvironmentVariable('DOCUMENTS_WRITER_ID', '')
param recoverVault = bool(readEnvironmentVariable('RECOVER_VAULT', 'false'))
