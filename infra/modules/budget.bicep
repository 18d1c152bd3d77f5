metadata description = 'A monthly budget of the resource group, with alerts before and after it is spent. It stops nothing.'

@description('The name.')
param budgetName string

@description('What may be spent in a month, in the currency of the bill.')
param amount int

@description('The first of a month, such as 2026-12-01.')
param start string

@description('Who gets the alerts.')
param emails string[]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: budgetName
  properties: {
    category: 'Cost'
    amount: amount
    timeGrain: 'Monthly'
    timePeriod: { startDate: start }
    notifications: {
      actual80: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 80
        thresholdType: 'Actual'
        contactEmails: emails
      }
      forecast100: {
        enabled: true
        operator: 'GreaterThanOrEqualTo'
        threshold: 100
        thresholdType: 'Forecasted'
        contactEmails: emails
      }
    }
  }
}
