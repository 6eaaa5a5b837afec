"""Writes the small pictures that Go's encoders cannot: CMYK and progressive JPEGs, and a
paletted PNG with transparency. Each is 16x8: left half (200, 40, 60), right (20, 90, 220).

    python make.py        needs Pillow
"""
import pathlib

from PIL import Image

here = pathlib.Path(__file__).parent
m = Image.new("RGB", (16, 8), (200, 40, 60))
m.paste((20, 90, 220), (8, 0, 16, 8))
m.convert("CMYK").save(here / "cmyk.jpg", quality=95)
m.save(here / "progressive.jpg", quality=95, progressive=True)
m.save(here / "subsampled.jpg", quality=95, subsampling=2)
p = m.quantize(4)
p.save(here / "palette.png", transparency=0)
