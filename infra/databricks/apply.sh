#!/usr/bin/env bash
# Makes what Bicep cannot set in a Databricks workspace, with the Databricks CLI (0.205 or newer) and jq: the storage credential, the secret
# scope, the notebooks, the cluster, the catalog, the program and the job. Run again, it makes only what is missing, and updates the rest.
#
#   STORAGE_ACCOUNT=… CONNECTOR_ID=… VAULT_ID=… VAULT_ADDRESS=… GIT_URL=… BUNDLE=… infra/databricks/apply.sh [tables]
#
# GIT_URL is the address of your copy of the repository; GIT_PROVIDER=gitHub and GIT_BRANCH=main are the defaults.
# WORKERS=2 makes a cluster of several nodes; IDLE_MINUTES=20 is when it stops by itself. 'tables' registers the tables, once they are written.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
: "${STORAGE_ACCOUNT:?name the storage account: the output storageAccount of the deployment}"
workers=${WORKERS:-0}
idle=${IDLE_MINUTES:-20}
repository=/Repos/voicelake/voicelake
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# run_sql FILE: imports a file of SQL as a notebook and runs it on the cluster, to its end.
run_sql() {
  local name
  name=$(basename "$1" .sql)
  sed "s/<account>/$STORAGE_ACCOUNT/g" "$1" >"$work/$name.sql"
  databricks workspace mkdirs /Shared/voicelake
  databricks workspace import "/Shared/voicelake/$name" --file "$work/$name.sql" --language SQL --format SOURCE --overwrite
  jq -n --arg cluster "$cluster_id" --arg path "/Shared/voicelake/$name" \
    '{run_name: $path, tasks: [{task_key: "sql", existing_cluster_id: $cluster, notebook_task: {notebook_path: $path}}]}' >"$work/run.json"
  databricks jobs submit --json "@$work/run.json"
}

user=$(databricks current-user me --output json | jq -r .userName)
jq --arg user "$user" --argjson workers "$workers" --argjson idle "$idle" '
  .single_user_name = $user | .autotermination_minutes = $idle
  | if $workers > 0 then .num_workers = $workers | del(.spark_conf, .custom_tags.ResourceClass) else . end' \
  "$here/cluster.json" >"$work/cluster.json"

cluster_id=$(databricks clusters list --output json | jq -r '[.[]? | select(.cluster_name == "voicelake")][0].cluster_id // empty')
if [ "${1:-}" = tables ]; then
  run_sql "$here/tables.sql"
  exit
fi

: "${CONNECTOR_ID:?name the access connector: the output connectorId of the deployment}"
: "${VAULT_ID:?name the vault: the output vaultId of the deployment}"
: "${VAULT_ADDRESS:?name the address of the vault: the output vaultAddress of the deployment}"
: "${GIT_URL:?name the address of your copy of this repository, which Databricks clones}"
: "${BUNDLE:?name the archive that bundle.sh has made}"

if ! databricks storage-credentials get voicelake >/dev/null 2>&1; then
  jq --arg id "$CONNECTOR_ID" '.azure_managed_identity.access_connector_id = $id' "$here/storage-credential.json" >"$work/credential.json"
  databricks storage-credentials create --json "@$work/credential.json"
fi

if ! databricks secrets list-scopes --output json | jq -e 'any(.[]?; .name == "voicelake")' >/dev/null; then
  jq -n --arg id "$VAULT_ID" --arg address "$VAULT_ADDRESS" \
    '{scope: "voicelake", scope_backend_type: "AZURE_KEYVAULT", backend_azure_keyvault: {resource_id: $id, dns_name: $address}}' >"$work/scope.json"
  databricks secrets create-scope --json "@$work/scope.json"
fi

# The wrappers come by Git, to the path that the pipelines name.
if databricks repos get "$repository" >/dev/null 2>&1; then
  databricks repos update "$repository" --branch "${GIT_BRANCH:-main}"
else
  databricks workspace mkdirs "$(dirname "$repository")"
  databricks repos create "$GIT_URL" "${GIT_PROVIDER:-gitHub}" --path "$repository"
fi

if [ -z "$cluster_id" ]; then
  cluster_id=$(databricks clusters create --json "@$work/cluster.json" --output json | jq -r .cluster_id)
else
  jq --arg id "$cluster_id" '.cluster_id = $id' "$work/cluster.json" >"$work/edit.json"
  databricks clusters edit --json "@$work/edit.json"
fi

run_sql "$here/catalog.sql"
databricks fs cp "$BUNDLE" dbfs:/Volumes/voicelake/program/bundle/voicelake-linux-x64.tar.gz --overwrite

# The job's cluster is the same, made for each run and gone after it.
jq --arg account "$STORAGE_ACCOUNT" --slurpfile cluster "$work/cluster.json" '
  .parameters[0].default |= sub("<account>"; $account)
  | .job_clusters[0].new_cluster = ($cluster[0] | del(.cluster_name, .autotermination_minutes))' "$here/job.json" >"$work/job.json"
job_id=$(databricks jobs list --output json | jq -r '[.[]? | select(.settings.name == "voicelake")][0].job_id // empty')
if [ -z "$job_id" ]; then
  databricks jobs create --json "@$work/job.json"
else
  jq --argjson id "$job_id" '{job_id: $id, new_settings: .}' "$work/job.json" >"$work/reset.json"
  databricks jobs reset --json "@$work/reset.json"
fi
