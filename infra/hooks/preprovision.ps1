#Requires -Version 7.0
# Stops azd before it makes anything, where a value that only its user can give is missing or cannot be meant, or where the
# Azure CLI that the hooks need is.
[CmdletBinding()]
param(
    [System.Collections.IDictionary] $Environment = [System.Environment]::GetEnvironmentVariables()
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$script:wrong = $false

function Complain([string] $What, [string] $Remedy) {
    $script:wrong = $true
    Write-Host $What
    Write-Host "  $Remedy"
}

function Require([string] $Name, [string] $Source) {
    if (-not $Environment[$Name]) {
        Complain "Missing: $Name. $Source" "azd env set $Name <value>"
    }
}

function Test-WholeNumber([string] $Name, [int] $Least, [int] $Most) {
    $number = 0
    if ($Environment.Contains($Name) -and -not (
            $Environment[$Name] -match '^-?[0-9]{1,9}$' -and [int]::TryParse($Environment[$Name], [ref] $number) -and
            $number -ge $Least -and $number -le $Most)) {
        Complain "$Name is '$($Environment[$Name])': give a whole number from $Least to $Most." "azd env set $Name <number>"
    }
}

function Test-Truth([string] $Name) {
    if ($Environment.Contains($Name) -and $Environment[$Name] -notin 'true', 'false') {
        Complain "$Name is '$($Environment[$Name])': give true or false." "azd env set $Name <true or false>"
    }
    return $Environment[$Name] -eq 'true'
}

# azd puts a reference to a secret (azd env set-secret) as it stands into a .bicepparam file: Key Vault would keep its text as the key.
foreach ($name in 'COHERE_API_KEY', 'QDRANT_API_KEY', 'QDRANT_ENDPOINT', 'ALERT_EMAIL') {
    if ($Environment[$name] -match '^(akvs://|@Microsoft\.KeyVault)') {
        Complain "$name is a reference to a secret, which reaches this deployment as its mere text." `
            "Give the value itself (azd env set $name <value>), or only for this run: `$env:$name = …"
    }
}

$keepVaultSecrets = Test-Truth 'KEEP_VAULT_SECRETS'
$privateNetworking = Test-Truth 'PRIVATE_NETWORKING'
$null = Test-Truth 'ZONE_REDUNDANT'
$null = Test-Truth 'RECOVER_VAULT'

Require 'QDRANT_ENDPOINT' 'The gRPC endpoint of your Qdrant cluster, such as https://<id>.<region>.azure.cloud.qdrant.io:6334.'
if (-not $keepVaultSecrets) {
    Require 'COHERE_API_KEY' 'A key from https://dashboard.cohere.com/api-keys. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)'
    Require 'QDRANT_API_KEY' 'A key of your Qdrant cluster. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)'
}

if ($Environment.Contains('INSTANCE_MEMORY_MB') -and $Environment['INSTANCE_MEMORY_MB'] -notin '512', '2048', '4096') {
    Complain "INSTANCE_MEMORY_MB is '$($Environment['INSTANCE_MEMORY_MB'])': instances have 512, 2048 or 4096." 'azd env set INSTANCE_MEMORY_MB 2048'
}
Test-WholeNumber 'MAXIMUM_INSTANCES' 1 1000
Test-WholeNumber 'HTTP_CONCURRENCY' 1 1000
Test-WholeNumber 'ALWAYS_READY_HTTP' 0 1000
Test-WholeNumber 'ALWAYS_READY_BLOB' 0 1000
Test-WholeNumber 'QDRANT_VECTOR_SIZE' 1 65536
Test-WholeNumber 'COHERE_EMBED_INPUTS_PER_MINUTE' 1 1000000
Test-WholeNumber 'CHUNKING_MAX_TOKENS' 1 100000
Test-WholeNumber 'CHUNKING_OVERLAP_TOKENS' 0 100000
Test-WholeNumber 'SEARCH_RERANK_TIMEOUT_SECONDS' 1 3600
Test-WholeNumber 'API_MAX_UPLOAD_BYTES' 1 500000000
Test-WholeNumber 'API_REQUESTS_PER_MINUTE_PER_CALLER' 0 1000000
Test-WholeNumber 'LOG_RETENTION_DAYS' 30 730
Test-WholeNumber 'LOG_DAILY_CAP_GB' -1 10000
Test-WholeNumber 'MONTHLY_BUDGET' 0 100000000

if ($Environment['MONTHLY_BUDGET'] -and $Environment['MONTHLY_BUDGET'] -ne '0' -and $Environment['BUDGET_START'] -notmatch '^20[0-9]{2}-[01][0-9]-01$') {
    Complain 'MONTHLY_BUDGET needs BUDGET_START, the first of this month, which stays as it is from then on.' `
        "azd env set BUDGET_START $([datetime]::UtcNow.ToString('yyyy-MM'))-01"
}

if ($script:wrong) {
    exit 1
}
if (-not $Environment['ALERT_EMAIL']) {
    Write-Host 'Nobody is mailed when an alert fires: azd env set ALERT_EMAIL <address>'
}

if (-not (Get-Command az -ErrorAction SilentlyContinue)) {
    Write-Host 'The Azure CLI (az) is needed after the deployment: https://aka.ms/azure-cli'
    exit 1
}
# A fresh environment has no subscription yet: azd asks for it after this hook.
$subscription = $Environment['AZURE_SUBSCRIPTION_ID']
$among = if ($subscription) { '--subscription', $subscription } else { @() }
$known = az account show @among --query id --output tsv 2>$null
if ($LASTEXITCODE -ne 0) {
    $which = if ($subscription) { ", or not to the subscription $subscription" } else { '' }
    Write-Host "The Azure CLI is not signed in${which}: az login (azd has a sign-in of its own)."
    exit 1
}

# Flex Consumption joins a virtual network only where the subscription knows this provider, which no resource here names.
if ($privateNetworking) {
    if (-not $subscription) {
        Write-Host "Checking the provider Microsoft.App in az's own subscription, $known. Should azd use another: azd env set AZURE_SUBSCRIPTION_ID <id>, and again."
    }
    $state = az provider show --subscription $known --namespace Microsoft.App --query registrationState --output tsv
    if ($LASTEXITCODE -ne 0) {
        exit 1
    }
    if ($state -ne 'Registered') {
        Write-Host 'Registering the resource provider Microsoft.App with the subscription.'
        az provider register --subscription $known --namespace Microsoft.App --wait
        exit $LASTEXITCODE
    }
}

exit 0
