"""The digits data: pictures of meters' digits, made from numbers, and handwriting.

A sample depends on its seed alone. Class 10 is "none": a crop without a digit.
"""
import functools
import multiprocessing

import numpy as np
from PIL import Image, ImageDraw, ImageFont

import displays
from camera import expose, warp
from displays import SIZE

LABELS = [str(d) for d in range(10)] + ["none"]
NONE = 10


@functools.lru_cache(maxsize=512)
def font(path, size):
    return ImageFont.truetype(path, size)


def printed(digit, rng, families):
    """A digit in one of the fonts, often with parts of its neighbours."""
    family = families[rng.integers(len(families))]
    f = font(family[rng.integers(len(family))], int(SIZE * rng.uniform(0.72, 1.08)))
    im = Image.new("L", (SIZE, SIZE))
    d = ImageDraw.Draw(im)
    if digit is not None:
        box = f.getbbox(str(digit))
        x, y = (SIZE - box[0] - box[2]) / 2, (SIZE - box[1] - box[3]) / 2
        d.text((x, y), str(digit), 255, f)
    else:
        y = (SIZE - sum(f.getbbox("0")[1::2])) / 2
    if rng.random() < 0.4:
        pitch = f.getlength("0") * rng.uniform(1.05, 1.6) if digit is not None else SIZE * rng.uniform(0.55, 0.8)
        for side in (-1, 1):
            n = str(rng.integers(10))
            d.text((SIZE / 2 + side * pitch - f.getlength(n) / 2, y), n, 255, f)
    return im


def display(digit, rng, held_out):
    """A digit of a seven-segment or dot-matrix display; held_out picks the unseen makes."""
    if rng.random() < 0.3:
        table = displays.DOTS_HELD_OUT if held_out else (displays.DOTS, displays.DOTS_SQUARE)[rng.integers(2)]
        return displays.dot_matrix(table[digit], rng), None
    table = (displays.SEGMENTS, displays.SEGMENTS_ALT)[int(rng.random() < 0.3)]
    style = "mitre" if held_out else ("hex", "rect", "round")[rng.integers(3)]
    seed = rng.integers(1 << 31)
    mask = displays.seven_segment(table[digit], np.random.default_rng(seed), style)
    ghost = displays.seven_segment("abcdefg", np.random.default_rng(seed), style) if rng.random() < 0.3 else None
    return mask, ghost


def nothing(rng, families):
    """A crop without a digit: blank, neighbours only, unlit segments, a dash, a point, a scratch."""
    kind = rng.integers(6)
    blank = Image.new("L", (SIZE, SIZE))
    d = ImageDraw.Draw(blank)
    if kind == 1:
        return printed(None, rng, families), None
    if kind == 2:
        return blank, displays.seven_segment("abcdefg", rng, ("hex", "rect", "round")[rng.integers(3)])
    if kind == 3:
        return displays.seven_segment("g", rng, "hex"), None
    if kind == 4:
        x, y, r = *rng.uniform(0.1, 0.9, 2) * SIZE, rng.uniform(3, 9)
        d.ellipse([x - r, y - r, x + r, y + r], fill=255)
    if kind == 5:
        d.line([tuple(p) for p in rng.uniform(0, SIZE, (2, 2))], fill=255, width=int(rng.integers(1, 8)))
    return blank, None


def make(kind, digit, seed, families, held_out):
    """One picture: kind is "font", "display" or "none"."""
    rng = np.random.default_rng(seed)
    if kind == "none":
        mask, ghost = nothing(rng, families)
    elif kind == "font":
        mask, ghost = printed(digit, rng, families), None
    else:
        mask, ghost = display(digit, rng, held_out)
    state = rng.bit_generator.state
    mask = warp(mask, rng)
    if ghost is not None:
        again = np.random.default_rng()
        again.bit_generator.state = state
        ghost = warp(ghost, again)
    return expose(mask, rng, lit=kind != "font", ghost=ghost)


def job(a):
    return make(*a)


def rendered(kind, per_digit, seed, families, held_out):
    """per_digit pictures of every digit (of "none" alone for kind "none"), and their classes."""
    digits = [None] if kind == "none" else range(10)
    jobs = [(kind, d, [seed, i, 99 if d is None else d], families, held_out) for i in range(per_digit) for d in digits]
    with multiprocessing.Pool() as pool:
        x = np.stack(pool.map(job, jobs, chunksize=256))
    y = np.array([NONE if j[1] is None else j[1] for j in jobs])
    return x, y


def handwriting(seed):
    """scikit-learn's digits (UCI 80, CC BY 4.0), as pictures: train and test halves, 4 to 1."""
    from sklearn.datasets import load_digits
    raw = load_digits()
    order = np.random.default_rng(seed).permutation(len(raw.target))
    test, train = order[:len(order) // 5], order[len(order) // 5:]
    return raw, train, test


def written(raw, picks, seed):
    """Pictures of the handwritten digits with those indices."""
    out = []
    for i in picks:
        rng = np.random.default_rng([seed, int(i)])
        big = Image.fromarray((raw.images[i] / 16 * 255).astype(np.uint8)).resize((SIZE * 8 // 10,) * 2, Image.BICUBIC)
        mask = Image.new("L", (SIZE, SIZE))
        mask.paste(big, ((SIZE - big.width) // 2,) * 2)
        out.append(expose(warp(mask, rng), rng))
    return np.stack(out), raw.target[picks]
