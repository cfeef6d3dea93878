"""Reads what compare --tensorboard wrote, by TensorBoard's own package, and prints it as JSON.

    pip install -r requirements.txt
    python read_events.py RUN/tensorboard/ROW
"""

import json
import sys

from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.hparams import plugin_data_pb2


def main(folder):
    events = EventAccumulator(folder, size_guidance={"scalars": 0, "histograms": 0, "images": 0, "tensors": 0})
    events.Reload()
    tags = events.Tags()
    result = {
        "scalars": {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in tags["scalars"]},
        "histograms": {},
        "images": {tag: [[e.step, e.width, e.height] for e in events.Images(tag)] for tag in tags["images"]},
        "settings": {},
        "status": None,
    }
    for tag in tags["histograms"]:
        (event,) = events.Histograms(tag)
        value = event.histogram_value
        result["histograms"][tag] = {"step": event.step, "min": value.min, "max": value.max, "num": value.num, "sum": value.sum, "sumSquares": value.sum_squares, "inBuckets": sum(value.bucket)}
    for tag, content in events.summary_metadata.items():
        if content.plugin_data.plugin_name == "hparams":
            data = plugin_data_pb2.HParamsPluginData.FromString(content.plugin_data.content)
            for name, setting in data.session_start_info.hparams.items():
                result["settings"][name] = getattr(setting, setting.WhichOneof("kind"))
            if data.HasField("session_end_info"):
                result["status"] = data.session_end_info.status
    print(json.dumps(result, indent=1))


main(sys.argv[1])
