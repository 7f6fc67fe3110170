#Requires -Version 7.0
# What can only be done once the code is there: subscribes the deployed app to uploads (infra/events.bicep), and sets the keys of
# callers (infra/keys.bicep). Both work once the host has made its own keys and answers Event Grid's handshake, seconds to minutes
# after a deployment, so each is tried until then. Running it again changes nothing.
[CmdletBinding()]
param(
    [System.Collections.IDictionary] $Environment = [System.Environment]::GetEnvironmentVariables()
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

if (-not $Environment['AZURE_SUBSCRIPTION_ID']) {
    Write-Host 'AZURE_SUBSCRIPTION_ID is not set: run this through azd (azd hooks run postdeploy).'
    exit 1
}
foreach ($name in 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_APP_NAME', 'AZURE_EVENTS_TOPIC_NAME', 'AZURE_DOCUMENTS_STORAGE_NAME') {
    if (-not $Environment[$name]) {
        Write-Host "$name is not set: run azd provision first."
        exit 1
    }
}

function Get-WholeNumber([string] $Name, [int] $Default, [int] $Least) {
    if (-not $Environment[$Name]) {
        return $Default
    }
    if ($Environment[$Name] -notmatch '^[0-9]{1,5}$' -or [int] $Environment[$Name] -lt $Least) {
        Write-Host "$Name is '$($Environment[$Name])': give a whole number from $Least to 99999."
        exit 1
    }
    return [int] $Environment[$Name]
}

$attempts = Get-WholeNumber 'EVENTS_ATTEMPTS' 40 1
$waitSeconds = Get-WholeNumber 'EVENTS_WAIT_SECONDS' 15 0

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Write-Host 'The Azure CLI (az) is needed to subscribe the app to uploads: https://aka.ms/azure-cli'
    exit 1
}

function Deploy([string] $Template, [string] $Consequence, [string[]] $Parameters) {
    for ($attempt = 1; ; $attempt++) {
        $message = @(
            az deployment group create `
                --subscription $Environment['AZURE_SUBSCRIPTION_ID'] `
                --resource-group $Environment['AZURE_RESOURCE_GROUP'] `
                --name "document-$Template" `
                --template-file "$PSScriptRoot/../$Template.bicep" `
                --parameters @Parameters `
                --only-show-errors --output none 2>&1
        ) -join "`n"
        if ($LASTEXITCODE -eq 0) {
            return
        }

        $permanent = $null
        $reason = 'Azure could not do it this time'
        switch -Regex ($message) {
            'az login' {
                $permanent = 'the Azure CLI is not signed in (az login).'
                break
            }
            'AuthorizationFailed|InvalidAuthenticationToken|AADSTS' {
                $permanent = 'Azure refuses the account that az is signed in with.'
                break
            }
            # Before ResourceNotFound: a function is one that is not there yet.
            "(?s)NotFound.*/functions/|/functions/.*NotFound|'default' doesn't exist" {
                $reason = 'the host has not listed its functions yet'
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
            # A warning of the Bicep compiler (Warning BCP…) stands before whatever went wrong, and is not it.
            'InvalidTemplate|Error BCP[0-9]' {
                $permanent = "Azure refuses infra/$Template.bicep."
                break
            }
        }

        if (-not $permanent -and $attempt -ge $attempts) {
            $permanent = "$reason, after $attempts attempts."
        }
        if ($permanent) {
            Write-Host "${Consequence}: $permanent"
            # A key has no business in a log, should Azure ever repeat the webhook's address.
            Write-Host ($message -replace 'code=[^&" ]*', 'code=…')
            Write-Host 'When that is put right: azd hooks run postdeploy'
            exit 1
        }

        Write-Host "Attempt $attempt of ${attempts}: $reason. Next in $waitSeconds s."
        Start-Sleep -Seconds $waitSeconds
    }
}

$app = $Environment['AZURE_FUNCTION_APP_NAME']
$documents = $Environment['AZURE_DOCUMENTS_STORAGE_NAME']

Deploy 'events' 'Uploads do not reach the app' @(
    "functionAppName=$app", "topicName=$($Environment['AZURE_EVENTS_TOPIC_NAME'])", "documentsStorageName=$documents")
Write-Host "Uploads to $documents now reach $app."

Deploy 'keys' 'Callers have no key' @("functionAppName=$app")
Write-Host "$app takes the keys reader and writer."
exit 0
