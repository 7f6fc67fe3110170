// The app's own settings that are neither a secret nor a connection, with the values that the app has by default.
// docs/settings.md says what each means.

@export()
var defaultSettings = {
  Cohere__Endpoint: 'https://api.cohere.com'
  Cohere__EmbedModel: 'embed-english-v3.0'
  Cohere__RerankModel: 'rerank-english-v3.0'
  Cohere__EmbedConcurrency: '4'
  Qdrant__Collection: 'documents'
  Qdrant__VectorSize: '1024'
  Qdrant__Distance: 'Dot'
  Qdrant__TimeoutSeconds: '30'
  Reading__MaxDocumentBytes: '268435456'
  Reading__MaxTreeBytes: '16777216'
  Chunking__MaxTokens: '320'
  Chunking__OverlapTokens: '40'
  Search__EmbedTimeoutSeconds: '5'
  Search__RetrieveTimeoutSeconds: '5'
  Search__RerankTimeoutSeconds: '3'
}
