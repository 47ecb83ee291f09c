"""Writes numpy_print.jsonl: what NumPy prints for a few hundred float32 arrays.

    /usr/bin/python3 numpy_print.py [COUNT [SEED]] > numpy_print.jsonl

The first line names the NumPy version. Every further line is one array: its shape, the bits of its values in hexadecimal
(repeated from the start where the array holds more), and the texts of str() and repr().
"""
import json
import sys

import numpy as np

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 420
RANDOM = np.random.default_rng(int(sys.argv[2]) if len(sys.argv) > 2 else 20181101)

CORNERS = np.array([
    0.0, -0.0, np.nan, np.inf, -np.inf, 1, -1, 0.1, 0.3, 1 / 3, 2 / 3, 0.5, 0.25, 0.001953125, -0.001953125, 0.0009765625,
    1e-4, 9.9999e-5, 1.00001e-4, 1e-5, 1e-8, 1e-10, 4.9e-9, 5e-9, 1e-38, 1.1754944e-38, 1e-45, 3e-45, 3.4028235e38, 1e38,
    999, 1000, 1001, 1e7, 99999992, 1e8, 123456789, 16777216, 16777217, 33554432, 8388608.5, 3125.03125, 3125.0313,
    1e15, 9.999999e15, 1e16, 0.99999999, 0.9999999, 9.9999999, 99999.99, 0.09531510, -0.0953151, 0.123456789,
], dtype=np.float32)

FIXED = [
    ((), [0.1]), ((), [0.0]), ((), [-0.0]), ((), [1e-4]), ((), [1e16]), ((), [123456789]), ((), [1e-45]), ((), [np.nan]),
    ((), [-np.inf]), ((1,), [0.1]), ((1, 1), [-0.0953151]), ((0,), []), ((0, 3), []), ((3, 0), []), ((1, 2, 0), []),
    ((1, 3, 1), [-0.02243521, -0.06210149, -0.11457888]),
    ((1, 3, 2), [-2.0248523e-04, -1.0290105e-03, -3.6455912e-04, -3.3424206e-03, -3.6696041e-05, -6.6624139e-03]),
    ((1000,), [1, 2, 3]), ((1001,), [1, 2, 3.5]), ((7, 143), [0.1, 1]), ((2, 3, 500), [1, -2, 1e-7]), ((6, 6, 6, 6), [1, 2]),
    ((1001, 1), [0.5]), ((1, 1001), [np.nan, 1]), ((3, 400, 2), [1, 1000, 1001]), ((200, 2, 3), [-1, 0.25, 12345]),
    ((2, 1, 2, 1, 2, 1, 2, 1), [1, -1, 0.5]), ((1,) * 12, [3]), ((1,) * 30, [0.1]), ((2,) * 7, [0.123456789]), ((20,), [1]),
    ((75,), [1]), ((37,), [1]), ((38,), [-1]), ((1, 36), [0.1]), ((1, 1, 17), [0.25]),
]


def random_shape():
    rank = int(RANDOM.choice([0, 1, 1, 1, 2, 2, 2, 3, 3, 4, 5]))
    if rank == 1:
        return (int(RANDOM.integers(1, 30)),)
    return tuple(int(n) for n in RANDOM.integers(1, 5 if rank > 2 else 9, rank))


def random_values(count):
    kind = RANDOM.integers(0, 10)
    if kind == 0:
        return RANDOM.choice(CORNERS, count)
    if kind == 1:
        return RANDOM.integers(0, 2 ** 32, count, dtype=np.uint64).astype(np.uint32).view(np.float32)
    if kind == 2:
        return RANDOM.integers(-2000, 2000, count).astype(np.float32)
    if kind == 3:
        return RANDOM.integers(0, 2, count).astype(np.float32)
    if kind == 4:
        return (RANDOM.integers(-2 ** 24, 2 ** 24, count) * 2.0 ** -RANDOM.integers(0, 40)).astype(np.float32)
    if kind == 5:
        values = RANDOM.normal(size=count).astype(np.float32)
        values[RANDOM.random(count) < 0.2] = RANDOM.choice([np.nan, np.inf, -np.inf, 0, -0.0])
        return values
    if kind == 6:
        return np.round(RANDOM.normal(size=count) * 10, int(RANDOM.integers(0, 6))).astype(np.float32)
    if kind == 7:
        return np.tanh(RANDOM.normal(size=count)).astype(np.float32)
    if kind == 8:
        return (RANDOM.normal(size=count) * 10.0 ** RANDOM.integers(-12, 12)).astype(np.float32)
    return (10.0 ** RANDOM.integers(-9, 9, count)).astype(np.float32)


def emit(values, shape):
    array = np.resize(values, shape) if values.size else np.zeros(shape, np.float32)
    bits = "".join(f"{b:08x}" for b in values.view(np.uint32))
    print(json.dumps({"shape": list(shape), "bits": bits, "str": str(array), "repr": repr(array)}))


np.seterr(all="ignore")
print(json.dumps({"numpy": np.__version__}))
for shape, values in FIXED:
    emit(np.array(values, dtype=np.float32), shape)
for corner in CORNERS:
    emit(corner.reshape(1), (1,))
for _ in range(COUNT - len(FIXED) - len(CORNERS)):
    shape = random_shape()
    emit(random_values(int(np.prod(shape))), shape)
