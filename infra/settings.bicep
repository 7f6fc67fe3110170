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
  Qdrant__ReplicationFactor: '0'
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

// What reading may take of an instance, by the instance's memory in MB. Half of the memory at most goes to reader processes: the
// host, the worker and what a process needs beside its managed memory share the other half. A document under way is a temporary
// file, as many at once as host.json lets run, and an instance has 0.8 GB for those whatever its memory:
// https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits
@export()
var readingThatFits = {
  '512': {
    Reading__MaxProcesses: '1'
    Reading__MaxProcessBytes: '268435456'
    Reading__MaxDocumentBytes: '67108864'
  }
  '2048': {
    Reading__MaxProcesses: '2'
    Reading__MaxProcessBytes: '536870912'
    Reading__MaxDocumentBytes: '134217728'
  }
  '4096': {
    Reading__MaxProcesses: '4'
    Reading__MaxProcessBytes: '536870912'
    Reading__MaxDocumentBytes: '134217728'
  }
}
