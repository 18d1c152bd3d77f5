#!/usr/bin/env bash
# Packs what a cluster needs to run the notebooks, .NET included: the command, the library and the notebooks, in one archive.
# In it the folders lie as in the repository, so that a notebook's #r finds the library.
#
#   infra/databricks/bundle.sh [ARCHIVE]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
archive=${1:-$root/artifacts/voicelake-linux-x64.tar.gz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet publish "$root/lib/VoiceLake.Cli" -c Release -r linux-x64 --self-contained -o "$work/bin" -v quiet
mkdir -p "$work/artifacts" "$(dirname "$archive")"
cp -r "$root/artifacts/lib" "$work/artifacts/lib"
cp -r "$root/notebooks" "$root/VoiceLake.slnx" "$work"
tar -czf "$archive" -C "$work" bin artifacts notebooks VoiceLake.slnx
echo "$archive"
