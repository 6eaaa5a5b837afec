"""The sentiment data: how sentences become word numbers, and which are held out."""
import hashlib
import pathlib
import re

import numpy as np

LABELS = ["Negative", "Positive"]
DELIMITERS = r"[^\w\']+"
LENGTH = 64  # words a sentence, the first being START
PAD, START, UNKNOWN = 0, 1, 2
FILES = ("amazon_cells_labelled.txt", "imdb_labelled.txt")
HELD_OUT = 5  # one sentence in five


def words(text):
    """Splits as a RegexTokenizer does. Words keep their case; the vocabulary knows it."""
    return [w for w in re.split(DELIMITERS, text, flags=re.ASCII) if w]


def sentences(folder):
    """Yields (file, line number from 1, text, class) of the UCI sentences."""
    for name in FILES:
        lines = (pathlib.Path(folder) / name).read_text(encoding="utf-8").split("\n")
        for number, line in enumerate(lines, 1):
            text, tab, label = line.rpartition("\t")
            if tab:
                yield name, number, text.strip(), int(label)


def held_out(text):
    """Whether a sentence is for testing: by a hash of its words, so that repetitions stay
    on one side."""
    key = " ".join(words(text.lower())).encode()
    return hashlib.sha256(key).digest()[0] % HELD_OUT == 0


def lexicon(path):
    """Yields (word, class) from lexicon.txt."""
    label = None
    for line in pathlib.Path(path).read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if line.startswith("["):
            label = LABELS.index(line.strip("[]").capitalize())
            continue
        for entry in line.split():
            for w in words(entry):
                yield w, label


def vocabulary(texts, extra):
    """Numbers the words that occur twice or more in texts, and all of extra; lower case."""
    count = {}
    for t in texts:
        for w in words(t.lower()):
            count[w] = count.get(w, 0) + 1
    known = {w for w, n in count.items() if n > 1} | set(extra)
    return {w: i for i, w in enumerate(sorted(known), UNKNOWN + 1)}


def spelled(vocab):
    """The lines of vocab.txt: each word in lower case, capitalised and in capitals has one
    number, because a RegexTokenizer does not fold case."""
    lines = ["<PAD> 0", "<START> 1", "<UNKNOWN> 2"]
    for w, i in vocab.items():
        lines += [f"{v} {i}" for v in dict.fromkeys((w, w.capitalize(), w.upper()))]
    return "\n".join(lines) + "\n"


def encode(texts, vocab):
    """Sentences as rows of LENGTH numbers."""
    out = np.full((len(texts), LENGTH), PAD, np.int32)
    for row, t in zip(out, texts):
        ids = [START] + [vocab.get(w.lower(), UNKNOWN) for w in words(t)]
        row[:len(ids[:LENGTH])] = ids[:LENGTH]
    return out
