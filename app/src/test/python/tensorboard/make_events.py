"""Writes values of summaries and records as TensorBoard's own package makes them, in hexadecimal.

    pip install -r requirements.txt
    python make_events.py ../../resources/org/tagzoo/app/tensorboard/events.json
"""

import json
import os
import sys
import tempfile

import numpy
from tensorboard.compat.proto import event_pb2, summary_pb2
from tensorboard.plugins.hparams import plugin_data_pb2
from tensorboard.summary.writer.record_writer import RecordWriter

VALUES = [-1.5, -1e-3, 0.0, 0.0, 2e-13, 0.25, 0.26, 3.0]


def limits():
    above, limit = [], 1e-12
    while limit < 1e20:
        above.append(limit)
        limit *= 1.1
    largest = sys.float_info.max
    return [-largest] + [-x for x in reversed(above)] + [0.0] + above + [largest]


def histogram():
    values = numpy.array(VALUES, dtype=numpy.float32).astype(float)
    # A bucket holds what is below its limit, and not below the one before.
    edges = numpy.array(limits())
    buckets = numpy.searchsorted(edges, values, side="right")
    counts = numpy.bincount(buckets, minlength=len(edges))
    first, last = buckets.min(), buckets.max()
    return summary_pb2.HistogramProto(
        min=values.min(), max=values.max(), num=len(values), sum=values.sum(), sum_squares=(values * values).sum(),
        bucket_limit=edges[first : last + 1].tolist(), bucket=counts[first : last + 1].astype(float).tolist(),
    )


def hparams(tag, content):
    plugin = summary_pb2.SummaryMetadata.PluginData(plugin_name="hparams", content=content.SerializeToString())
    return summary_pb2.Summary.Value(tag=tag, metadata=summary_pb2.SummaryMetadata(plugin_data=plugin))


def begin(**setting):
    data = plugin_data_pb2.HParamsPluginData()
    ((name, value),) = setting.items()
    kind = "bool_value" if isinstance(value, bool) else "string_value" if isinstance(value, str) else "number_value"
    setattr(data.session_start_info.hparams[name], kind, value)
    return hparams("_hparams_/session_start_info", data)


def end():
    data = plugin_data_pb2.HParamsPluginData()
    data.session_end_info.status = 1
    return hparams("_hparams_/session_end_info", data)


def record(data):
    path = os.path.join(tempfile.mkdtemp(), "record")
    with open(path, "wb") as out:
        RecordWriter(out).write(data)
    with open(path, "rb") as file:
        return file.read()


def main(target):
    png = bytes([0x89, 0x50, 0x4E, 0x47])
    scalar = summary_pb2.Summary.Value(tag="loss/train", simple_value=0.625)
    event = event_pb2.Event(wall_time=1.5, step=3, summary=summary_pb2.Summary(value=[scalar]))
    image = summary_pb2.Summary.Image(height=2, width=3, colorspace=3, encoded_image_string=png)
    golden = {
        "scalar": scalar,
        "image": summary_pb2.Summary.Value(tag="filters", image=image),
        "histogram": summary_pb2.Summary.Value(tag="fc.weight", histo=histogram()),
        "number": begin(batchSize=64),
        "bool": begin(nesterov=True),
        "text": begin(model="cnn"),
        "end": end(),
        "event": event,
    }
    result = {name: message.SerializeToString().hex() for name, message in golden.items()}
    result["record"] = record(event.SerializeToString()).hex()
    with open(target, "w", encoding="utf-8") as out:
        json.dump(result, out, indent=1)
        out.write("\n")


main(sys.argv[1])
