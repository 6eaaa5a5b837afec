"""Compare pairs of models on LiteRT: same.py DIR, where DIR holds a/NAME and b/NAME.

Every pair gets the same random inputs; a line is printed for each pair whose outputs
differ, or of which only one loads and runs. The last line says how many ran on both sides.
"""
import pathlib
import sys

import numpy as np
from ai_edge_litert.interpreter import Interpreter, OpResolverType


def draw(rng, d):
    if d["dtype"] == np.bool_:
        return rng.integers(0, 2, d["shape"]).astype(np.bool_)
    if np.issubdtype(d["dtype"], np.floating):
        return rng.random(d["shape"]).astype(d["dtype"])
    if d["dtype"] in (np.int32, np.int64):
        return rng.integers(0, 3, d["shape"]).astype(d["dtype"])
    if d["dtype"] == np.bytes_ or d["dtype"] == np.object_:
        return np.full(d["shape"], b"text")
    info = np.iinfo(d["dtype"])
    return rng.integers(info.min, info.max + 1, d["shape"]).astype(d["dtype"])


def run(path):
    """The outputs of a run, or None when the model does not load or run."""
    try:
        it = Interpreter(str(path), experimental_op_resolver_type=OpResolverType.BUILTIN_REF)
        it.allocate_tensors()
        rng = np.random.default_rng(1)
        for d in it.get_input_details():
            it.set_tensor(d["index"], draw(rng, d))
        it.invoke()
        sigs = it.get_signature_list()
        return [it.get_tensor(d["index"]) for d in it.get_output_details()] + [np.array(str(sigs))]
    except (RuntimeError, ValueError, TypeError):
        return None


def equal(p, q):
    if p.dtype == np.object_:  # strings
        return p.tolist() == q.tolist()
    return p.tobytes() == q.tobytes()


def main():
    root = pathlib.Path(sys.argv[1])
    ran = 0
    for a in sorted((root / "a").iterdir()):
        x, y = run(a), run(root / "b" / a.name)
        if (x is None) != (y is None):
            print(f"{a.name}: only one of the two runs")
        elif x is not None:
            ran += 1
            if len(x) != len(y) or not all(map(equal, x, y)):
                print(f"{a.name}: outputs differ")
    print(f"ran {ran}")


main()
