// What an operator must hear of. Every alert notifies the action group. Azure charges by rule and frequency, so that what logs
// tell is one rule, evaluated every 15 minutes, which fires for each problem by itself; docs/operations.md has the sum.

import { changesQueue, deadLetterContainer, searchFunction } from '../names.bicep'

param namePrefix string
param location string
param tags object
param workspaceId string
param topicId string
param actionGroupId string
param applicationInsightsId string

@description('What answers 200 as long as the app is alive.')
param healthUrl string

@description('Whether instances are kept warm for HTTP. Where none is, a search now and then waits for a cold start, which is no news.')
param keptWarm bool

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

@description('From where the app\'s health is asked: https://learn.microsoft.com/azure/azure-monitor/app/availability#location-population-tags')
param healthLocation string = 'emea-nl-ams-azr'

// Rates over fewer requests than this say nothing.
var fewestRequests = 20

// Each query gives a row, and so fires, only where its condition holds.
var problems = concat(
  [
    {
      name: 'poison-messages'
      query: loadTextContent('../queries/poison-messages.kql')
    }
    {
      name: 'failed-documents'
      query: loadTextContent('../queries/failed-documents.kql')
    }
    {
      name: 'server-errors'
      query: loadTextContent('../queries/server-errors.kql')
    }
    {
      name: 'degraded-answers'
      query: loadTextContent('../queries/degraded-answers.kql')
    }
    {
      name: 'log-cap'
      query: loadTextContent('../queries/log-cap.kql')
    }
  ],
  keptWarm
    ? [
        {
          name: 'slow-search'
          query: loadTextContent('../queries/slow-search.kql')
        }
      ]
    : []
)

var replacements = {
  '{changesQueue}': changesQueue
  '{searchFunction}': searchFunction
  '{fewestRequests}': string(fewestRequests)
  '{serverErrorPercent}': string(serverErrorPercent)
  '{searchLatencyMs}': string(searchLatencyMs)
  '{degradedPercent}': string(degradedPercent)
}

// isfuzzy: a new workspace does not have the tables before their first row.
var anyProblem = 'union isfuzzy=true\n${join(map(problems, problem => '(${problem.query}| extend Problem = "${problem.name}")'), ',\n')}'

var topicMetrics = [
  {
    name: 'event-dead-letters'
    metric: 'DeadLetteredCount'
    description: 'Event Grid gave up on delivering an upload or a deletion, and put it into the container ${deadLetterContainer}. See "Dead letters" in docs/operations.md.'
  }
  {
    name: 'events-dropped'
    metric: 'DroppedEventCount'
    description: 'Event Grid gave up on delivering an upload or a deletion, and lost it. See "Dead letters" in docs/operations.md.'
  }
]

resource problemsFound 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = {
  name: '${namePrefix}-problems'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'The document search has a problem'
    description: 'The dimension Problem says which; "Alerts" in docs/operations.md says what to do.'
    severity: 2
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    // Longer than the frequency: logs of storage arrive minutes late.
    windowSize: 'PT30M'
    skipQueryValidation: true
    autoMitigate: true
    criteria: {
      allOf: [
        {
          query: reduce(
            items(replacements),
            anyProblem,
            (query, replacement) => replace(string(query), replacement.key, replacement.value)
          )
          timeAggregation: 'Count'
          operator: 'GreaterThan'
          threshold: 0
          // One alert for each problem, so that a second one is told while the first goes on.
          dimensions: [
            {
              name: 'Problem'
              operator: 'Include'
              values: ['*']
            }
          ]
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

resource eventsLost 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for alert in topicMetrics: {
    name: '${namePrefix}-${alert.name}'
    location: 'global'
    tags: tags
    properties: {
      description: alert.description
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
            name: alert.name
            metricNamespace: 'Microsoft.EventGrid/systemTopics'
            metricName: alert.metric
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
]

// An app that is dead logs nothing, so somebody outside has to ask. One location, every 15 minutes: each test is paid for.
resource health 'Microsoft.Insights/webtests@2022-06-15' = {
  name: '${namePrefix}-health'
  location: location
  // By this tag the portal shows it with the Application Insights resource.
  tags: union(tags, { 'hidden-link:${applicationInsightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: '${namePrefix}-health'
    Name: 'Health of the document search'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    // A cold start is waited for, and one failure asked about again.
    Timeout: 120
    RetryEnabled: true
    Locations: [
      {
        Id: healthLocation
      }
    ]
    Request: {
      RequestUrl: healthUrl
      HttpVerb: 'GET'
      ParseDependentRequests: false
    }
    ValidationRules: {
      ExpectedHttpStatusCode: 200
      SSLCheck: true
      SSLCertRemainingLifetimeCheck: 7
    }
  }
}

resource dead 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: '${namePrefix}-dead'
  location: 'global'
  tags: tags
  properties: {
    description: 'The app does not answer its health address. See "Dead" in docs/operations.md.'
    severity: 1
    enabled: true
    scopes: [health.id, applicationInsightsId]
    evaluationFrequency: 'PT15M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: health.id
      componentId: applicationInsightsId
      failedLocationCount: 1
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
