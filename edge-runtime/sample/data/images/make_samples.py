#!/usr/bin/env python3
# Copyright TinyLCM contributors. SPDX-License-Identifier: Apache-2.0
"""Makes the labelled sample set from the test part of Fashion-MNIST: the first N pictures of each class, in the
order of the original file. Standard library only."""
import argparse, gzip, hashlib, io, os, struct

p = argparse.ArgumentParser()
p.add_argument('folder', help='folder of the Debian package dataset-fashion-mnist: .../usr/share/datasets/fashion-mnist')
p.add_argument('--per-class', type=int, default=400)
p.add_argument('--out', default='.')
a = p.parse_args()
img = gzip.open(os.path.join(a.folder, 't10k-images-idx3-ubyte.gz')).read()
lab = gzip.open(os.path.join(a.folder, 't10k-labels-idx1-ubyte.gz')).read()
magic, n, h, w = struct.unpack('>4I', img[:16])
assert (magic, n, h, w) == (2051, 10000, 28, 28) and struct.unpack('>2I', lab[:8]) == (2049, n)
seen, keep = [0] * 10, []
for i in range(n):
    c = lab[8 + i]
    if seen[c] < a.per_class:
        seen[c] += 1
        keep.append(i)
out = {'fashion-sample-images-idx3-ubyte.gz':
       struct.pack('>4I', 2051, len(keep), h, w) + b''.join(img[16 + i * h * w:16 + (i + 1) * h * w] for i in keep),
       'fashion-sample-labels-idx1-ubyte.gz':
       struct.pack('>2I', 2049, len(keep)) + bytes(lab[8 + i] for i in keep)}
for name, raw in out.items():
    b = io.BytesIO()
    with gzip.GzipFile('', 'wb', 9, b, mtime=0) as f:
        f.write(raw)
    open(os.path.join(a.out, name), 'wb').write(b.getvalue())
    print(name, len(b.getvalue()), 'bytes; sha256 of the unpacked bytes', hashlib.sha256(raw).hexdigest())
