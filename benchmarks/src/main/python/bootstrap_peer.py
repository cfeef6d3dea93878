"""The intervals that DrawAgain.java computes, with numpy.

    python bootstrap_peer.py DECISIONS TARGETS LABELS loop|micro|all

`loop` computes the interval of the micro F1 alone, as it is written first: each draw takes rows of decisions and of targets
and counts them. `micro` is the same as fast as numpy was found to do it: counts of each image are summed over its labels once, and the images of
all draws are gathered at once (multinomial counts, or a loop over the draws, took longer). `all` computes those of the
macro, weighted, samples and each label's F1 too, as TagZoo does: how often each draw has each image, times what each image
adds, is one product of matrices. Both print the ends of the micro F1's interval.
"""

import json
import sys

import numpy

from side_by_side import work_in_turns

RESAMPLES = 1000


def ratio(part, whole):
    return numpy.divide(part, whole, out=numpy.zeros(part.shape), where=whole != 0)


def main():
    labels, kind = int(sys.argv[3]), sys.argv[4]
    decisions, targets = (numpy.fromfile(path, numpy.uint8).reshape(-1, labels) for path in sys.argv[1:3])
    images = len(targets)
    random = numpy.random.default_rng(1)

    def ends(f1):
        return numpy.percentile(f1, [2.5, 97.5], axis=0)

    def loop():
        f1 = numpy.empty(RESAMPLES)
        for draw in range(RESAMPLES):
            rows = random.integers(0, images, images)
            attached, truth = decisions[rows], targets[rows]
            f1[draw] = 2 * (attached & truth).sum() / (attached.sum() + truth.sum())
        return ends(f1)

    def micro():
        hits = (decisions & targets).sum(1)
        wrong = (decisions ^ targets).sum(1)
        drawn = random.integers(0, images, (RESAMPLES, images))
        hits, wrong = hits.take(drawn).sum(1), wrong.take(drawn).sum(1)
        return ends(ratio(2 * hits, 2 * hits + wrong))

    def all_():
        hits, wrong = decisions & targets, decisions ^ targets
        of_image = ratio(2 * hits.sum(1), 2 * hits.sum(1) + wrong.sum(1))
        adds = numpy.column_stack([hits, wrong, targets, of_image]).astype(numpy.float32)
        drawn = random.integers(0, images, (RESAMPLES, images)) + images * numpy.arange(RESAMPLES)[:, None]
        times = numpy.bincount(drawn.ravel(), minlength=RESAMPLES * images).reshape(RESAMPLES, images)
        sums = times.astype(numpy.float32) @ adds
        hits, wrong, support = (sums[:, i * labels : (i + 1) * labels] for i in range(3))
        f1 = ratio(2 * hits, 2 * hits + wrong)
        all_hits, all_wrong = hits.sum(1), wrong.sum(1)
        averages = [ratio(2 * all_hits, 2 * all_hits + all_wrong), f1.mean(1)]
        averages += [ratio((f1 * support).sum(1), support.sum(1)), sums[:, -1] / images]
        return ends(numpy.column_stack([*averages, f1]))[:, 0]

    work = {"loop": loop, "micro": micro, "all": all_}[kind]
    print(json.dumps(work().tolist()), flush=True)
    work_in_turns(work)


main()
