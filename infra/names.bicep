// Names that the app's code also has; tests hold the two together.

@export()
var documentsContainer = 'documents'

@export()
var outcomesContainer = 'document-outcomes'

@export()
var sharesContainer = 'shares'

@export()
var changesQueue = 'document-changes'

@export()
var ingestFunction = 'IngestDocument'

@export()
var searchFunction = 'Search'

// What the key of callers opens: the HTTP functions that change nothing. A function that is in neither list opens to no named
// key. Health needs none.
@export()
var readingFunctions = [
  'GetDocument'
  'GetContent'
  'GetIndexHealth'
  'GetReadiness'
  'ListDocuments'
  'ListFields'
  'Search'
]

// What only the key of those who feed the service opens, which opens the reading functions too.
@export()
var writingFunctions = ['DeleteDocument', 'PatchMetadata', 'PutDocument', 'Reconcile']

@export()
var healthPath = '/api/health'

// Names that only the infrastructure has.

@export()
var deadLetterContainer = 'dead-letter'

@export()
var deploymentContainer = 'app-package'

@export()
var cohereKeySecret = 'cohere-api-key'

@export()
var qdrantKeySecret = 'qdrant-api-key'

@export()
var readerKey = 'reader'

@export()
var writerKey = 'writer'

// The service in azure.yaml whose code azd deploys to the app that carries this tag.
@export()
var azdService = 'app'

// Built-in roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
@export()
var roles = {
  storageBlobDataOwner: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b'
  storageBlobDataContributor: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe'
  storageQueueDataContributor: '974c5e8b-45b9-4653-ba55-5f855dd0fb88'
  storageQueueDataMessageSender: 'c6a89b2d-59bc-44d0-9896-0f6e12d7b80a'
  storageTableDataContributor: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3'
  keyVaultSecretsUser: '4633458b-17de-408a-b874-0445c86b69e6'
  monitoringMetricsPublisher: '3913510d-42f4-4e42-8a64-420c390055eb'
}
