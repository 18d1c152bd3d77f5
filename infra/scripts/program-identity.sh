#!/usr/bin/env bash
# Makes the service principal as which the voicelake program works on a cluster, and keeps its secret in the vault, without ever showing it.
# Entra ID's applications are no resources of Azure, so Bicep does not make them. Run again, it rotates the secret.
#
#   VAULT_NAME=… infra/scripts/program-identity.sh
#
# Its last line is the object id for VOICELAKE_PROGRAM_ID: deploy once more with it, and the principal gets its role on the lake.
set -euo pipefail
: "${VAULT_NAME:?name the vault: the output vaultName of the deployment}"
name=${NAME:-voicelake-program}
export AZURE_CORE_ONLY_SHOW_ERRORS=true

client=$(az ad app list --display-name "$name" --query '[0].appId' --output tsv)
[ -n "$client" ] || client=$(az ad app create --display-name "$name" --query appId --output tsv)
object=$(az ad sp list --filter "appId eq '$client'" --query '[0].id' --output tsv)
[ -n "$object" ] || object=$(az ad sp create --id "$client" --query id --output tsv)

# From hand to hand through a file that only this user may read: never on a command line, where other users of the machine could see it.
umask 077
secret=$(mktemp)
trap 'rm -f "$secret"' EXIT
az ad app credential reset --id "$client" --display-name lake --years 1 --query password --output tsv | tr -d '\n' >"$secret"
az keyvault secret set --vault-name "$VAULT_NAME" --name azure-client-secret --file "$secret" --encoding utf-8 --output none
az keyvault secret set --vault-name "$VAULT_NAME" --name azure-client-id --value "$client" --output none
az keyvault secret set --vault-name "$VAULT_NAME" --name azure-tenant-id --value "$(az account show --query tenantId --output tsv)" --output none
echo "$object"
