#!/bin/sh
# What can only be done once the code is there: subscribes the deployed app to uploads (infra/events.bicep), and sets the keys of
# callers (infra/keys.bicep). Both work once the host has made its own keys and answers Event Grid's handshake, seconds to minutes
# after a deployment, so each is tried until then. Running it again changes nothing.
set -eu

: "${AZURE_SUBSCRIPTION_ID:?is not set: run this through azd (azd hooks run postdeploy)}"
: "${AZURE_RESOURCE_GROUP:?is not set: run azd provision first}"
: "${AZURE_FUNCTION_APP_NAME:?is not set: run azd provision first}"
: "${AZURE_EVENTS_TOPIC_NAME:?is not set: run azd provision first}"
: "${AZURE_DOCUMENTS_STORAGE_NAME:?is not set: run azd provision first}"

attempts=${EVENTS_ATTEMPTS:-40}
wait_seconds=${EVENTS_WAIT_SECONDS:-15}
infra=$(dirname "$0")/..

whole_number() { # name, value, least
  case $2 in
    '' | *[!0-9]* | ??????*) ;;
    *) if [ "$2" -ge "$3" ]; then return; fi ;;
  esac
  echo "$1 is '$2': give a whole number from $3 to 99999." >&2
  exit 1
}
whole_number EVENTS_ATTEMPTS "$attempts" 1
whole_number EVENTS_WAIT_SECONDS "$wait_seconds" 0

if ! command -v az >/dev/null 2>&1; then
  echo "The Azure CLI (az) is needed to subscribe the app to uploads: https://aka.ms/azure-cli" >&2
  exit 1
fi

give_up() {
  echo "$consequence: $1" >&2
  # A key has no business in a log, should Azure ever repeat the webhook's address.
  printf '%s\n' "$message" | sed 's/code=[^&" ]*/code=…/g' >&2
  echo "When that is put right: azd hooks run postdeploy" >&2
  exit 1
}

deploy() { # template, what it means if that fails, parameters
  template=$1
  consequence=$2
  shift 2
  attempt=1
  while ! message=$(
    az deployment group create \
      --subscription "$AZURE_SUBSCRIPTION_ID" \
      --resource-group "$AZURE_RESOURCE_GROUP" \
      --name "document-$template" \
      --template-file "$infra/$template.bicep" \
      --parameters "$@" \
      --only-show-errors --output none 2>&1
  ); do
    case $message in
      *"az login"*) give_up "the Azure CLI is not signed in (az login)." ;;
      *AuthorizationFailed* | *InvalidAuthenticationToken* | *AADSTS*)
        give_up "Azure refuses the account that az is signed in with." ;;
      # Before ResourceNotFound: a function is one that is not there yet.
      *NotFound*/functions/* | */functions/*NotFound* | *"'default' doesn't exist"*)
        reason="the host has not listed its functions yet" ;;
      *ResourceGroupNotFound* | *ResourceNotFound* | *SubscriptionNotFound*)
        give_up "what it is to be connected to does not exist." ;;
      *blobs_extension*) reason="the host has not made its blob webhook's key yet" ;;
      *handshake* | *"Url validation"* | *"URL validation"*) reason="the app does not answer Event Grid's handshake yet" ;;
      # A warning of the Bicep compiler (Warning BCP…) stands before whatever went wrong, and is not it.
      *InvalidTemplate* | *"Error BCP"[0-9]*)
        give_up "Azure refuses infra/$template.bicep." ;;
      *) reason="Azure could not do it this time" ;;
    esac
    if [ "$attempt" -ge "$attempts" ]; then
      give_up "$reason, after $attempts attempts."
    fi
    echo "Attempt $attempt of $attempts: $reason. Next in $wait_seconds s."
    attempt=$((attempt + 1))
    sleep "$wait_seconds"
  done
}

deploy events "Uploads do not reach the app" \
  "functionAppName=$AZURE_FUNCTION_APP_NAME" \
  "topicName=$AZURE_EVENTS_TOPIC_NAME" \
  "documentsStorageName=$AZURE_DOCUMENTS_STORAGE_NAME"
echo "Uploads to $AZURE_DOCUMENTS_STORAGE_NAME now reach $AZURE_FUNCTION_APP_NAME."

deploy keys "Callers have no key" "functionAppName=$AZURE_FUNCTION_APP_NAME"
echo "$AZURE_FUNCTION_APP_NAME takes the keys reader and writer."
