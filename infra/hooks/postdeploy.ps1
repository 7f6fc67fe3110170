# Phase 2 of the events: subscribes the deployed app to uploads (infra/events.bicep). That works once the host has made the
# key of its blob webhook and answers Event Grid's handshake, seconds to minutes after a deployment, so it is tried until
# then. Running it again changes nothing.
[CmdletBinding()]
param(
    [string] $SubscriptionId = $env:AZURE_SUBSCRIPTION_ID,
    [string] $ResourceGroup = $env:AZURE_RESOURCE_GROUP,
    [string] $FunctionAppName = $env:AZURE_FUNCTION_APP_NAME,
    [string] $TopicName = $env:AZURE_EVENTS_TOPIC_NAME,
    [string] $DocumentsStorageName = $env:AZURE_DOCUMENTS_STORAGE_NAME,
    [int] $Attempts = $(if ($env:EVENTS_ATTEMPTS) { $env:EVENTS_ATTEMPTS } else { 40 }),
    [int] $WaitSeconds = $(if ($env:EVENTS_WAIT_SECONDS) { $env:EVENTS_WAIT_SECONDS } else { 15 })
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

if (-not $SubscriptionId) {
    Write-Host 'AZURE_SUBSCRIPTION_ID is not set: run this through azd (azd hooks run postdeploy).'
    exit 1
}
if (-not ($ResourceGroup -and $FunctionAppName -and $TopicName -and $DocumentsStorageName)) {
    Write-Host 'The outputs of the deployment are not set: run azd provision first.'
    exit 1
}
if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Write-Host 'The Azure CLI (az) is needed to subscribe the app to uploads: https://aka.ms/azure-cli'
    exit 1
}

for ($attempt = 1; ; $attempt++) {
    $message = @(
        az deployment group create `
            --subscription $SubscriptionId `
            --resource-group $ResourceGroup `
            --name document-events `
            --template-file "$PSScriptRoot/../events.bicep" `
            --parameters `
            "functionAppName=$FunctionAppName" `
            "topicName=$TopicName" `
            "documentsStorageName=$DocumentsStorageName" `
            --only-show-errors --output none 2>&1
    ) -join "`n"
    if ($LASTEXITCODE -eq 0) {
        break
    }

    $permanent = $null
    $reason = 'Azure could not do it this time'
    switch -Regex ($message) {
        'AuthorizationFailed|az login|InvalidAuthenticationToken|AADSTS' {
            $permanent = 'Azure refuses the account that az is signed in with.'
            break
        }
        'ResourceGroupNotFound|ResourceNotFound|SubscriptionNotFound' {
            $permanent = 'what it is to be connected to does not exist.'
            break
        }
        'blobs_extension' {
            $reason = "the host has not made its blob webhook's key yet"
            break
        }
        'handshake|url validation' {
            $reason = "the app does not answer Event Grid's handshake yet"
            break
        }
        'InvalidTemplate|BCP[0-9]' {
            $permanent = 'Azure refuses infra/events.bicep.'
            break
        }
    }

    if (-not $permanent -and $attempt -ge $Attempts) {
        $permanent = "$reason, after $Attempts attempts."
    }
    if ($permanent) {
        Write-Host "Uploads do not reach the app: $permanent"
        # A key has no business in a log, should Azure ever repeat the webhook's address.
        Write-Host ($message -replace 'code=[^&" ]*', 'code=…')
        Write-Host 'When that is put right: azd hooks run postdeploy'
        exit 1
    }

    Write-Host "Attempt $attempt of ${Attempts}: $reason. Next in $WaitSeconds s."
    Start-Sleep -Seconds $WaitSeconds
}

Write-Host "Uploads to $DocumentsStorageName now reach $FunctionAppName."
exit 0
