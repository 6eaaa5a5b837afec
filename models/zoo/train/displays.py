"""Digits as displays show them: seven segments and dot matrices, drawn from numbers.

Everything returns an 8-bit mask: 255 where the display is lit.
"""
import math

from PIL import Image, ImageDraw

SIZE = 96  # side of a mask; it is reduced to the model's input later

#     a
#   f   b
#     g
#   e   c
#     d
SEGMENTS = ["abcdef", "bc", "abged", "abgcd", "fgbc", "afgcd", "afgedc", "abc", "abcdefg", "abcdfg"]
# The same digits as some makers draw them: 6 and 9 without their tails, 7 with a hook.
SEGMENTS_ALT = SEGMENTS[:6] + ["fgedc", "fabc", SEGMENTS[8], "abcfg"]

DOTS = [  # 5 by 7, one string a digit, rows from the top
    "01110 10001 10001 10001 10001 10001 01110",
    "00100 01100 00100 00100 00100 00100 01110",
    "01110 10001 00001 00010 00100 01000 11111",
    "11111 00010 00100 00010 00001 10001 01110",
    "00010 00110 01010 10010 11111 00010 00010",
    "11111 10000 11110 00001 00001 10001 01110",
    "00110 01000 10000 11110 10001 10001 01110",
    "11111 00001 00010 00100 01000 01000 01000",
    "01110 10001 10001 01110 10001 10001 01110",
    "01110 10001 10001 01111 00001 00010 01100",
]
DOTS_SQUARE = [
    "11111 10001 10001 10001 10001 10001 11111",
    "00100 01100 10100 00100 00100 00100 11111",
    "11111 00001 00001 11111 10000 10000 11111",
    "11111 00001 00001 01111 00001 00001 11111",
    "10001 10001 10001 11111 00001 00001 00001",
    "11111 10000 10000 11111 00001 00001 11111",
    "11111 10000 10000 11111 10001 10001 11111",
    "11111 00001 00001 00010 00010 00100 00100",
    "11111 10001 10001 11111 10001 10001 11111",
    "11111 10001 10001 11111 00001 00001 11111",
]
DOTS_HELD_OUT = [
    "01110 10001 10011 10101 11001 10001 01110",
    "00010 00110 01010 00010 00010 00010 00010",
    "01110 10001 00001 00110 01000 10000 11111",
    "01110 10001 00001 00110 00001 10001 01110",
    "10010 10010 10010 11111 00010 00010 00010",
    "11111 10000 10000 11110 00001 00001 11110",
    "01110 10000 10000 11110 10001 10001 01110",
    "11111 10001 00001 00010 00010 00100 00100",
    "01110 10001 01110 10001 10001 10001 01110",
    "01110 10001 10001 01111 00001 00001 01110",
]


def bar(draw, a, b, t, style):
    """Draws one segment from a to b, t thick: hexagonal, rectangular, round or mitred."""
    (x0, y0), (x1, y1) = a, b
    n = math.hypot(x1 - x0, y1 - y0)
    ux, uy = (x1 - x0) / n, (y1 - y0) / n
    h = t / 2
    at = lambda along, across: (x0 + ux * along - uy * across, y0 + uy * along + ux * across)
    if style == "round":
        draw.line([a, b], fill=255, width=max(1, round(t)))
        for x, y in (a, b):
            draw.ellipse([x - h, y - h, x + h, y + h], fill=255)
    elif style == "hex":
        draw.polygon([at(0, 0), at(h, h), at(n - h, h), at(n, 0), at(n - h, -h), at(h, -h)], fill=255)
    elif style == "mitre":
        draw.polygon([at(-h, h), at(n + h, h), at(n - h, -h), at(h, -h)], fill=255)
    else:
        draw.polygon([at(-h * 0.3, h), at(n + h * 0.3, h), at(n + h * 0.3, -h), at(-h * 0.3, -h)], fill=255)


def seven_segment(segments, rng, style):
    """Draws the named segments with random proportions."""
    im = Image.new("L", (SIZE, SIZE))
    d = ImageDraw.Draw(im)
    h = SIZE * rng.uniform(0.62, 0.84)
    w = h * rng.uniform(0.42, 0.62)
    t = h * rng.uniform(0.09, 0.19)
    gap = h * rng.uniform(0.0, 0.035)
    x0, x1, y0, y1 = (SIZE - w + t) / 2, (SIZE + w - t) / 2, (SIZE - h + t) / 2, (SIZE + h - t) / 2
    ym = (y0 + y1) / 2
    # Ends are given so that a mitred segment has its long side on the outside.
    place = {
        "a": ((x1 - gap, y0), (x0 + gap, y0)), "b": ((x1, ym - gap), (x1, y0 + gap)), "c": ((x1, y1 - gap), (x1, ym + gap)),
        "d": ((x0 + gap, y1), (x1 - gap, y1)), "e": ((x0, ym + gap), (x0, y1 - gap)), "f": ((x0, y0 + gap), (x0, ym - gap)),
        "g": ((x0 + gap, ym), (x1 - gap, ym)),
    }
    for s in segments:
        bar(d, *place[s], t, "hex" if s == "g" and style == "mitre" else style)
    return im


def dot_matrix(rows, rng):
    """Draws a pattern of dots, round or square, with random pitch and gap."""
    im = Image.new("L", (SIZE, SIZE))
    d = ImageDraw.Draw(im)
    pitch = SIZE * rng.uniform(0.60, 0.84) / 7
    r = pitch * rng.uniform(0.33, 0.52)
    across = rng.uniform(0.85, 1.05)
    shape = d.ellipse if rng.random() < 0.5 else d.rectangle
    for j, row in enumerate(rows.split()):
        for i, bit in enumerate(row):
            if bit == "1":
                x, y = SIZE / 2 + (i - 2) * pitch * across, SIZE / 2 + (j - 3) * pitch
                shape([x - r, y - r, x + r, y + r], fill=255)
    return im
