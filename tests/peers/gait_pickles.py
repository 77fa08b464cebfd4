"""Writes trials in the format of GaitMotion, made up, with Debian's numpy and pandas.

    gait_pickles.py FOLDER

Six channels (sample number + channel/10), one more column, the step mask, and a last column; a table
with Stride_length in cm among columns of other types. One file for each protocol, 2 to 5, and
layout: 'rows'; 'columns', where x is stored column by column; and 'old', where the table is stored
the way pandas did before 1.3.

tests/peers/gaitmotion/Normal/P3_2_walk_L.pkl is such a file: protocol 4, rows.
"""

import copyreg
import pickle
import sys

import numpy as np
import pandas as pd
from pandas.core.internals.managers import BlockManager

SWINGS = [(40, 60), (100, 125), (160, 180)]
BEFORE, AFTER, SAMPLES = 10, 200, 220


def mask():
    steps = np.ones(SAMPLES)
    steps[BEFORE:AFTER] = 0
    for begin, end in SWINGS:
        steps[begin:end] = 1
    return steps


def samples():
    number = np.arange(SAMPLES)[:, None]
    channels = number + np.arange(6) / 10
    return np.hstack([channels, -number, mask()[:, None], mask()[:, None] * 2])


def table():
    return pd.DataFrame(
        {
            "Trial": np.array([2, 2, 2, 2], dtype=np.int16),
            "Stride_length": [np.nan, 101.5, 99.25, 134.0],
            "Side": ["L", "L", "L", "L"],
            "Valid": [False, True, True, True],
            "Step_time": np.array([0, 0.5, 0.25, 0.75], dtype=np.float32),
            "Count": np.array([0, 1, 2, 2**64 - 1024], dtype=np.uint64),
            "Velocity": [1.0, 2.0, 3.0, 4.0],
        }
    )


class OldPickler(pickle.Pickler):
    """Stores a table's blocks in the state that pandas 0.14 to 1.2 had."""

    def reducer_override(self, obj):
        if not isinstance(obj, BlockManager):
            return NotImplemented
        axes = list(obj.axes)
        blocks = [{"values": b.values, "mgr_locs": b.mgr_locs.indexer} for b in obj.blocks]
        state = (axes, [], [], {"0.14.1": {"axes": axes, "blocks": blocks}})
        return copyreg.__newobj__, (BlockManager,), state


def main(folder):
    for protocol in range(2, 6):
        for layout in ["rows", "columns", "old"]:
            x = np.asfortranarray(samples()) if layout == "columns" else samples()
            pickler = OldPickler if layout == "old" else pickle.Pickler
            with open(f"{folder}/P{protocol}_1_{layout}_R.pkl", "wb") as file:
                pickler(file, protocol).dump((x, table(), np.array([1, 2, 3])))


if __name__ == "__main__":
    main(sys.argv[1])
