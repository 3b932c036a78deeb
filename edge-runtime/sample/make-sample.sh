#!/bin/sh
# Makes the sample images, streams and model pack, unless what they are made of has not changed since the last time.
# usage: make-sample.sh JAVA_HOME CLASSES DISTRIBUTION OUT
set -eu
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
JAVA_HOME=$1
classes=$2
device=$3
out=$4
export JAVA_HOME

made_of=$(cat "$here"/data/images/*.gz "$here"/data/backbone/*.tflite "$0" "$classes"/org/tinylcm/sample/*.class \
    "$device"/bundles/org.tinylcm.*.jar | cksum)
if [ -f "$out/made-of" ] && [ "$made_of" = "$(cat "$out/made-of")" ]; then
    exit 0
fi
rm -rf "$out"
mkdir -p "$out"
"$JAVA_HOME/bin/java" -Djava.awt.headless=true -cp "$classes" org.tinylcm.sample.SampleData \
    "$here/data/images/fashion-sample-images-idx3-ubyte.gz" "$here/data/images/fashion-sample-labels-idx1-ubyte.gz" \
    "$out"
"$device/bin/tinylcm" pack --images "$out/images" --backbone "$here/data/backbone/tinylcm-backbone.tflite" \
    --mean 127 --scale 128 --metric cosine --components 64 --no-whiten --holdout 0.45 --false-alarms 1/1000 \
    --name clothes --version 1.0.0 --seed 1 --out "$out/clothes.tlcm"
echo "$made_of" >"$out/made-of"
