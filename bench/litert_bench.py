"""Time models on LiteRT, for edged's benchmark to compare itself with.

Reads one JSON object per line on stdin, {"model": PATH, "kernels": "ref", "threads": 1,
"runs": 20}, and answers each with a list of milliseconds. Interpreters are kept, so that
the benchmark can take turns with it, run by run. With "tensors", a list of numbers, the
answer is where these lie: a list of [address, bytes].
"""
import json
import sys
import time

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType

KERNELS = {
    "ref": OpResolverType.BUILTIN_REF,
    "builtin": OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
    "xnnpack": OpResolverType.AUTO,
}


def load(model, kernels, threads):
    it = Interpreter(model, num_threads=threads, experimental_op_resolver_type=KERNELS[kernels])
    it.allocate_tensors()
    rng = np.random.default_rng(0)
    for d in it.get_input_details():
        if np.issubdtype(d["dtype"], np.floating):
            x = rng.random(d["shape"]).astype(d["dtype"])
        elif d["dtype"] in (np.int32, np.int64):
            x = rng.integers(0, 2, d["shape"]).astype(d["dtype"])
        else:
            info = np.iinfo(d["dtype"])
            x = rng.integers(info.min, info.max + 1, d["shape"]).astype(d["dtype"])
        it.set_tensor(d["index"], x)
    it.invoke()
    return it


def place(it, index):
    a = it.tensor(index)()
    return [a.__array_interface__["data"][0], a.nbytes]


def main():
    kept = {}
    for line in sys.stdin:
        q = json.loads(line)
        key = (q["model"], q["kernels"], q["threads"])
        if key not in kept:
            kept[key] = load(*key)
        if q.get("tensors"):
            print(json.dumps([place(kept[key], i) for i in q["tensors"]]), flush=True)
            continue
        times = []
        for _ in range(q["runs"]):
            t = time.perf_counter()
            kept[key].invoke()
            times.append((time.perf_counter() - t) * 1e3)
        print(json.dumps(times), flush=True)


main()
