#!/usr/bin/env bash
# Makes the database, its sources, the views and the readers' rights in Synapse's serverless SQL, with sqlcmd, signed in as the Azure CLI is.
# Run again, it brings everything up to date.
#
#   SQL_ENDPOINT=syn-…-ondemand.sql.azuresynapse.net STORAGE_ACCOUNT=… READERS="speech readers" infra/synapse/apply.sh
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${SQL_ENDPOINT:?name the serverless endpoint: the output sqlEndpoint of the deployment}"
: "${STORAGE_ACCOUNT:?name the storage account: the output storageAccount of the deployment}"
: "${READERS:?name the group in Entra ID whose members may query}"

run() {
  echo "$1: $(basename "$2")"
  sqlcmd -S "$SQL_ENDPOINT" -d "$1" --authentication-method ActiveDirectoryDefault -I -b -v "StorageAccount=$STORAGE_ACCOUNT" -v "Readers=$READERS" -i "$2"
}

run master "$here/database.sql"
run voicelake "$here/sources.sql"
for view in "$here"/views/*.sql; do
  run voicelake "$view"
done
run voicelake "$here/readers.sql"
