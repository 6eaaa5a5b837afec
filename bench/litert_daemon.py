"""The daemon one would write in an afternoon: paho, LiteRT and JSON. edged's benchmark
sends it the same requests.

    litert_daemon.py HOST PORT DEVICE NAME=MODEL.tflite ...

Answers v2 JSON requests on edged/DEVICE/models/NAME/infer/ID at .../response/ID.
"""
import json
import sys

import numpy as np
import paho.mqtt.client as mqtt
from ai_edge_litert.interpreter import Interpreter

DATATYPES = {"float32": "FP32", "int8": "INT8", "uint8": "UINT8", "int32": "INT32", "int64": "INT64"}


def answer(name, it, payload):
    request = json.loads(payload)
    for d, given in zip(it.get_input_details(), request["inputs"]):
        it.set_tensor(d["index"], np.array(given["data"], d["dtype"]).reshape(given["shape"]))
    it.invoke()
    outputs = []
    for d in it.get_output_details():
        y = it.get_tensor(d["index"])
        outputs.append({"name": d["name"], "datatype": DATATYPES[y.dtype.name], "shape": y.shape, "data": y.ravel().tolist()})
    return json.dumps({"model_name": name, "id": request.get("id"), "outputs": outputs})


def main():
    host, port, device, *models = sys.argv[1:]
    kept = {}
    for m in models:
        name, path = m.split("=", 1)
        kept[name] = Interpreter(path, num_threads=1)
        kept[name].allocate_tensors()
    base = f"edged/{device}/models/"

    def connected(client, *_):
        client.subscribe(base + "+/infer/+", qos=1)

    def subscribed(client, *_):
        print("ready", flush=True)

    def message(client, _, m):
        name, _, request_id = m.topic.removeprefix(base).split("/", 2)
        client.publish(f"{base}{name}/response/{request_id}", answer(name, kept[name], m.payload), qos=1)

    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.on_connect, client.on_subscribe, client.on_message = connected, subscribed, message
    client.connect(host, int(port))
    client.loop_forever()


main()
