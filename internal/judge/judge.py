"""Run .tflite models on LiteRT and write their tensors as .npy files.

Each line of standard input is a question, a JSON list

    [MODEL, KERNELS, OUT, ALL, SEED, RUNS, SIGNATURES, IN0.npy, IN1.npy, ...]

and is answered with a line: an empty JSON string, or what went wrong.

KERNELS is ref (reference kernels), builtin (optimised kernels) or xnnpack (LiteRT's
default on a CPU). Inputs that are not given are drawn with numpy's default_rng(SEED):
integers over their type's whole range (int32 and int64: 0..15), floats in [0, 1),
strings as numbers in words of up to three digits.
An input that is given in another shape than the model's makes the model take that shape.
The model runs RUNS times on the same inputs, which matters to models that keep state.
SIGNATURES is {"run": [KEY, ...], "names": [NAME, ...]}: with keys, those signatures run
one after the other, each on those of the named inputs that it has, instead of the model.
OUT gets in_<i>.npy, out_<i>.npy (for signatures, of each in turn, sorted by name) and,
with ALL = 1, every tensor as t_<index>.npy. A string tensor is the bytes of TFLite's
buffer, with its shape beside it as <name>.shape.npy.
"""
import json
import pathlib
import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

KERNELS = {
    "ref": OpResolverType.BUILTIN_REF,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "xnnpack": OpResolverType.AUTO,
}


def draw(rng, dtype, shape):
    if dtype == np.bytes_:
        return np.vectorize(lambda i: b"%d" % i, otypes=[object])(rng.integers(0, 1000, shape))
    if dtype == np.bool_:
        return rng.integers(0, 2, shape).astype(np.bool_)
    if np.issubdtype(dtype, np.floating):
        return rng.random(shape).astype(dtype)
    if dtype in (np.int32, np.int64):
        return rng.integers(0, 16, shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max + 1, shape).astype(dtype)


def load(path):
    x = np.load(path)
    shape = pathlib.Path(path).with_suffix(".shape.npy")
    if not shape.exists():
        return x
    data = x.tobytes()
    count = np.frombuffer(data, np.int32, 1)[0]
    offsets = np.frombuffer(data, np.int32, count + 1, 4)
    parts = [data[offsets[i]:offsets[i + 1]] for i in range(count)]
    out = np.empty(len(parts), object)
    out[:] = parts
    return out.reshape(np.load(shape))


def save(path, x):
    if x.dtype != object and x.dtype.kind not in "SU":
        np.save(path, np.ascontiguousarray(x))
        return
    parts = [p if isinstance(p, bytes) else str(p).encode() for p in x.reshape(-1)]
    head = 4 * (len(parts) + 2)
    offsets = np.cumsum([head] + [len(p) for p in parts])
    buffer = np.array([len(parts), *offsets], np.int32).tobytes() + b"".join(parts)
    np.save(path, np.frombuffer(buffer, np.uint8))
    np.save(path.with_suffix(".shape.npy"), np.array(x.shape, np.int64))


def run_signatures(it, keys, named, out):
    i = 0
    for key in keys:
        runner = it.get_signature_runner(key)
        wants = it.get_signature_list()[key]["inputs"]
        for _, x in sorted(runner(**{n: named[n] for n in wants}).items()):
            save(out / f"out_{i}.npy", x)
            i += 1


def answer(model, kernels, out, every, seed, runs, signatures, *given):
    out = pathlib.Path(out)
    it = Interpreter(model, num_threads=1, experimental_op_resolver_type=KERNELS[kernels],
                     experimental_preserve_all_tensors=every == "1")
    signatures = json.loads(signatures)
    if signatures["run"]:
        run_signatures(it, signatures["run"], dict(zip(signatures["names"], map(load, given))), out)
        return
    details = it.get_input_details()
    given = [load(g) for g in given]
    for d, x in zip(details, given):
        if tuple(d["shape"]) != x.shape:
            it.resize_tensor_input(d["index"], x.shape)
    it.allocate_tensors()
    rng = np.random.default_rng(int(seed))
    for i, d in enumerate(it.get_input_details()):
        x = given[i] if i < len(given) else draw(rng, d["dtype"], d["shape"])
        it.set_tensor(d["index"], x)
        save(out / f"in_{i}.npy", x)
    for _ in range(int(runs)):
        it.invoke()
    for i, d in enumerate(it.get_output_details()):
        save(out / f"out_{i}.npy", it.get_tensor(d["index"]))
    if every == "1":
        for d in it.get_tensor_details():
            try:
                save(out / f"t_{d['index']}.npy", it.get_tensor(d["index"]))
            except ValueError:
                pass  # a tensor without data: unused, or fused away


def main():
    for line in sys.stdin:
        try:
            answer(*json.loads(line))
            error = ""
        except Exception as e:  # whatever LiteRT throws is the answer
            error = f"{type(e).__name__}: {e}"
        print(json.dumps(error), flush=True)


main()
