#!/usr/bin/env bash
# Packs what a cluster needs to run the notebooks in one archive: the command, .NET's runtime, the library and the notebooks.
# In it the folders lie as in the repository, so that a notebook's #r finds the library. To be run on 64-bit Linux, as clusters are.
#
#   infra/databricks/bundle.sh [ARCHIVE]
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
archive=${1:-$root/artifacts/voicelake-linux-x64.tar.gz}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build "$root/lib/VoiceLake.Cli" -c Release -v quiet >&2
mkdir -p "$work/artifacts" "$work/dotnet/host/fxr" "$work/dotnet/shared" "$(dirname "$archive")"
cp -r "$root/artifacts/bin/VoiceLake.Cli/release" "$work/bin"
cp -r "$root/artifacts/lib" "$work/artifacts/lib"
cp -r "$root/notebooks" "$root/VoiceLake.slnx" "$work"

# The runtime that this machine runs the command with: cells are compiled against it, too. DOTNET_ROOT points the command to it.
for framework in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
  line=$(dotnet --list-runtimes | grep "^$framework 10\." | tail -n 1)
  version=$(cut -d ' ' -f 2 <<<"$line")
  shared=$(sed 's/.*\[\(.*\)\]/\1/' <<<"$line")
  mkdir "$work/dotnet/shared/$framework"
  cp -r "$shared/$version" "$work/dotnet/shared/$framework"
done
cp -r "$(dirname "$(dirname "$shared")")/host/fxr/$version" "$work/dotnet/host/fxr"

find "$work" -name '*.pdb' -delete
tar -I 'gzip -1' -cf "$archive" -C "$work" artifacts bin dotnet notebooks VoiceLake.slnx
echo "$archive"
