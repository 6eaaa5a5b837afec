"""Makes a photograph's crop of a mask: geometry, colours, light, blur, noise, JPEG."""
import io

import numpy as np
from PIL import Image, ImageFilter

from displays import SIZE

SIDE = 32  # of the model's input
GLOWS = [[1, .15, .1], [.2, 1, .3], [1, .6, .1], [.3, .6, 1], [1, 1, 1]]  # red, green, amber, blue, white


def warp(mask, rng):
    """Turns, shears, scales and shifts the mask, with a little perspective."""
    a = np.deg2rad(rng.uniform(-8, 8))
    shear = rng.uniform(-0.18, 0.18)
    sx, sy = rng.uniform(0.85, 1.3), rng.uniform(0.9, 1.2)
    m = np.array([[np.cos(a), -np.sin(a)], [np.sin(a), np.cos(a)]]) @ [[sx, shear], [0, sy]]
    c = SIZE / 2
    shift = rng.uniform(-0.08, 0.08, 2) * SIZE
    o = np.array([c, c]) + shift - m @ [c, c]
    g, h = rng.uniform(-0.0012, 0.0012, 2)
    k = 1 + (g + h) * c  # keeps the centre where it is
    coefficients = (m[0, 0] * k, m[0, 1] * k, o[0] * k, m[1, 0] * k, m[1, 1] * k, o[1] * k, g, h)
    return mask.transform((SIZE, SIZE), Image.PERSPECTIVE, coefficients, Image.BILINEAR)


def colours(rng, lit):
    """Background and foreground, at least a readable difference in lightness apart."""
    weigh = np.array([0.299, 0.587, 0.114])
    while True:
        kind = rng.integers(4)
        if lit and kind < 2:  # glowing on dark
            bg = rng.uniform(0, 60) * rng.uniform(0.6, 1, 3)
            fg = rng.uniform(120, 255) * np.clip(rng.choice(GLOWS) + rng.uniform(-.1, .2, 3), 0, 1)
        elif kind == 2:  # dark on light: liquid crystal, paper
            bg = rng.uniform(110, 255) * rng.uniform(0.75, 1, 3)
            fg = rng.uniform(0, 90) * rng.uniform(0.5, 1, 3)
        else:
            bg, fg = rng.uniform(0, 255, (2, 3))
        if abs((fg - bg) @ weigh) > 38:
            return bg, fg


def expose(mask, rng, lit=False, ghost=None):
    """Returns a SIDE by SIDE RGB picture (uint8) of the mask.

    lit: a display that may glow. ghost: a mask of segments that are off but visible."""
    bg, fg = colours(rng, lit)
    blur = rng.uniform(0, 2.6)
    alpha = reduce(mask, blur)
    if ghost is not None:
        alpha = np.maximum(alpha, reduce(ghost, blur) * rng.uniform(0.03, 0.14))
    y, x = np.mgrid[-1:1:SIDE * 1j, -1:1:SIDE * 1j]
    im = bg + alpha[..., None] * (fg - bg)
    slope = rng.uniform(-0.25, 0.25, 2)
    im = im * (1 + slope[0] * x + slope[1] * y)[..., None] * rng.uniform(0.75, 1.15)
    if rng.random() < 0.2:  # glare
        cx, cy, r = rng.uniform(-1, 1), rng.uniform(-1, 1), rng.uniform(0.15, 0.5)
        im = im + rng.uniform(30, 110) * np.exp(-((x - cx) ** 2 + (y - cy) ** 2) / r ** 2)[..., None]
    if rng.random() < 0.3:  # the window's edge
        edge = rng.uniform(0.78, 1.0)
        side = [x, -x, y, -y][rng.integers(4)]
        im = np.where((side > edge)[..., None], rng.uniform(0, 255, 3), im)
    im = im + rng.normal(0, rng.uniform(0, 16), (SIDE, SIDE, 1)) + rng.normal(0, rng.uniform(0, 6), (SIDE, SIDE, 3))
    im = np.clip(im, 0, 255).astype(np.uint8)
    if rng.random() < 0.5:
        im = jpeg(im, int(rng.integers(35, 95)))
    return im


def reduce(mask, blur):
    """Blurs a mask (radius in its own pixels) and scales it to 0..1 at the input's size."""
    small = mask.filter(ImageFilter.GaussianBlur(blur)).resize((SIDE, SIDE), Image.BOX)
    return np.asarray(small, np.float32) / 255


def jpeg(im, quality):
    """What is left of a picture after JPEG."""
    b = io.BytesIO()
    Image.fromarray(im).save(b, "JPEG", quality=quality)
    return np.asarray(Image.open(b).convert("RGB"))
