// Mail when the month costs more than was meant. Azure knows of a cost hours later, so this is a smoke alarm, not a fuse. What
// Cohere and Qdrant charge is not in it.

param name string

@description('In the currency of the subscription.')
param amount int

@description('The first of a month, as yyyy-MM-dd.')
@minLength(10)
@maxLength(10)
param startDate string

param actionGroupId string

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: name
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: {
      startDate: startDate
    }
    notifications: {
      spent: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
      expected: {
        enabled: true
        operator: 'GreaterThan'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: []
        contactGroups: [actionGroupId]
      }
    }
  }
}
