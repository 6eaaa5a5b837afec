"""Writes TFLite metadata into a model: what its input and output mean, labels, tokenizer.

The metadata is a FlatBuffer of its own (identifier M001) in a buffer of the model named
TFLITE_METADATA; labels and vocabularies follow the model as a ZIP. Slot numbers below are
the order of the fields in metadata_schema.fbs of tflite-support.
"""
import io
import zipfile

import flatbuffers
from tensorflow.lite.python import schema_py_generated as schema

AXIS_LABELS, VOCABULARY = 2, 5  # AssociatedFileType
IMAGE, FEATURE = 2, 1  # ContentProperties
NORMALIZATION, REGEX = 1, 6  # ProcessUnitOptions
RGB = 1


class Writer:
    """Tables by slot, over flatbuffers.Builder. A value is an offset, a (kind, number)
    pair for scalars, or None for a field that is left out."""

    def __init__(self):
        self.b = flatbuffers.Builder(1024)

    def text(self, s):
        return self.b.CreateString(s)

    def floats(self, values):
        self.b.StartVector(4, len(values), 4)
        for v in reversed(values):
            self.b.PrependFloat32(v)
        return self.b.EndVector()

    def list(self, offsets):
        self.b.StartVector(4, len(offsets), 4)
        for o in reversed(offsets):
            self.b.PrependUOffsetTRelative(o)
        return self.b.EndVector()

    def table(self, *fields):
        self.b.StartObject(len(fields))
        for slot, v in enumerate(fields):
            if v is None:
                continue
            if isinstance(v, tuple):
                self.b.PrependInt8Slot(slot, v[1], 0)
            else:
                self.b.PrependUOffsetTRelativeSlot(slot, v, 0)
        return self.b.EndObject()

    def file(self, name, description, kind):
        return self.table(self.text(name), self.text(description), ("byte", kind))

    def unit(self, kind, options):
        return self.table(("byte", kind), options)

    def content(self, kind, properties):
        return self.table(("byte", kind), properties)

    def tensor(self, name, description, content, units, low, high, files):
        stats = self.table(self.floats([high]), self.floats([low])) if high is not None else None
        return self.table(self.text(name), self.text(description), None, content,
                          self.list(units) if units else None, stats, self.list(files) if files else None)

    def model(self, name, description, license, inputs, outputs):
        sub = self.table(None, None, self.list(inputs), self.list(outputs))
        root = self.table(self.text(name), self.text(description), self.text("v1"), self.list([sub]),
                          self.text("edged"), self.text(license), None, self.text("1.2.1"))
        self.b.Finish(root, b"M001")
        return bytes(self.b.Output())


def image_classifier(name, description, license):
    """Metadata of a classifier of RGB pictures: input = pixel / 255."""
    w = Writer()
    units = [w.unit(NORMALIZATION, w.table(w.floats([0.0]), w.floats([255.0])))]
    rgb = w.content(IMAGE, w.table(("byte", RGB)))
    image = w.tensor("image", "The picture, resized to the input.", rgb, units, 0.0, 1.0, None)
    labels = w.file("labels.txt", "One class a line.", AXIS_LABELS)
    out = w.tensor("probability", "One a class.", w.content(FEATURE, w.table()), None, 0.0, 1.0, [labels])
    return w.model(name, description, license, [image], [out])


def text_classifier(name, description, license, delimiters):
    """Metadata of a classifier of texts that a regular expression splits into words."""
    w = Writer()
    vocab = w.file("vocab.txt", "A word and its number a line.", VOCABULARY)
    units = [w.unit(REGEX, w.table(w.text(delimiters), w.list([vocab])))]
    text = w.tensor("input_text", "Numbers of the words.", w.content(FEATURE, w.table()), units, None, None, None)
    labels = w.file("labels.txt", "One class a line.", AXIS_LABELS)
    out = w.tensor("probability", "One a class.", w.content(FEATURE, w.table()), None, 0.0, 1.0, [labels])
    return w.model(name, description, license, [text], [out])


def attach(model, metadata, files):
    """Returns the model with its metadata inside and the named files appended as a ZIP."""
    m = schema.ModelT.InitFromPackedBuf(bytearray(model), 0)
    m.description = b"edged zoo"
    buffer = schema.BufferT()
    buffer.data = list(metadata)
    m.buffers.append(buffer)
    entry = schema.MetadataT()
    entry.name, entry.buffer = "TFLITE_METADATA", len(m.buffers) - 1
    m.metadata = [x for x in (m.metadata or []) if x.name not in (b"CONVERSION_METADATA", b"TFLITE_METADATA")] + [entry]
    b = flatbuffers.Builder(len(model) + 65536)
    b.Finish(m.Pack(b), b"TFL3")
    out = io.BytesIO(bytes(b.Output()))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_STORED) as z:
        for name, text in files.items():
            z.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), text)
    return out.getvalue()
