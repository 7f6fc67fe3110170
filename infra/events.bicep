// Phase 2 of the events, run by the postdeploy hook once the code is there: uploads go to the blob trigger's webhook in the
// app. Event Grid accepts the subscription only after a handshake with that webhook, and the webhook's key exists only once
// the host has started with the trigger. The key is read and used inside Azure Resource Manager: no machine, log or
// deployment record ever holds it.

import { deadLetterContainer, documentsContainer, ingestFunction } from 'names.bicep'

param functionAppName string
param topicName string
param documentsStorageName string

resource app 'Microsoft.Web/sites@2024-11-01' existing = {
  name: functionAppName
}

resource documentsStorage 'Microsoft.Storage/storageAccounts@2024-01-01' existing = {
  name: documentsStorageName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: topicName
}

resource uploads 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = {
  parent: topic
  name: 'document-uploaded'
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${documentsContainer}/blobs/'
      isSubjectCaseSensitive: true
    }
    destination: {
      endpointType: 'WebHook'
      properties: {
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${ingestFunction}&code=${listKeys('${app.id}/host/default', '2024-11-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
      }
    }
    retryPolicy: {
      maxDeliveryAttempts: 30
      eventTimeToLiveInMinutes: 1440
    }
    deadLetterWithResourceIdentity: {
      identity: {
        type: 'SystemAssigned'
      }
      deadLetterDestination: {
        endpointType: 'StorageBlob'
        properties: {
          resourceId: documentsStorage.id
          blobContainerName: deadLetterContainer
        }
      }
    }
  }
}
