"""Mixed-sample data augmentation in PyTorch, from the formulas, to be timed beside ours.

Reads requests, a line each: METHOD SCOPE SAMPLES HEIGHT WIDTH CHANNELS CALLS. Mixes a batch so often, and answers with
the seconds that it took. SCOPE is `sample` (every sample draws for itself, vectorised over the batch) or `batch` (one
draw serves the batch, as most published code does). The first line of the answer is the version and the threads.

A mask is the anchor's share. Images are float32, NCHW; labels are rows of ten weights.
"""
import math
import sys
import time

import torch
import torch.nn.functional as F

CLASSES = 10


def column(values):
    return values.view(-1, 1, 1)


def pixels(height, width):
    y = torch.arange(height).view(1, -1, 1) + 0.5
    x = torch.arange(width).view(1, 1, -1) + 0.5
    return y, x


def flat(ratio, height, width):
    return column(1 - ratio).expand(-1, height, width)


def box(ratio, height, width):
    n = len(ratio)
    y, x = pixels(height, width)
    side = ratio.sqrt()
    h, w = (side * height).round(), (side * width).round()
    top = torch.randint(height, (n,)) - (h / 2).floor()
    left = torch.randint(width, (n,)) - (w / 2).floor()
    rows = (y >= column(top)) & (y < column(top + h))
    columns = (x >= column(left)) & (x < column(left + w))
    return 1 - (rows & columns).float()


def thumbnail(scale, images):
    """A box of a share `scale` of the sides, and images that show the whole of theirs in what is seen of it."""
    n, (_, channels, height, width) = len(scale), images.shape

    def along(extent):
        side = (scale * extent).round()
        start = torch.randint(extent, (n,)) - (side / 2).floor()
        first, end = start.clamp(min=0).view(-1, 1), (start + side).clamp(max=extent).view(-1, 1)
        place = torch.arange(extent) + 0.5
        shown = ((place - first) * (extent / (end - first))).floor().long().clamp(0, extent - 1)
        return (place >= first) & (place < end), shown

    (rows, y), (columns, x) = along(height), along(width)
    mask = 1 - (rows.unsqueeze(2) & columns.unsqueeze(1)).float()
    pixel = (y.unsqueeze(2) * width + x.unsqueeze(1)).view(n, 1, -1).expand(len(images), channels, -1)
    return mask, images.flatten(2).gather(2, pixel).view_as(images)


def fourier(ratio, height, width, decay=3):
    n = len(ratio)
    fy = torch.fft.fftfreq(height).view(-1, 1)
    fx = torch.fft.rfftfreq(width).view(1, -1)
    frequency = torch.sqrt(fy * fy + fx * fx).clamp(min=1 / max(height, width))
    spectrum = torch.randn(n, height, width // 2 + 1, dtype=torch.complex64) / frequency**decay
    field = torch.fft.irfft2(spectrum, s=(height, width)).flatten(1)
    count = (ratio * height * width).round().long().clamp(0, height * width - 1)
    level = field.sort(1).values.gather(1, count.view(-1, 1))
    return (field >= level).float().view(n, height, width)


def grid(ratio, height, width):
    n = len(ratio)
    y, x = pixels(height, width)
    shorter = min(height, width)
    period = torch.ceil(shorter / torch.randint(2, 7, (n,)).clamp(max=shorter // 2)).clamp(min=2)
    hole = (period * ratio.sqrt()).round()
    left, top = (torch.rand(n) * period).floor(), (torch.rand(n) * period).floor()
    columns = torch.remainder(x - column(left), column(period)) < column(hole)
    rows = torch.remainder(y - column(top), column(period)) < column(hole)
    return 1 - (rows & columns).float()


def gaussian(ratio, height, width, turned=False):
    n = len(ratio)
    y, x = pixels(height, width)
    cy, cx = torch.randint(height, (n,)) + 0.5, torch.randint(width, (n,)) + 0.5
    area = (torch.minimum(ratio, 1 - ratio) * height * width).clamp(min=1e-6)
    dx, dy = x - column(cx), y - column(cy)
    scale = -math.pi / area
    if turned:
        q, angle = torch.empty(n).uniform_(-0.95, 0.95), torch.empty(n).uniform_(0, math.pi)
        c, s, root = angle.cos(), angle.sin(), (1 - q * q).sqrt()
        xx, yy = (1 + 2 * q * c * s) / root, (1 - 2 * q * c * s) / root
        xy = -q * (c * c - s * s) / root
        form = column(scale * xx) * dx * dx + column(2 * scale * xy) * dx * dy + column(scale * yy) * dy * dy
        bump = form.exp()
    else:
        bump = (column(scale) * dx * dx).exp() * (column(scale) * dy * dy).exp()
    return torch.where(column(ratio > 0.5), bump, 1 - bump)


def agmix_mask(ratio, height, width):
    return gaussian(ratio, height, width, turned=True)


def bend(mask):
    """Turns by up to 30 degrees, and shears by up to 0.3 along both axes."""
    n, height, width = mask.shape
    angle = torch.empty(n).uniform_(-math.pi / 6, math.pi / 6)
    shear_x, shear_y = torch.empty(n).uniform_(-0.3, 0.3), torch.empty(n).uniform_(-0.3, 0.3)
    c, s, zero = angle.cos(), angle.sin(), torch.zeros(n)
    turn = torch.stack([torch.stack([c, s], 1), torch.stack([-s, c], 1)], 1)
    one = torch.ones(n)
    along_x = torch.stack([torch.stack([one, shear_x], 1), torch.stack([zero, one], 1)], 1)
    along_y = torch.stack([torch.stack([one, zero], 1), torch.stack([shear_y, one], 1)], 1)
    theta = torch.cat([turn @ along_y @ along_x, torch.zeros(n, 2, 1)], 2)
    where = F.affine_grid(theta, [n, 1, height, width], align_corners=False)
    return F.grid_sample(mask.unsqueeze(1), where, mode="nearest", padding_mode="border", align_corners=False)[:, 0]


def smooth(mask):
    sizes = torch.randint(3, (len(mask),))
    out = mask.clone()
    for i, side in enumerate((3, 5, 7)):
        rows = (sizes == i).nonzero()[:, 0]
        if len(rows) > 0 and side <= min(mask.shape[1:]) / 4:
            out[rows] = F.avg_pool2d(F.pad(mask[rows].unsqueeze(1), [side // 2] * 4, mode="replicate"), side, 1)[:, 0]
    return out


def some(change, mask, probability):
    rows = (torch.rand(len(mask)) < probability).nonzero()[:, 0]
    if len(rows) == 0:
        return mask
    out = mask.clone()
    out[rows] = change(mask[rows])
    return out


KINDS = [(flat, False), (box, True), (fourier, True), (grid, True), (agmix_mask, False)]
WEIGHTS = torch.tensor([2.0, 1, 1, 1, 1])


def miamix_mask(n, height, width):
    layers = torch.randint(1, 3, (n,))
    alpha = torch.stack([torch.ones(n), (layers > 1).float().clamp(min=1e-8), layers.float()], 1)
    shares = torch._sample_dirichlet(alpha)
    merged = torch.ones(n, height, width)
    for layer in range(2):
        present = layers > layer
        kinds = torch.multinomial(WEIGHTS, n, replacement=True)
        for kind, (mask, edges) in enumerate(KINDS):
            rows = (present & (kinds == kind)).nonzero()[:, 0]
            if len(rows) == 0:
                continue
            one = mask(shares[rows, layer], height, width)
            if edges:
                one = some(smooth, some(bend, one, 0.25), 0.5)
            merged[rows] *= one
    return merged


MASKS = {"mixup": flat, "cutmix": box, "fmix": fourier, "gridmix": grid, "gmix": gaussian, "agmix": agmix_mask}


def resizemix(n, partners):
    return thumbnail(torch.empty(n).uniform_(0.1, 0.8), partners)


def randommix(n, partners):
    """One of four methods for each of `n` masks; writes the partners that are shrunk over those that are not."""
    _, _, height, width = partners.shape
    kinds, mask = torch.randint(4, (n,)), torch.empty(n, height, width)
    for i, kind in enumerate((flat, box, fourier, thumbnail)):
        rows = (kinds == i).nonzero()[:, 0]
        if len(rows) == 0:
            continue
        if kind is thumbnail:
            seen = rows if n > 1 else slice(None)
            mask[rows], partners[seen] = resizemix(len(rows), partners[seen])
        else:
            mask[rows] = kind(torch.rand(len(rows)), height, width)
    return mask, partners


MOVING = {"resizemix": resizemix, "randommix": randommix}


def mix(method, scope, images, labels):
    n, _, height, width = images.shape
    if method == "vanilla":
        return images.clone(), labels.clone()
    if scope == "batch":
        partner, masks = torch.randperm(n), 1
    else:
        partner, masks = (torch.arange(n) + torch.randint(1, n, (n,))) % n, n
    partners = images[partner]
    if method in MOVING:
        mask, partners = MOVING[method](masks, partners)
    elif method == "miamix":
        mask = miamix_mask(masks, height, width)
    else:
        mask = MASKS[method](torch.rand(masks), height, width)
    if method == "mixup":
        mask = mask[:, :1, :1]
    share = mask.mean([1, 2]).view(-1, 1)
    return torch.lerp(partners, images, mask.unsqueeze(1)), torch.lerp(labels[partner], labels, share)


@torch.inference_mode()
def main():
    if len(sys.argv) > 1:
        torch.set_num_threads(int(sys.argv[1]))
    print(f"PyTorch {torch.__version__.split('+')[0]}, {torch.get_num_threads()} threads", flush=True)
    batches = {}
    for line in sys.stdin:
        method, scope, *numbers = line.split()
        samples, height, width, channels, calls = map(int, numbers)
        shape = (samples, channels, height, width)
        if shape not in batches:
            labels = F.one_hot(torch.arange(samples) % CLASSES, CLASSES).float()
            batches = {shape: (torch.rand(shape), labels)}
        images, labels = batches[shape]
        start = time.perf_counter()
        for _ in range(calls):
            mix(method, scope, images, labels)
        print(time.perf_counter() - start, flush=True)


main()
