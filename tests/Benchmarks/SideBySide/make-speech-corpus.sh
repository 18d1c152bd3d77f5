#!/usr/bin/env bash
# Makes the benchmarks' corpus: 400 files of 3 s, 16 kHz, 16 bits, mono (20 minutes). 200 are cut from recorded prompts of two women
# (Debian's asterisk-core-sounds-en-wav and -fr-wav, 8 kHz made 16 kHz), 200 from ten voices of espeak-ng. The files are the same on
# every run.
# Needs: apt-get install espeak-ng sox libsox-fmt-all asterisk-core-sounds-en-wav asterisk-core-sounds-fr-wav
set -euo pipefail
[ $# = 1 ] || { echo "usage: ${0##*/} FOLDER" >&2; exit 2; }
corpus=$1
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$corpus"

readonly length=48000

# cut LONG PREFIX COUNT: the first COUNT pieces of 3 s, named PREFIX_000.wav and so on. -D: no dither, which would differ each time.
cut_pieces() {
  local piece
  for ((piece = 0; piece < $3; piece++)); do
    sox -D "$1" "$(printf '%s/%s_%03d.wav' "$corpus" "$2" "$piece")" trim "$((piece * length))s" "${length}s"
  done
}

recorded() {
  local speaker=$1 language=$2 prompts
  mapfile -t prompts < <(find "/usr/share/asterisk/sounds/$speaker" -name '*.wav' -size +16k | LC_ALL=C sort | head -n 220)
  sox "${prompts[@]}" -D -r 16000 -b 16 -c 1 "$scratch/$language.wav"
  cut_pieces "$scratch/$language.wav" "rec_$language" 100
}

text() {
  local verse
  for verse in {1..10}; do
    printf '%s ' "The quick brown fox number $verse jumps over the lazy dog. She sells sea shells by the shore of lake $verse." \
      "Peter Piper picked a peck of pickled peppers. How much wood would a woodchuck chuck, if a woodchuck could chuck $verse logs of wood?"
  done
}

synthetic() {
  local voices=(en-us en-us+f2 en-us+m3 en-gb en-gb+f4 fr fr+f3 de de+f1 es+f5) n
  for n in "${!voices[@]}"; do
    espeak-ng -v "${voices[n]}" -p $((35 + n * 7 % 40)) -s $((140 + n * 6)) -w "$scratch/spoken.wav" "$(text)"
    sox -D "$scratch/spoken.wav" -r 16000 -b 16 -c 1 "$scratch/spoken16.wav"
    cut_pieces "$scratch/spoken16.wav" "$(printf 'syn_%02d' "$n")" 20
  done
}

recorded en_US_f_Allison en
recorded fr_CA_f_June fr
synthetic
