"""Writes arrays whose first axis is innermost, or whose bytes go from the big end on: numpy_layouts.npz.

    /usr/bin/python3 test/golden/numpy_layouts.py        (Debian: apt-get install python3-numpy)

Every array holds 0, 1, 2, … in C order.
"""
from pathlib import Path

import numpy


def counted(shape, kind):
    return numpy.arange(numpy.prod(shape)).reshape(shape).astype(kind)


numpy.savez(
    Path(__file__).parent / "numpy_layouts.npz",
    **{
        "fortran matrix": numpy.asfortranarray(counted((2, 3), "<f4")),
        "transposed matrix": counted((2, 3), "<f4").T.copy().T,
        "fortran filter": numpy.asfortranarray(counted((3, 2, 2, 2), "<f8")),
        "big end": counted((2, 3), ">f4"),
        "big half": counted((5,), ">f2"),
        "big whole numbers": counted((3,), ">i8"),
        "big end, fortran": numpy.asfortranarray(counted((2, 2, 3), ">f8")),
        "one number": counted((), ">f4"),
    },
)
