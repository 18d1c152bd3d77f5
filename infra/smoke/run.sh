#!/usr/bin/env bash
# Runs the contract of every store against a real storage account, in four containers of its own that are deleted at the end.
# It costs some thousands of requests (cents). Never part of CI; nothing else in this repository talks to a real account.
#
#   VOICELAKE_SMOKE_LAKE=abfss://ACCOUNT.dfs.core.windows.net infra/smoke/run.sh
#
# Whoever is signed in ('az login', or AZURE_STORAGE_KEY and the like) needs the role Storage Blob Data Contributor on the account.
set -euo pipefail
cd "$(dirname "$0")/../.."
: "${VOICELAKE_SMOKE_LAKE:?names no lake: set it to https://ACCOUNT.blob.core.windows.net or abfss://ACCOUNT.dfs.core.windows.net}"
account=${VOICELAKE_SMOKE_LAKE#*://}
account=${account%%.*}
run=smoke$(date +%s)
export VOICELAKE_CONTAINERS="bronze=$run-bronze,silver=$run-silver,gold=$run-gold,miscellaneous=$run-miscellaneous"

# What opened the lake deletes the containers, too. The Azure CLI takes the key or the signature from the same variables, so it stands on no command line.
auth_mode=login
if [ "${AZURE_STORAGE_ACCOUNT:-$account}" = "$account" ] && [ -n "${AZURE_STORAGE_KEY:-}${AZURE_STORAGE_SAS_TOKEN:-}" ]; then
  auth_mode=key
fi

clean_up() {
  for layer in bronze silver gold miscellaneous; do
    az storage container delete --account-name "$account" --name "$run-$layer" --auth-mode "$auth_mode" --output none ||
      echo "The container $run-$layer of $account was not deleted: delete it in the portal." >&2
  done
}
trap clean_up EXIT

dotnet run -c Release --project lib/VoiceLake.Cli -- azure check --lake "$VOICELAKE_SMOKE_LAKE"
# One test after another: they share the four containers.
dotnet run -c Release --project tests/Smoke -- -parallelMode none
