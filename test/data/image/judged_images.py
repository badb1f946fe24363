#!/usr/bin/python3
"""Writes image files, and beside them the pixels that an independent program decodes from them.

    /usr/bin/python3 judged_images.py all DIR       several hundred files, and DIR/list.json that says what they are
    /usr/bin/python3 judged_images.py golden FILE   the small ones of them, a JSON object a line

It needs Debian's python3-pil, python3-numpy and libjpeg-turbo-progs. JPEG files of one and three components are decoded
by djpeg, all others by PIL (convert("RGB") of CMYK). PIL looks for the transparent grey of a PNG among values that it
has scaled, and has no RGB of 16 bits: there the pixels are those that were written, 16 bits divided by 257 and rounded.
"""
import base64, io, itertools, json, os, subprocess, sys, tempfile, zlib
import numpy as np
from PIL import Image, ImageOps

numbers = np.random.default_rng(20)
folder = tempfile.mkdtemp()
cases = []


def case(kind, file, pixels, tolerance, golden=False):
    cases.append((kind, file, np.ascontiguousarray(pixels, dtype=np.uint8), tolerance, golden))


def painting(height, width, channels):
    """Waves with noise, in bytes."""
    y, x = np.mgrid[0:height, 0:width]
    waves = [128 + 90 * np.sin(x / (3 + c) + c) + 60 * np.cos(y / 5 - c) for c in range(channels)]
    return np.clip(np.stack(waves, -1) + numbers.normal(0, 12, (height, width, channels)), 0, 255).astype(np.uint8)


def over_white(rgba):
    """Exact blending over white of values from 0 to 255, the last of them alpha."""
    alpha = rgba[..., 3:] / 255
    return np.floor(255 + (rgba[..., :3] - 255.0) * alpha + 0.5)


def by_pil(file, transposed=False):
    image = Image.open(io.BytesIO(file))
    if transposed:
        image = ImageOps.exif_transpose(image)
    return np.asarray(image.convert("RGB")) if image.mode == "CMYK" else over_white(np.asarray(image.convert("RGBA")))


def run(command, file):
    return subprocess.run(command, input=file, stdout=subprocess.PIPE, check=True).stdout


def pnm(pixels):
    height, width, channels = pixels.shape
    return b"P%d %d %d 255\n" % (6 if channels == 3 else 5, width, height) + pixels.tobytes()


def by_djpeg(file):
    out = run(["djpeg", "-pnm"], file)
    kind, size, _, rest = out.split(b"\n", 3)
    width, height = map(int, size.split())
    pixels = np.frombuffer(rest, np.uint8).reshape(height, width, -1)
    return np.broadcast_to(pixels, (height, width, 3))


def side(most=70):
    return int(numbers.integers(1, most))


RESTARTS = [[], ["-restart", "1"], ["-restart", "2B"], ["-restart", "3B"], ["-restart", "7B"]]
PROGRESSIVE = [[], ["-progressive"]]


def jpegs():
    samplings = ["1x1", "2x1", "1x2", "2x2", "4x1", "1x4", "4x2", "2x4", "2x2,2x1,1x2", "1x1,2x1,1x2"]
    colours = [("RGB", ["-rgb"], 3), ("grey", ["-grayscale"], 1)]
    colours += [(f"YCbCr {s}", ["-sample", s], 3) for s in samplings]
    for (kind, flags, channels), progressive, restart, golden in itertools.product(
        colours, PROGRESSIVE, RESTARTS, [True, False]
    ):
        pixels = painting(side(20), side(20), channels) if golden else painting(side(), side(), channels)
        quality = ["-quality", str(numbers.choice([40, 75, 95]))]
        file = run(["cjpeg"] + quality + flags + progressive + restart, pnm(pixels))
        few = restart in (RESTARTS[0], RESTARTS[3]) and kind in ("RGB", "grey", "YCbCr 1x1", "YCbCr 2x2", "YCbCr 4x2")
        case(f"JPEG {kind}", file, by_djpeg(file), 2, golden and few)
    red = np.broadcast_to(np.array([255, 0, 0], np.uint8), (32, 32, 3))
    file = run(["cjpeg", "-rgb", "-quality", "95"], pnm(red))
    case("JPEG RGB", file, by_djpeg(file), 2, True)
    for letters in (b"RGB", b"rgb", b"\1\2\3"):
        # Without a marker of Adobe's, the names of the components decide.
        file = bytearray(without(run(["cjpeg", "-rgb"], pnm(painting(9, 7, 3))), 0xEE))
        rename(file, letters)
        case("JPEG RGB", bytes(file), by_djpeg(bytes(file)), 2, True)


def segments(file):
    at = 2
    while True:
        length = int.from_bytes(file[at + 2 : at + 4], "big")
        yield file[at + 1], at, at + 2 + length
        if file[at + 1] == 0xDA:
            return
        at += 2 + length


def without(file, marker):
    for kind, at, end in segments(file):
        if kind == marker:
            return file[:at] + file[end:]
    return file


def rename(file, letters):
    for kind, at, _ in segments(bytes(file)):
        for n, letter in enumerate(letters):
            if kind in (0xC0, 0xC1, 0xC2):
                file[at + 10 + 3 * n] = letter
            if kind == 0xDA and file[at + 4] == len(letters):
                file[at + 5 + 2 * n] = letter


def inks():
    for subsampling, progressive, restart, kind, golden in itertools.product(
        [0, 2], [False, True], RESTARTS[::2], ["CMYK", "YCCK", "CMYK without Adobe's marker"], [True, False]
    ):
        height, width = (side(16), side(16)) if golden else (side(), side())
        stream = io.BytesIO()
        image = Image.fromarray(painting(height, width, 4), "CMYK")
        image.save(stream, "JPEG", quality=80, subsampling=subsampling, progressive=progressive)
        file = run(["jpegtran", "-copy", "all"] + restart, stream.getvalue())
        if kind == "YCCK":
            place = file.index(b"Adobe") + 11
            file = file[:place] + b"\2" + file[place + 1 :]
        elif kind != "CMYK":
            file = without(file, 0xEE)
        case(f"JPEG {kind}", file, by_pil(file), 2, golden and restart == RESTARTS[2] and subsampling == 2)


ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}


def packed(values, depth):
    """Rows of values as PNG packs them, each with a filter."""
    height, width, channels = values.shape
    if depth == 16:
        rows = values.astype(">u2").view(np.uint8).reshape(height, -1)
    elif depth == 8:
        rows = values.astype(np.uint8).reshape(height, -1)
    else:
        bits = values.reshape(height, -1, 1) >> np.arange(depth - 1, -1, -1) & 1
        rows = np.packbits(bits.reshape(height, -1).astype(np.uint8), axis=1)
    distance = max(1, channels * depth // 8)
    above, out = np.zeros(rows.shape[1], int), b""
    for row in rows.astype(int):
        left = np.concatenate([np.zeros(distance, int), row])[: len(row)]
        corner = np.concatenate([np.zeros(distance, int), above])[: len(row)]
        p = left + above - corner
        a, b, c = abs(p - left), abs(p - above), abs(p - corner)
        paeth = np.where((a <= b) & (a <= c), left, np.where(b <= c, above, corner))
        filter = int(numbers.integers(5))
        predicted = [0, left, above, (left + above) // 2, paeth][filter]
        out += bytes([filter]) + ((row - predicted) % 256).astype(np.uint8).tobytes()
        above = row
    return out


def chunk(type, content, crc=None):
    crc = zlib.crc32(type + content) if crc is None else crc
    return len(content).to_bytes(4, "big") + type + content + crc.to_bytes(4, "big")


def png(values, depth, colour, interlaced, before=b"", after=b""):
    height, width, _ = values.shape
    passes = ADAM7 if interlaced else [(0, 0, 1, 1)]
    data = b"".join(packed(part, depth) for x, y, dx, dy in passes if (part := values[y::dy, x::dx]).size)
    data = zlib.compress(data, int(numbers.integers(10)))
    cut = len(data) // 2
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([depth, colour, 0, 0, interlaced])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before + chunk(b"IDAT", data[:cut]) + chunk(
        b"IDAT", data[cut:]
    ) + after + chunk(b"IEND", b"")


def written(values, depth, colour, key=None):
    """The RGB of values of 8 or 16 bits, or grey ones of fewer, as they were written."""
    scaled = values * (255 / (2**depth - 1))
    grey = colour in (0, 4)
    rgb = np.repeat(scaled[..., :1], 3, -1) if grey else scaled[..., :3]
    alpha = scaled[..., -1:] if colour in (4, 6) else np.full_like(rgb[..., :1], 255)
    if key is not None:
        alpha = np.where((values == key).all(-1, keepdims=True), 0, 255)
    return over_white(np.concatenate([rgb, alpha], -1))


def pngs():
    depths = [(0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8)]
    depths += [(4, 8), (4, 16), (6, 8), (6, 16)]
    extra = [
        ("", b"", b""),
        (" with chunks of no meaning", chunk(b"iCCP", b"x\0\0no profile", 7), chunk(b"tEXt", b"no text", 8)),
    ]
    for (colour, depth), interlaced, transparent, (name, before, after), golden in itertools.product(
        depths, [0, 1], [False, True], extra, [True, False]
    ):
        if transparent and colour in (4, 6):
            continue
        height, width = (side(9), side(9)) if golden else (side(), side())
        values = numbers.integers(0, 2**depth, (height, width, CHANNELS[colour]))
        chunks, key = b"", None
        if colour == 3:
            chunks += chunk(b"PLTE", numbers.bytes(3 * 2**depth))
        if transparent:
            key = values[0, 0]
            alphas = numbers.bytes(int(numbers.integers(1, 2**depth + 1)))
            chunks += chunk(b"tRNS", alphas if colour == 3 else key.astype(">u2").tobytes())
        plain = png(values, depth, colour, interlaced, chunks)
        is_judged = depth == 8 or colour == 3 or depth < 8 and not transparent
        pixels = by_pil(plain) if is_judged else written(values, depth, colour, key)
        kind = f"PNG{' interlaced' if interlaced else ''}{name}"
        case(kind, png(values, depth, colour, interlaced, before + chunks, after), pixels, 0, golden)


def webps():
    for mode, options, golden in itertools.product(
        ["RGB", "RGBA"],
        [dict(quality=30), dict(quality=90, method=6), dict(lossless=True), dict(lossless=True, quality=100, exact=True)],
        [True, False],
    ):
        for _ in range(1 if golden else 5):
            most = 20 if golden else 70
            stream = io.BytesIO()
            Image.fromarray(painting(side(most), side(most), len(mode))).save(stream, "WEBP", **options)
            kind = "lossless" if "lossless" in options else "lossy"
            case(f"WebP {kind} {mode}", stream.getvalue(), by_pil(stream.getvalue()), 2, golden)


def turned():
    for format, orientation, endian in itertools.product(["JPEG", "PNG", "WEBP"], range(1, 9), "<>"):
        stream = io.BytesIO()
        exif = Image.Exif()
        exif.endian = endian
        exif[0x010F], exif[0x0112] = "a camera", orientation
        options = dict(subsampling=0) if format == "JPEG" else dict(lossless=True) if format == "WEBP" else {}
        Image.fromarray(painting(5, 8, 3)).save(stream, format, exif=exif.tobytes(), **options)
        name = "WebP" if format == "WEBP" else format
        case(f"{name} with an orientation", stream.getvalue(), by_pil(stream.getvalue(), True), 2, endian == "<")


for make in (jpegs, inks, pngs, webps, turned):
    make()
what, out = sys.argv[1:]
if what == "golden":
    text = lambda some: base64.b64encode(bytes(some)).decode()
    lines = [
        json.dumps(dict(kind=kind, tolerance=tolerance, shape=pixels.shape, file=text(file), pixels=text(zlib.compress(pixels.tobytes(), 9))))
        for kind, file, pixels, tolerance, golden in cases if golden
    ]
    open(out, "w").write("\n".join(lines) + "\n")
else:
    for n, (kind, file, pixels, _, _) in enumerate(cases):
        open(f"{out}/{n}", "wb").write(file)
        open(f"{out}/{n}.rgb", "wb").write(pixels.tobytes())
    json.dump([dict(kind=k, tolerance=t, shape=p.shape) for k, _, p, t, _ in cases], open(f"{out}/list.json", "w"))
