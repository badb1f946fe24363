# Writes turned_picture.json: what Pillow makes of a marked picture (Debian's python3-pil, python3-numpy).
# Run: /usr/bin/python3 test/laws/turned_picture.py
import json, os
import numpy as np
from PIL import Image

rows = [
    "................", "................", "................", "................",
    "......#####.....", "......#.........", "......###.......", "......#.........",
    "......#.........", "................", "................", "................",
]
height, width = len(rows), len(rows[0])
picture = Image.fromarray(np.array([[255 if c == "#" else 0 for c in row] for row in rows], np.uint8))


def written(image):
    return ["".join("#" if value else "." for value in row) for row in np.asarray(image)]


def about(centre, linear):
    """The map of points that keeps a centre, as Pillow wants it."""
    cx, cy = centre
    to, back = np.eye(3), np.eye(3)
    to[:2, 2], back[:2, 2] = (-cx, -cy), (cx, cy)
    inner = np.eye(3)
    inner[:2, :2] = linear
    return tuple((back @ inner @ to)[:2].ravel())


centre = (width / 2, height / 2)
# A positive angle of Pillow turns counter-clockwise, as one looks at the picture.
turned = {angle: written(picture.rotate(-angle, Image.NEAREST, center=centre)) for angle in (20, 90, -35)}
along_x, along_y = np.array([[1, 0.3], [0, 1]]), np.array([[1, 0], [0.3, 1]])
sheared = {
    sign: written(picture.transform((width, height), Image.AFFINE, about(centre, linear), Image.NEAREST))
    for sign, linear in ((1, along_y @ along_x), (-1, np.array([[1, 0], [-0.3, 1]]) @ np.array([[1, -0.3], [0, 1]])))
}
path = os.path.join(os.path.dirname(__file__), "turned_picture.json")
with open(path, "w") as file:
    json.dump({"picture": rows, "clockwise": turned, "sheared": sheared}, file, indent=1)
    file.write("\n")
