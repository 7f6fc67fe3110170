// When the index is compared with the container, in UTC: an hour in which little is searched.
@export()
var repairSchedule = '0 0 3 * * *'

// The app's settings that are neither a secret nor a connection have their defaults in the code (docs/settings.md). Here stands only what
// an instance of Flex Consumption needs otherwise: what reading may take of it, by its memory in MB. Half of the memory at most goes to
// reader processes: the host, the worker and what a process needs beside its managed memory share the other half. Temporary files are
// bounded in sum, and an instance has 0.8 GB for those and for what else lies there, whatever its memory. The app would look at the machine
// for all of this, where it may see more than the instance's part: https://learn.microsoft.com/azure/azure-functions/functions-scale#service-limits
@export()
var readingThatFits = {
  '512': {
    Reading__MaxProcesses: '1'
    Reading__MaxProcessBytes: '268435456'
    Reading__MaxDocumentBytes: '67108864'
    Reading__MaxTemporaryBytes: '600000000'
  }
  '2048': {
    Reading__MaxProcesses: '2'
    Reading__MaxDocumentBytes: '134217728'
    Reading__MaxTemporaryBytes: '600000000'
  }
  '4096': {
    Reading__MaxDocumentBytes: '134217728'
    Reading__MaxTemporaryBytes: '600000000'
  }
}

// What the Functions host takes of a request's body, in bytes: 1 MB more than a PUT of the app (Api__MaxUploadBytes), which so is the one to refuse
// what is a little too large, with a reason. What is larger ends in an empty 500 of the host's, before it is in its memory.
@export()
var requestBodyLimit = '17825792'
