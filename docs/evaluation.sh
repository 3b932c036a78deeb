#!/bin/sh
# Measures the sample streams and writes the second half of docs/evaluation.md from what the device reports.
# usage: docs/evaluation.sh [OUT], after ./tiny build; reports with plots stay in OUT
set -eu
root=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd)
sample=$root/edge-runtime/sample/target/sample
out=${1:-$root/edge-runtime/sample/target/evaluation}
page=$root/docs/evaluation.md
for stream in no-drift gradual-drift novel-class; do
    "$root/tiny" device evaluate --pack "$sample/clothes.tlcm" --stream "$sample/streams/$stream.csv" \
        --out "$out/$stream"
done
{
    sed '/^<!-- measured -->$/q' "$page"
    for stream in no-drift gradual-drift novel-class; do
        echo
        cat "$out/$stream/report.md"
    done
} >"$page.new"
mv "$page.new" "$page"
