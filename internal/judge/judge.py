"""Run .tflite models on LiteRT and write their tensors as .npy files.

Each line of standard input is a question, a JSON list

    [MODEL, KERNELS, OUT, ALL, SEED, RUNS, IN0.npy, IN1.npy, ...]

and is answered with a line: an empty JSON string, or what went wrong.

KERNELS is ref (reference kernels), builtin (optimised kernels) or xnnpack (LiteRT's
default on a CPU). Inputs that are not given are drawn with numpy's default_rng(SEED):
integers over their type's whole range (int32 and int64: 0..15), floats in [0, 1).
The model runs RUNS times on the same inputs, which matters to models that keep state.
OUT gets in_<i>.npy, out_<i>.npy and, with ALL = 1, every tensor as t_<index>.npy.
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
    if dtype == np.bool_:
        return rng.integers(0, 2, shape).astype(np.bool_)
    if np.issubdtype(dtype, np.floating):
        return rng.random(shape).astype(dtype)
    if dtype in (np.int32, np.int64):
        return rng.integers(0, 16, shape).astype(dtype)
    info = np.iinfo(dtype)
    return rng.integers(info.min, info.max + 1, shape).astype(dtype)


def answer(model, kernels, out, every, seed, runs, *given):
    out = pathlib.Path(out)
    it = Interpreter(model, num_threads=1, experimental_op_resolver_type=KERNELS[kernels],
                     experimental_preserve_all_tensors=every == "1")
    it.allocate_tensors()
    rng = np.random.default_rng(int(seed))
    for i, d in enumerate(it.get_input_details()):
        x = np.load(given[i]) if i < len(given) else draw(rng, d["dtype"], d["shape"])
        it.set_tensor(d["index"], x)
        np.save(out / f"in_{i}.npy", np.ascontiguousarray(x))
    for _ in range(int(runs)):
        it.invoke()
    for i, d in enumerate(it.get_output_details()):
        np.save(out / f"out_{i}.npy", np.ascontiguousarray(it.get_tensor(d["index"])))
    if every == "1":
        for d in it.get_tensor_details():
            try:
                np.save(out / f"t_{d['index']}.npy", np.ascontiguousarray(it.get_tensor(d["index"])))
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
