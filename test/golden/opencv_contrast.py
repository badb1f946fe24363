"""Writes what OpenCV's fine-grained saliency finds: /usr/bin/python3 test/golden/opencv_contrast.py

A line of the .csv file holds the seed, height, width and channels of an image that `test/mask/opencv_contrast_test.ts` makes
in the same way, column and row of its peak, and a sum that no map but OpenCV's has. Debian's python3-opencv, 4.6.
"""
from pathlib import Path

import cv2
import numpy as np


def image_of(seed, height, width, channels):
    """Stripes under noise of a linear congruential generator; most of these do not go from 0 to 255."""
    numbers, state = [], seed
    for y in range(height):
        for x in range(width):
            for channel in range(channels):
                state = (state * 1664525 + 1013904223) % 2**32
                stripes = abs((7 * x + 3 * y + 31 * seed + 11 * channel) % 120 - 60)
                numbers.append(2 * stripes + (state >> 24) // 2)
    return np.array(numbers, np.uint8).reshape(height, width, channels)


def map_of(image):
    grey = image[..., 0] if image.shape[2] == 1 else cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    found, saliency = cv2.saliency.StaticSaliencyFineGrained_create().computeSaliency(grey)
    assert found
    return np.rint(255 * saliency).astype(np.int64)


lines, sizes = [], [(1, 9), (9, 1), (2, 2), (5, 3), (6, 6), (16, 16), (12, 20), (32, 32), (31, 45), (1, 128), (96, 80)]
for height, width in sizes:
    for channels in [1, 3]:
        for seed in [1, 2, 3] if height * width < 5000 else [1]:
            saliency = map_of(image_of(seed, height, width, channels)).flatten()
            y, x = divmod(int(saliency.argmax()), width)
            check = int((saliency * (np.arange(saliency.size) % 251 + 1)).sum())
            lines.append(f"{seed},{height},{width},{channels},{x},{y},{check}")
Path(__file__).with_suffix(".csv").write_text("\n".join(lines) + "\n")
