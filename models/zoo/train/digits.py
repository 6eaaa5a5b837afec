"""Trains, converts and measures the digits model.

    digits.py --fonts DIR --out DIR [--seed N] [--epochs N]

Writes digits.tflite, card.md, samples/ and, into testdata/ beside --out, the sheet of
held-out pictures that the accuracy test reads.
"""
import argparse
import collections
import json
import pathlib

import numpy as np
import tensorflow as tf
from PIL import Image

import cards
import convert
import digits_data as data
import fonts
import metadata
from camera import SIDE

EPOCHS = 12
LICENSE = "that of edged; trained on renderings of open fonts and on UCI digits (CC BY 4.0), see card.md"


def resnet(classes):
    """ResNet with three stages of one basic block (He et al. 2016, option B shortcuts)."""
    layers = tf.keras.layers

    def conv(x, filters, size, stride, relu=True):
        x = layers.Conv2D(filters, size, stride, "same", use_bias=False, kernel_regularizer=tf.keras.regularizers.L2(1e-4))(x)
        x = layers.BatchNormalization()(x)
        return layers.ReLU()(x) if relu else x

    image = tf.keras.Input((SIDE, SIDE, 3))
    x = conv(image, 16, 3, 2)
    for filters, stride in ((16, 1), (32, 2), (64, 2)):
        y = conv(conv(x, filters, 3, stride), filters, 3, 1, relu=False)
        if stride > 1:
            x = conv(x, filters, 1, stride, relu=False)
        x = layers.ReLU()(layers.Add()([x, y]))
    x = layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(image, layers.Dense(classes, activation="softmax")(x))


def training_set(where, seed):
    """Everything the model may see: (pictures, classes)."""
    families = fonts.files(where, fonts.TRAIN)
    raw, train, _ = data.handwriting(seed)
    hands = [data.written(raw, train, seed + 4 + i) for i in range(4)]
    parts = [
        data.rendered("font", 2200, seed + 1, families, False),
        data.rendered("display", 1800, seed + 2, families, False),
        data.rendered("none", 3500, seed + 3, families, False),
        *hands,
    ]
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def test_sets(where, seed):
    """Held-out pictures by name: of known and of unseen fonts and displays."""
    known, unseen = fonts.files(where, fonts.TRAIN), fonts.files(where, fonts.HELD_OUT)
    raw, _, test = data.handwriting(seed)
    return {
        "fonts seen in training": data.rendered("font", 100, seed + 11, known, False),
        "fonts not seen in training": data.rendered("font", 100, seed + 12, unseen, True),
        "displays seen in training": data.rendered("display", 100, seed + 13, known, False),
        "displays not seen in training": data.rendered("display", 100, seed + 14, known, True),
        "no digit": data.rendered("none", 500, seed + 15, unseen, True),
        "handwriting (UCI)": data.written(raw, test, seed + 16),
    }


def train(x, y, epochs, seed):
    """Fits the network; pictures are 0..1."""
    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    model = resnet(len(data.LABELS))
    batch = 128
    rate = tf.keras.optimizers.schedules.CosineDecay(3e-3, epochs * (len(x) // batch + 1))
    model.compile(tf.keras.optimizers.Adam(rate), tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    order = np.random.default_rng(seed).permutation(len(x))
    feed = tf.data.Dataset.from_tensor_slices((x[order], y[order])).shuffle(len(x), seed=seed).batch(batch)
    feed = feed.map(lambda a, b: (tf.cast(a, tf.float32) / 255, b)).prefetch(2)
    model.fit(feed, epochs=epochs, verbose=2)
    return model


def quantized(pictures):
    """The int8 input of uint8 pictures: q = pixel - 128."""
    return (pictures.astype(np.int16) - 128).astype(np.int8)


def accuracy(model, tflite, x, y):
    """Share of right answers, float and int8."""
    wide = model.predict(x / np.float32(255), batch_size=256, verbose=0).argmax(1)
    narrow = convert.answers(tflite, quantized(x)).argmax(1)
    return float((wide == y).mean()), float((narrow == y).mean())


def confusions(tflite, x, y, most=6):
    """The most frequent wrong answers: "3 as 8 (5), ..."."""
    got = convert.answers(tflite, quantized(x)).argmax(1)
    pairs = collections.Counter((data.LABELS[a], data.LABELS[b]) for a, b in zip(y, got) if a != b)
    return ", ".join(f"{a} as {b} ({n})" for (a, b), n in pairs.most_common(most))


def sheet(where, seed):
    """Held-out pictures as one picture, a row a class: 18 columns of unseen fonts, 18 of
    unseen displays, 6 of handwriting; the row of "none" has 42 of its own."""
    unseen = fonts.files(where, fonts.HELD_OUT)
    raw, _, test = data.handwriting(seed)
    rows = []
    f, fy = data.rendered("font", 18, seed + 21, unseen, True)
    d, dy = data.rendered("display", 18, seed + 22, unseen, True)
    for c in range(10):
        w, _ = data.written(raw, [i for i in test if raw.target[i] == c][:6], seed + 23)
        rows.append(np.concatenate([*f[fy == c], *d[dy == c], *w], 1))
    rows.append(np.concatenate(list(data.rendered("none", 42, seed + 24, unseen, True)[0]), 1))
    return np.concatenate(rows, 0)


def tiles(im):
    """The sheet's pictures and classes."""
    n = SIDE
    rows, columns = im.shape[0] // n, im.shape[1] // n
    x = im.reshape(rows, n, columns, n, 3).swapaxes(1, 2).reshape(-1, n, n, 3)
    return x, np.repeat(np.arange(rows), columns)


def samples(out, x, y, model):
    """Writes one rightly answered picture of each class as PNG."""
    out.mkdir(parents=True, exist_ok=True)
    got = convert.answers(model, quantized(x))
    for c, label in enumerate(data.LABELS):
        right = [i for i in np.flatnonzero(y == c) if got[i].argmax() == c]
        pick = right[-1 - c % 7] if c % 2 else right[c % 7]  # displays and fonts by turns
        Image.fromarray(x[pick]).save(out / f"{label}.png")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--fonts", required=True)
    p.add_argument("--out", required=True, type=pathlib.Path)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=EPOCHS)
    a = p.parse_args()
    fonts.fetch(a.fonts)
    x, y = training_set(a.fonts, a.seed)
    model = train(x, y, a.epochs, a.seed)
    calibration = x[np.random.default_rng(a.seed).permutation(len(x))[:500]] / np.float32(255)
    calibration[0, 0, 0, 0], calibration[0, 0, 0, 1] = 0, 1  # the input's scale is 1/255
    tflite = convert.int8(model, tf.TensorSpec((1, SIDE, SIDE, 3), tf.float32, name="image"), calibration, True)
    tflite = metadata.attach(tflite, metadata.image_classifier("digits", "Reads one digit of a meter or a display.", LICENSE),
                             {"labels.txt": "\n".join(data.LABELS) + "\n"})
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "digits.tflite").write_bytes(tflite)
    tests = test_sets(a.fonts, a.seed)
    figures = {name: accuracy(model, tflite, *t) for name, t in tests.items()}
    testdata = a.out.parent / "testdata"
    testdata.mkdir(exist_ok=True)
    Image.fromarray(sheet(a.fonts, a.seed)).save(testdata / "digits.jpg", quality=80, subsampling=0)
    sx, sy = tiles(np.asarray(Image.open(testdata / "digits.jpg").convert("RGB")))
    figures["the sheet in testdata"] = accuracy(model, tflite, sx, sy)
    print(json.dumps(figures, indent=1))
    unseen = [np.concatenate(v) for v in zip(*(tests[k] for k in tests if k.endswith("not seen in training") or k == "no digit"))]
    samples(a.out / "samples", *unseen, tflite)
    counts = {name: len(t[1]) for name, t in tests.items()} | {"the sheet in testdata": len(sy)}
    cards.write("digits", a.out, figures, counts, {**convert.describe(tflite), "size": len(tflite), "pictures": len(x),
                                                   "parameters": model.count_params(), "confusions": confusions(tflite, *unseen)})


if __name__ == "__main__":
    main()
