# Stops azd before it makes anything, where a value that only its user can give is missing.
[CmdletBinding()]
param(
    [string] $QdrantEndpoint = $env:QDRANT_ENDPOINT,
    [string] $QdrantApiKey = $env:QDRANT_API_KEY,
    [string] $CohereApiKey = $env:COHERE_API_KEY,
    [string] $KeepVaultSecrets = $env:KEEP_VAULT_SECRETS,
    [string] $PrivateNetworking = $env:PRIVATE_NETWORKING,
    [string] $SubscriptionId = $env:AZURE_SUBSCRIPTION_ID
)

Set-StrictMode -Version 3.0
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false

$script:missing = $false

function Assert-Value([string] $Name, [string] $Value, [string] $Source) {
    if (-not $Value) {
        $script:missing = $true
        Write-Host "Missing: $Name. $Source"
        Write-Host "  azd env set $Name <value>"
    }
}

Assert-Value 'QDRANT_ENDPOINT' $QdrantEndpoint 'The gRPC endpoint of your Qdrant cluster, such as https://<id>.<region>.azure.cloud.qdrant.io:6334.'
if ($KeepVaultSecrets -ne 'true') {
    Assert-Value 'COHERE_API_KEY' $CohereApiKey 'A key from https://dashboard.cohere.com/api-keys. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)'
    Assert-Value 'QDRANT_API_KEY' $QdrantApiKey 'A key of your Qdrant cluster. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)'
}
if ($script:missing) {
    exit 1
}

# Flex Consumption joins a virtual network only where the subscription knows this provider, which no resource here names.
if ($PrivateNetworking -eq 'true') {
    $state = az provider show --subscription $SubscriptionId --namespace Microsoft.App --query registrationState --output tsv
    if ($LASTEXITCODE -ne 0) {
        exit 1
    }
    if ($state -ne 'Registered') {
        Write-Host 'Registering the resource provider Microsoft.App with the subscription.'
        az provider register --subscription $SubscriptionId --namespace Microsoft.App --wait
        exit $LASTEXITCODE
    }
}

exit 0
