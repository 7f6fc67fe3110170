#!/bin/sh
# Stops azd before it makes anything, where a value that only its user can give is missing or cannot be meant, or where the
# Azure CLI that the hooks need is.
set -eu

wrong=

complain() { # what, what to do about it
  wrong=yes
  echo "$1" >&2
  echo "  $2" >&2
}

value_of() { # name
  eval "value=\${$1:-}"
}

require() { # name, how to come by it
  value_of "$1"
  if [ -z "$value" ]; then
    complain "Missing: $1. $2" "azd env set $1 <value>"
  fi
}

whole_number() { # name, least, most
  eval "given=\${$1+yes}"
  value_of "$1"
  # shellcheck disable=SC2154 # set by eval
  if [ -z "$given" ]; then
    return
  fi
  case ${value#-} in
    '' | *[!0-9]* | ??????????*) inside= ;;
    *) if [ "$value" -ge "$2" ] && [ "$value" -le "$3" ]; then inside=yes; else inside=; fi ;;
  esac
  if [ -z "$inside" ]; then
    complain "$1 is '$value': give a whole number from $2 to $3." "azd env set $1 <number>"
  fi
}

truth() { # name; sets truth to true or false
  truth=false
  eval "given=\${$1+yes}"
  value_of "$1"
  case $value in
    [Tt][Rr][Uu][Ee]) truth=true ;;
    [Ff][Aa][Ll][Ss][Ee]) ;;
    *)
      if [ -n "$given" ]; then
        complain "$1 is '$value': give true or false." "azd env set $1 <true or false>"
      fi
      ;;
  esac
}

# azd puts a reference to a secret (azd env set-secret) as it stands into a .bicepparam file: Key Vault would keep its text as the key.
for name in COHERE_API_KEY QDRANT_API_KEY QDRANT_ENDPOINT ALERT_EMAIL; do
  value_of "$name"
  case $value in
    akvs://* | @Microsoft.KeyVault*)
      complain "$name is a reference to a secret, which reaches this deployment as its mere text." \
        "Give the value itself (azd env set $name <value>), or only for this run: export $name" ;;
  esac
done

truth KEEP_VAULT_SECRETS
keep_vault_secrets=$truth
truth PRIVATE_NETWORKING
private_networking=$truth
truth ZONE_REDUNDANT
truth RECOVER_VAULT

require QDRANT_ENDPOINT "The gRPC endpoint of your Qdrant cluster, such as https://<id>.<region>.azure.cloud.qdrant.io:6334."
if [ "$keep_vault_secrets" = false ]; then
  require COHERE_API_KEY "A key from https://dashboard.cohere.com/api-keys. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)"
  require QDRANT_API_KEY "A key of your Qdrant cluster. (KEEP_VAULT_SECRETS=true keeps the one already in Key Vault.)"
fi

case ${INSTANCE_MEMORY_MB-2048} in
  512 | 2048 | 4096) ;;
  *) complain "INSTANCE_MEMORY_MB is '$INSTANCE_MEMORY_MB': instances have 512, 2048 or 4096." "azd env set INSTANCE_MEMORY_MB 2048" ;;
esac
whole_number MAXIMUM_INSTANCES 1 1000
whole_number HTTP_CONCURRENCY 1 1000
whole_number ALWAYS_READY_HTTP 0 1000
whole_number ALWAYS_READY_BLOB 0 1000
whole_number QDRANT_VECTOR_SIZE 1 65536
whole_number COHERE_EMBED_INPUTS_PER_MINUTE 1 1000000
whole_number CHUNKING_MAX_TOKENS 1 100000
whole_number CHUNKING_OVERLAP_TOKENS 0 100000
whole_number SEARCH_RERANK_TIMEOUT_SECONDS 1 3600
whole_number API_MAX_UPLOAD_BYTES 1 500000000
whole_number API_REQUESTS_PER_MINUTE_PER_CALLER 0 1000000
whole_number LOG_RETENTION_DAYS 30 730
whole_number LOG_DAILY_CAP_GB -1 10000
whole_number MONTHLY_BUDGET 0 100000000

case ${MONTHLY_BUDGET:-0} in
  0) ;;
  *)
    case ${BUDGET_START:-} in
      20[0-9][0-9]-[01][0-9]-01) ;;
      *) complain "MONTHLY_BUDGET needs BUDGET_START, the first of this month, which stays as it is from then on." "azd env set BUDGET_START $(date +%Y-%m)-01" ;;
    esac
    ;;
esac

if [ -n "$wrong" ]; then
  exit 1
fi
if [ -z "${ALERT_EMAIL:-}" ]; then
  echo "Nobody is mailed when an alert fires: azd env set ALERT_EMAIL <address>"
fi

if ! command -v az >/dev/null 2>&1; then
  echo "The Azure CLI (az) is needed after the deployment: https://aka.ms/azure-cli" >&2
  exit 1
fi
# A fresh environment has no subscription yet: azd asks for it after this hook.
subscription=${AZURE_SUBSCRIPTION_ID:-}
if ! known=$(az account show ${subscription:+--subscription "$subscription"} --query id --output tsv 2>/dev/null); then
  echo "The Azure CLI is not signed in${subscription:+, or not to the subscription $subscription}: az login (azd has a sign-in of its own)." >&2
  exit 1
fi

# Flex Consumption joins a virtual network only where the subscription knows this provider, which no resource here names.
if [ "$private_networking" = true ]; then
  if [ -z "$subscription" ]; then
    echo "Checking the provider Microsoft.App in az's own subscription, $known. Should azd use another: azd env set AZURE_SUBSCRIPTION_ID <id>, and again."
  fi
  state=$(az provider show --subscription "$known" --namespace Microsoft.App --query registrationState --output tsv)
  if [ "$state" != Registered ]; then
    echo "Registering the resource provider Microsoft.App with the subscription."
    az provider register --subscription "$known" --namespace Microsoft.App --wait
  fi
fi
