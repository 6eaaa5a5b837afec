"""Trains, converts and measures the sentiment model.

    sentiment.py --data DIR --out DIR [--seed N] [--epochs N]

DIR of --data holds the UCI sentiment sentences. Writes sentiment.tflite and card.md, and
the line numbers of the held-out sentences into testdata/ beside --out.
"""
import argparse
import json
import pathlib

import numpy as np
import tensorflow as tf

import cards
import convert
import metadata
import text_data as data

HERE = pathlib.Path(__file__).parent
EPOCHS = 20
LICENSE = "that of edged; trained on the UCI Sentiment Labelled Sentences (CC BY 4.0), see card.md"


class Vectors(tf.keras.layers.Layer):
    """Word vectors, looked up by a bare gather: Keras' own Embedding adds operators that
    count negative numbers from the end."""

    def __init__(self, words, width):
        super().__init__()
        self.table = self.add_weight(shape=(words, width), initializer="uniform", regularizer=tf.keras.regularizers.L2(1e-5))

    def call(self, ids):
        return tf.gather(self.table, ids)

    def compute_output_shape(self, shape):
        return (*shape, self.table.shape[1])


def network(words, width=16, filters=16):
    """Word vectors, a convolution over three words, the mean over the sentence."""
    layers = tf.keras.layers
    ids = tf.keras.Input((data.LENGTH,), dtype="int32")
    x = Vectors(words, width)(ids)
    x = layers.SpatialDropout1D(0.2)(x)
    x = layers.Reshape((1, data.LENGTH, width))(x)
    x = layers.Conv2D(filters, (1, 3), padding="same", activation="relu")(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    return tf.keras.Model(ids, layers.Dense(len(data.LABELS), activation="softmax")(x))


def drop_words(x, rng, share=0.15):
    """Copies x with a share of its words unknown, so that the model learns to do without."""
    x = x.copy()
    x[(rng.random(x.shape) < share) & (x > data.UNKNOWN)] = data.UNKNOWN
    return x


def augmented(x, y, lexicon, epochs, seed):
    """Yields one epoch after the other: the sentences with words dropped, and the lexicon."""
    rng = np.random.default_rng(seed)
    lx, ly = lexicon
    for _ in range(epochs):
        ax, ay = np.concatenate([drop_words(x, rng), lx]), np.concatenate([y, ly])
        order = rng.permutation(len(ay))
        yield ax[order], ay[order]


def train(x, y, lexicon, words, epochs, seed):
    """Fits the network."""
    tf.keras.utils.set_random_seed(seed)
    tf.config.experimental.enable_op_determinism()
    model = network(words)
    steps = epochs * ((len(x) + len(lexicon[0])) // 32 + 1)
    rate = tf.keras.optimizers.schedules.CosineDecay(4e-3, steps)
    model.compile(tf.keras.optimizers.Adam(rate), tf.keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    for ax, ay in augmented(x, y, lexicon, epochs, seed):
        model.fit(ax, ay, batch_size=32, epochs=1, verbose=0)
    return model


def lexicon_rows(vocab):
    """The lexicon as sentences of one word."""
    pairs = list(data.lexicon(HERE / "lexicon.txt"))
    return data.encode([w for w, _ in pairs], vocab), np.array([c for _, c in pairs])


def accuracy(model, tflite, x, y):
    """Share of right answers, float and int8."""
    wide = model.predict(x, verbose=0).argmax(1)
    narrow = convert.answers(tflite, x).argmax(1)
    return float((wide == y).mean()), float((narrow == y).mean())


def own_sentences(path):
    """Sentences written for edged: TSV of class and text."""
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [t for _, t in rows], np.array([data.LABELS.index(c) for c, _ in rows])


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True, type=pathlib.Path)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--epochs", type=int, default=EPOCHS)
    a = p.parse_args()
    everything = list(data.sentences(a.data))
    learn = [s for s in everything if not data.held_out(s[2])]
    test = [s for s in everything if data.held_out(s[2])]
    texts, y = [s[2] for s in learn], np.array([s[3] for s in learn])
    vocab = data.vocabulary(texts, [w for w, _ in data.lexicon(HERE / "lexicon.txt")])
    x = data.encode(texts, vocab)
    lexicon = lexicon_rows(vocab)
    model = train(x, y, lexicon, len(vocab) + data.UNKNOWN + 1, a.epochs, a.seed)
    spec = tf.TensorSpec((1, data.LENGTH), tf.int32, name="input_text")
    tflite = convert.int8(model, spec, np.concatenate([x[:400], lexicon[0][:100]]), False)
    about = metadata.text_classifier("sentiment", "Says whether a short review praises or blames.", LICENSE, data.DELIMITERS)
    tflite = metadata.attach(tflite, about, {"vocab.txt": data.spelled(vocab), "labels.txt": "\n".join(data.LABELS) + "\n"})
    a.out.mkdir(parents=True, exist_ok=True)
    (a.out / "sentiment.tflite").write_bytes(tflite)
    testdata = a.out.parent / "testdata"
    testdata.mkdir(exist_ok=True)
    (testdata / "sentiment_held_out.tsv").write_text("".join(f"{s[0]}\t{s[1]}\n" for s in test))
    sets = {f"UCI, {name}": [s for s in test if s[0] == name] for name in data.FILES} | {"UCI, both": test}
    sets = {k: ([s[2] for s in v], np.array([s[3] for s in v])) for k, v in sets.items()}
    sets["sentences of ours"] = own_sentences(testdata / "sentiment_own.tsv")
    figures = {k: accuracy(model, tflite, data.encode(t, vocab), c) for k, (t, c) in sets.items()}
    print(json.dumps(figures, indent=1))
    cards.write("sentiment", a.out, figures, {k: len(c) for k, (_, c) in sets.items()},
                {**convert.describe(tflite), "size": len(tflite), "sentences": len(learn), "words": len(vocab),
                 "lexicon": len(lexicon[0])})


if __name__ == "__main__":
    main()
