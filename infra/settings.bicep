// The app's own settings that are neither a secret nor a connection, with the values that the app has by default.
// docs/settings.md says what each means.

@export()
var defaultSettings = {
  Cohere__Endpoint: 'https://api.cohere.com'
  Cohere__EmbedModel: 'embed-english-v3.0'
  Cohere__RerankModel: 'rerank-english-v3.0'
  Cohere__EmbedConcurrency: '4'
  Cohere__EmbedInputsPerMinute: '2000'
  Qdrant__Collection: 'documents'
  Qdrant__VectorSize: '1024'
  Qdrant__Distance: 'Dot'
  Qdrant__TimeoutSeconds: '30'
  Reading__MaxDocumentBytes: '268435456'
  Reading__MaxTreeBytes: '16777216'
  Reading__MaxUnpackedBytes: '536870912'
  Reading__MaxTextCharacters: '268435456'
  Reading__MaxTextPerByte: '100'
  Reading__TimeoutSeconds: '120'
  Reading__MaxProcessBytes: '536870912'
  Reading__MaxProcesses: '4'
  Chunking__MaxTokens: '256'
  Chunking__OverlapTokens: '32'
  Search__EmbedTimeoutSeconds: '5'
  Search__RetrieveTimeoutSeconds: '5'
  Search__RerankTimeoutSeconds: '3'
}
