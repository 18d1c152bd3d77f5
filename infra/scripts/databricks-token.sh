#!/usr/bin/env bash
# Makes the token with which Data Factory starts clusters in Databricks, and keeps it in the vault, without ever showing it.
# Run again before it ends (90 days by default), it makes a new one: the factory reads the vault at each run.
#
#   VAULT_NAME=… infra/scripts/databricks-token.sh
set -euo pipefail
: "${VAULT_NAME:?name the vault: the output vaultName of the deployment}"
umask 077
token=$(mktemp)
trap 'rm -f "$token"' EXIT
databricks tokens create --comment 'Data Factory' --lifetime-seconds "${LIFETIME_SECONDS:-7776000}" --output json | jq -j .token_value >"$token"
az keyvault secret set --vault-name "$VAULT_NAME" --name databricks-token --file "$token" --encoding utf-8 --output none
