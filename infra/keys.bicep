// The keys of callers, set by the postdeploy hook once the host has made its own: a named key for those who read, on every
// function that changes nothing, and one for those who write, on all. The value of each is the key that the host made for one
// function of its kind. It is read and used inside Azure Resource Manager: no machine, log or deployment record ever holds it.

import { readerKey, readingFunctions, writerKey, writingFunctions } from 'names.bicep'

param functionAppName string

var keys = concat(
  map(readingFunctions, name => { name: readerKey, function: name, from: readingFunctions[0] }),
  map(
    concat(readingFunctions, writingFunctions),
    name => { name: writerKey, function: name, from: writingFunctions[0] }
  )
)

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

// One after another: the host keeps the keys of a function in one blob, and two writes at once lose one.
@batchSize(1)
resource callerKeys 'Microsoft.Web/sites/functions/keys@2024-11-01' = [
  for key in keys: {
    name: '${functionAppName}/${key.function}/${key.name}'
    // The type has the service's older form; the service takes properties.
    #disable-next-line BCP187
    properties: {
      name: key.name
      value: listKeys('${app.id}/functions/${key.from}', '2024-11-01').default
    }
  }
]
