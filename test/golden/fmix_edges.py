"""Writes how many edges masks of noise of a full spectrum have: /usr/bin/python3 test/golden/fmix_edges.py

A line of the .csv file holds the decay, height and width of images, and the edges a pixel along x and along y where half of
the pixels are the partner's, as the mean over fields. These are made as FMix's paper says (section 4): complex noise, scaled
by the frequency, and the real part of its inverse transform, by NumPy (1.24). (The reference code's irfft gives waves without
cycles along x half their variance.) A mean is good to about 1 %.
"""
from pathlib import Path

import numpy as np


def field_of(random, decay, height, width):
    x, y = np.fft.fftfreq(width), np.fft.fftfreq(height)
    frequency = np.maximum(np.hypot(x[None], y[:, None]), 1 / max(height, width))
    noise = random.standard_normal((height, width)) + 1j * random.standard_normal((height, width))
    return np.fft.ifft2(noise / frequency**decay).real


random, lines = np.random.default_rng(1), []
for height, width in [(32, 32), (20, 48), (1, 128), (224, 224)]:
    for decay in [0.5, 1, 1.5, 2]:
        count = max(100, 2_000_000 // (height * width))
        edges = np.zeros(2)
        for _ in range(count):
            field = field_of(random, decay, height, width)
            side = field < np.median(field)
            edges += [np.mean(side != np.roll(side, -1, axis)) for axis in (1, 0)]
        along, down = edges / count
        lines.append(f"{decay},{height},{width},{along:.5f},{down:.5f}")
Path(__file__).with_suffix(".csv").write_text("\n".join(lines) + "\n")
