"""The interval of the micro F1 that DrawAgain.java computes, with numpy, and none of its other intervals.

    python bootstrap_peer.py DECISIONS TARGETS LABELS

Counts of each image are summed over its labels once; the images of all draws are then gathered at once. (numpy's
`multinomial`, or a loop over the draws, took longer.)
"""

import json
import sys

import numpy

from side_by_side import work_in_turns

RESAMPLES = 1000


def main():
    labels = int(sys.argv[3])
    decisions, targets = (numpy.fromfile(path, numpy.uint8).reshape(-1, labels) for path in sys.argv[1:3])
    random = numpy.random.default_rng(1)

    def interval():
        hits = (decisions & targets).sum(1, dtype=numpy.int32)
        wrong = (decisions ^ targets).sum(1, dtype=numpy.int32)
        drawn = random.integers(0, len(hits), (RESAMPLES, len(hits)), numpy.int32)
        hits, wrong = hits[drawn].sum(1), wrong[drawn].sum(1)
        return numpy.percentile(2 * hits / (2 * hits + wrong), [2.5, 97.5]).tolist()

    print(json.dumps(interval()), flush=True)
    work_in_turns(interval)


main()
