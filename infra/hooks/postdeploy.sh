#!/bin/sh
# Phase 2 of the events: subscribes the deployed app to uploads (infra/events.bicep). That works once the host has made the
# key of its blob webhook and answers Event Grid's handshake, seconds to minutes after a deployment, so it is tried until
# then. Running it again changes nothing.
set -eu

: "${AZURE_SUBSCRIPTION_ID:?is not set: run this through azd (azd hooks run postdeploy)}"
: "${AZURE_RESOURCE_GROUP:?is not set: run azd provision first}"
: "${AZURE_FUNCTION_APP_NAME:?is not set: run azd provision first}"
: "${AZURE_EVENTS_TOPIC_NAME:?is not set: run azd provision first}"
: "${AZURE_DOCUMENTS_STORAGE_NAME:?is not set: run azd provision first}"

attempts=${EVENTS_ATTEMPTS:-40}
wait_seconds=${EVENTS_WAIT_SECONDS:-15}
template=$(dirname "$0")/../events.bicep

if ! command -v az >/dev/null 2>&1; then
  echo "The Azure CLI (az) is needed to subscribe the app to uploads: https://aka.ms/azure-cli" >&2
  exit 1
fi

subscribe() {
  az deployment group create \
    --subscription "$AZURE_SUBSCRIPTION_ID" \
    --resource-group "$AZURE_RESOURCE_GROUP" \
    --name document-events \
    --template-file "$template" \
    --parameters \
    "functionAppName=$AZURE_FUNCTION_APP_NAME" \
    "topicName=$AZURE_EVENTS_TOPIC_NAME" \
    "documentsStorageName=$AZURE_DOCUMENTS_STORAGE_NAME" \
    --only-show-errors --output none 2>&1
}

give_up() {
  echo "Uploads do not reach the app: $1" >&2
  # A key has no business in a log, should Azure ever repeat the webhook's address.
  printf '%s\n' "$message" | sed 's/code=[^&" ]*/code=…/g' >&2
  echo "When that is put right: azd hooks run postdeploy" >&2
  exit 1
}

attempt=1
while ! message=$(subscribe); do
  case $message in
    *AuthorizationFailed* | *"az login"* | *InvalidAuthenticationToken* | *AADSTS*)
      give_up "Azure refuses the account that az is signed in with." ;;
    *ResourceGroupNotFound* | *ResourceNotFound* | *SubscriptionNotFound*)
      give_up "what it is to be connected to does not exist." ;;
    *blobs_extension*) reason="the host has not made its blob webhook's key yet" ;;
    *handshake* | *"Url validation"* | *"URL validation"*) reason="the app does not answer Event Grid's handshake yet" ;;
    *InvalidTemplate* | *BCP[0-9]*)
      give_up "Azure refuses infra/events.bicep." ;;
    *) reason="Azure could not do it this time" ;;
  esac
  if [ "$attempt" -ge "$attempts" ]; then
    give_up "$reason, after $attempts attempts."
  fi
  echo "Attempt $attempt of $attempts: $reason. Next in $wait_seconds s."
  attempt=$((attempt + 1))
  sleep "$wait_seconds"
done

echo "Uploads to $AZURE_DOCUMENTS_STORAGE_NAME now reach $AZURE_FUNCTION_APP_NAME."
