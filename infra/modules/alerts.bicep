// What an operator must hear of. Every alert notifies the action group.

import { changesQueue, searchFunction } from '../names.bicep'

param namePrefix string
param location string
param tags object
param workspaceId string
param topicId string
param actionGroupId string

@description('Share of answers with a 5xx status, in percent, above which the alert fires.')
@minValue(1)
@maxValue(100)
param serverErrorPercent int = 5

@description('Milliseconds above which the 95th percentile of search is too slow.')
@minValue(100)
param searchLatencyMs int = 2000

@description('Share of searches answered without reranking, in percent, above which the alert fires.')
@minValue(1)
@maxValue(100)
param degradedPercent int = 5

// Rates over fewer requests than this say nothing.
var fewestRequests = 20

// Each query gives a row, and so fires, only where its condition holds.
var logAlerts = [
  {
    name: 'poison-messages'
    title: 'A document or a deletion failed for good'
    description: 'A message went to a poison queue. See "Poison messages" in docs/operations.md.'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../queries/poison-messages.kql')
    replacements: { '{changesQueue}': changesQueue }
  }
  {
    name: 'server-errors'
    title: 'Requests fail'
    description: 'The share of 5xx answers is too high.'
    severity: 1
    window: 'PT15M'
    query: loadTextContent('../queries/server-errors.kql')
    replacements: { '{fewestRequests}': string(fewestRequests), '{limit}': string(serverErrorPercent) }
  }
  {
    name: 'slow-search'
    title: 'Search is slow'
    description: 'The 95th percentile of the duration of searches is too high.'
    severity: 3
    window: 'PT30M'
    query: loadTextContent('../queries/slow-search.kql')
    replacements: {
      '{searchFunction}': searchFunction
      '{fewestRequests}': string(fewestRequests)
      '{limit}': string(searchLatencyMs)
    }
  }
  {
    name: 'degraded-answers'
    title: 'Searches are answered without reranking'
    description: 'The reranker fails or is too slow, so results come in retrieval order.'
    severity: 2
    window: 'PT30M'
    query: loadTextContent('../queries/degraded-answers.kql')
    replacements: { '{fewestRequests}': string(fewestRequests), '{limit}': string(degradedPercent) }
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in logAlerts: {
    name: '${namePrefix}-${alert.name}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: alert.title
      description: alert.description
      severity: alert.severity
      enabled: true
      scopes: [workspaceId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      // A new workspace does not have the tables before their first row.
      skipQueryValidation: true
      autoMitigate: true
      criteria: {
        allOf: [
          {
            query: reduce(
              items(alert.replacements),
              alert.query,
              (query, replacement) => replace(string(query), replacement.key, replacement.value)
            )
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            failingPeriods: {
              numberOfEvaluationPeriods: 1
              minFailingPeriodsToAlert: 1
            }
          }
        ]
      }
      actions: {
        actionGroups: [actionGroupId]
      }
    }
  }
]

resource deadLetters 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-event-dead-letters'
  location: 'global'
  tags: tags
  properties: {
    description: 'Event Grid gave up on delivering an upload or a deletion. See "Dead letters" in docs/operations.md.'
    severity: 2
    enabled: true
    scopes: [topicId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: 'dead-lettered'
          metricNamespace: 'Microsoft.EventGrid/systemTopics'
          metricName: 'DeadLetteredCount'
          timeAggregation: 'Total'
          operator: 'GreaterThan'
          threshold: 0
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
