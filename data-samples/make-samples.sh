#!/usr/bin/env bash
# Makes the sample archives, registry.txt and index.json: synthetic speech in the VoxForge layout, the same bytes every time.
# Usage:  make-samples.sh [FOLDER]     (default: the folder of this script)
# Needs:  espeak-ng 1.51, sox 14.4.2, flac 1.4, GNU tar, gzip. Other versions of them may give other bytes.
set -euo pipefail
export LC_ALL=C.UTF-8 TZ=UTC
script=$(realpath "$0")
out=$(realpath -m "${1:-$(dirname "$script")}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"
rm -f "$out"/*.tgz
: >"$work/index"

# --- machinery ------------------------------------------------------------------------------------------------------

# begin NAME WHAT [RULE…]: starts an archive; RULE names each defect that is planted in it.
begin() {
  name=$1 what=$2 rules=("${@:3}") readable=0 format=wav level=-20 rate=16000 remix=(1)
  base=$work/$name
  mkdir -p "$base/etc" "$base/wav"
  cat >"$base/LICENSE" <<'LICENSE'
Synthetic speech and invented text, made for VoiceLake by data-samples/make-samples.sh.
No person speaks here. To the extent possible under law the authors waive all rights:
CC0 1.0 Universal, https://creativecommons.org/publicdomain/zero/1.0/
LICENSE
}

# expect USER GENDER [LANGUAGE]: what the cast must find.
expect() { user=$1 gender=$2 language=${3:+\"$3\"}; }

# readme USER GENDER AGE LANGUAGE DIALECT [MICROPHONE]: as the Java applet wrote it.
readme() {
  cat >"$base/etc/README" <<README
User Name:$1

Speaker Characteristics:

Gender: $2
Age Range: $3
Language: $4
Pronunciation dialect: $5

Recording Information:

Microphone make: n/a
Microphone type: ${6:-Headset mic}
Audio card make: unknown
Audio card type: unknown
Audio Recording Software: VoxForge Speech Submission Application
O/S:

File Info:

File type: $format
Sampling Rate: 48000
Sample rate format: 16
Number of channels: 1
README
}

# readme_javascript USER GENDER AGE LANGUAGE DIALECT: as the later JavaScript app wrote it, trailing blanks and profile.json included.
readme_javascript() {
  sed 's/$/ /' >"$base/etc/README" <<README
User Name:$1

Speaker Characteristics:

Gender:$2
Age Range:$3
Language:$4
Native Speaker:Yes
  first language:$4
Pronunciation dialect:$5

Recording Information:

Microphone Make:n/a
Microphone Type:Webcam
Audio Recording Software:VoxForge JavaScript speech submission application
O/S:Linux

File Info:

File type:wav
Sample Rate:48000
Sample Rate Format (bit depth):16
Number of channels:1
README
  printf '{"username": "%s", "gender": "%s", "age": "%s", "language": "%s", "dialect": "%s"}\n' "$@" >"$base/etc/profile.json"
}

# voice VARIANT PITCH SPEED: who speaks the next clips.
voice() { voice=$1 pitch=$2 speed=$3; }

# prompt CLIP TEXT: the two lines of the prompt files.
prompt() {
  printf '%s/mfc/%s %s\n' "$name" "$1" "$(sed 's/[.,;:!?¿¡]//g; s/ [–-] / /g' <<<"${2^^}")" >>"$base/etc/PROMPTS"
  printf '%s %s \n' "$1" "$2" >>"$base/etc/prompts-original"
}

# record CLIP TEXT: the sound alone, at $rate and $level, one channel for each of $remix; dither (sox -R: a fixed seed) is its noise floor.
record() {
  espeak-ng -v "$voice" -p "$pitch" -s "$speed" --stdout "$2" >"$work/raw.wav"
  sox -R "$work/raw.wav" -b 16 "$work/clip.wav" gain -6 remix "${remix[@]}" pad 0.1 0.15 rate "$rate" gain -n "$level"
  mkdir -p "$base/$format"
  if [ "$format" = flac ]; then
    flac --silent --best --no-padding -o "$base/flac/$1.flac" "$work/clip.wav"
  else
    cp "$work/clip.wav" "$base/wav/$1.wav"
  fi
  details "$1"
  readable=$((readable + 1))
}

# details CLIP: the line that claims what every archive claims, whatever the header says.
details() { printf '%s.%s:48kHz-16bits\n' "$1" "$format" >>"$base/etc/audiofile_details"; }

# say CLIP TEXT: the sound and its prompt.
say() { record "$1" "$2"; prompt "$1" "$2"; }

# pack [PATH…]: writes the archive (the paths in the given order, default etc LICENSE wav) and its line of the index.
pack() {
  find "$base" -type d -empty -delete
  local day paths=("$@")
  ((${#paths[@]})) || paths=(etc LICENSE "$format")
  day=$(sed -E 's/.*-([0-9]{8})-.*/\1/' <<<"$name")
  (cd "$work" && tar --sort=name --format=ustar --mtime="$day 12:00:00" --owner=root:0 --group=root:0 --mode='u=rwX,go=rX' \
    -cf - "${paths[@]/#/$name/}" | gzip -9n >"$out/$name.tgz")
  index
}

# index: one JSON object for the archive.
index() {
  local list='' how="no sound"
  ((${#rules[@]} == 0)) || list=$(printf '"%s", ' "${rules[@]}")
  ((readable == 0)) || how="espeak-ng $voice, $format"
  printf '    { "file": "%s.tgz", "user": "%s", "gender": "%s", "language": %s, "clips": %d, "defects": [%s], "what": "%s", "how": "%s", "licence": "CC0-1.0" },\n' \
    "$name" "$user" "$gender" "${language:-null}" "$readable" "${list%, }" "$what" "$how" >>"$work/index"
}

# --- the archives ---------------------------------------------------------------------------------------------------
# shellcheck source=data-samples/archives.sh
source "$(dirname "$script")/archives.sh"

# --- registry and index ---------------------------------------------------------------------------------------------
(cd "$out" && sha256sum -- *.tgz >registry.txt)
{
  printf '{\n  "made_by": "data-samples/make-samples.sh",\n  "tools": ["espeak-ng 1.51", "SoX 14.4.2", "flac 1.4.2", "GNU tar 1.34", "gzip 1.12"],\n'
  printf '  "licence": "CC0-1.0",\n  "archives": [\n'
  sed '$ s/,$//' "$work/index"
  printf '  ]\n}\n'
} >"$out/index.json"
echo "$(find "$out" -name '*.tgz' | wc -l) archives, $(cat "$out"/*.tgz | wc -c) bytes in $out"
