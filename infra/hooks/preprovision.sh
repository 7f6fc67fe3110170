#!/bin/sh
# Stops azd before it makes anything, where a value that only its user can give is missing.
set -eu

missing=

require() { # name, how to come by it
  eval "value=\${$1:-}"
  # shellcheck disable=SC2154 # set by eval
  if [ -z "$value" ]; then
    missing=yes
    echo "Missing: $1. $2" >&2
    echo "  azd env set $1 <value>" >&2
  fi
}

require QDRANT_ENDPOINT "The gRPC endpoint of your Qdrant cluster, such as https://<id>.<region>.azure.cloud.qdrant.io:6334."
if [ "${KEEP_VAULT_SECRETS:-}" != true ]; then
  require COHERE_API_KEY "A key from https://dashboard.cohere.com/api-keys. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)"
  require QDRANT_API_KEY "A key of your Qdrant cluster. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)"
fi
if [ -n "$missing" ]; then
  exit 1
fi

# Flex Consumption joins a virtual network only where the subscription knows this provider, which no resource here names.
if [ "${PRIVATE_NETWORKING:-}" = true ]; then
  state=$(az provider show --subscription "$AZURE_SUBSCRIPTION_ID" --namespace Microsoft.App --query registrationState --output tsv)
  if [ "$state" != Registered ]; then
    echo "Registering the resource provider Microsoft.App with the subscription."
    az provider register --subscription "$AZURE_SUBSCRIPTION_ID" --namespace Microsoft.App --wait
  fi
fi
