"""Keras to .tflite, whole int8, and what a .tflite answers."""
import numpy as np
import tensorflow as tf
from tensorflow.python.framework.convert_to_constants import convert_variables_to_constants_v2

KERNELS = tf.lite.experimental.OpResolverType.BUILTIN_REF


def int8(model, signature, samples, integer_io):
    """Converts a model with every operator in int8, calibrated with samples.

    integer_io leaves no float input or output."""
    run = tf.function(lambda x: model(x, training=False), input_signature=[signature])
    frozen = convert_variables_to_constants_v2(run.get_concrete_function())
    c = tf.lite.TFLiteConverter.from_concrete_functions([frozen])
    c.optimizations = [tf.lite.Optimize.DEFAULT]
    c.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS_INT8]
    c.representative_dataset = lambda: ([s[None]] for s in samples)
    if integer_io:
        c.inference_input_type = c.inference_output_type = tf.int8
    else:
        c.inference_output_type = tf.int8
    return c.convert()


def answers(model, inputs):
    """Runs a .tflite on TFLite's reference kernels; returns the raw outputs, one a row."""
    it = tf.lite.Interpreter(model_content=model, experimental_op_resolver_type=KERNELS)
    it.allocate_tensors()
    i, o = it.get_input_details()[0]["index"], it.get_output_details()[0]["index"]
    out = []
    for x in inputs:
        it.set_tensor(i, x[None])
        it.invoke()
        out.append(it.get_tensor(o)[0].copy())
    return np.stack(out)


def describe(model):
    """Lists a .tflite's operators, input and output for its card."""
    it = tf.lite.Interpreter(model_content=model, experimental_op_resolver_type=KERNELS)
    it.allocate_tensors()
    names = sorted({d["op_name"] for d in it._get_ops_details()} - {"DELEGATE"})

    def show(d):
        scale, zero = d["quantization"]
        shape = "×".join(map(str, d["shape"]))
        return f"{d['dtype'].__name__} {shape}" + (f", real = {scale:.6g} × (q − {zero})".replace("(q − -", "(q + ") if scale else "")

    return {"operators": ", ".join(names), "input": show(it.get_input_details()[0]), "output": show(it.get_output_details()[0])}
