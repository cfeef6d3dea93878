"""What ChooseThresholds.java does, with scikit-learn: a loop of precision_recall_curve over the labels.

    python thresholds_peer.py SCORES TARGETS LABELS
"""

import json
import sys

import numpy
from sklearn.metrics import precision_recall_curve

from side_by_side import work_in_turns


def main():
    labels = int(sys.argv[3])
    scores = numpy.fromfile(sys.argv[1], "<f4").reshape(-1, labels)
    targets = numpy.fromfile(sys.argv[2], numpy.uint8).reshape(-1, labels)

    def choose():
        chosen = []
        for label in range(labels):
            precision, recall, thresholds = precision_recall_curve(targets[:, label], scores[:, label])
            f1 = 2 * precision * recall / numpy.maximum(precision + recall, 1e-12)
            chosen.append(float(thresholds[f1[:-1].argmax()]))
        return chosen

    print(json.dumps(choose()), flush=True)
    work_in_turns(choose)


main()
