import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { type CifarCOptions, cifarCorruptions, loadCifarC } from "../../../src/data/npy/cifar_c.ts";
import { complaint, rightOf, sampleFolder, withFolder } from "../with_folder.ts";
import { makeNpy } from "./make_npy.ts";

/** Two images at five severities: every byte of an image is ten times its severity, plus its number. */
function smallSet(): Map<string, Uint8Array> {
  const images = Array.from({ length: 10 * 3072 }, (_, i) => {
    const row = Math.floor(i / 3072);
    return 10 * (1 + (row >> 1)) + row % 2;
  });
  return new Map([
    ["fog.npy", makeNpy([10, 32, 32, 3], images)],
    ["labels.npy", makeNpy([10], [3, 9, 3, 9, 3, 9, 3, 9, 3, 9])],
  ]);
}

const fog: CifarCOptions = { corruption: "fog", severity: 4 };

/** What a set with another content of this file complains about. */
const broken = (name: string, bytes: Uint8Array) =>
  complaint(smallSet().set(name, bytes), (folder) => loadCifarC(folder, fog));

for (const classes of [10, 100] as const) {
  for (const inside of [".", `CIFAR-${classes}-C`]) {
    Deno.test(`loadCifarC() reads each severity with ${classes} classes from ${inside}`, async () => {
      const files = [...smallSet()].map(([name, bytes]) => [`${inside}/${name}`, bytes] as const);
      await withFolder(files, async (folder) => {
        for (const severity of [1, 2, 3, 4, 5]) {
          const split = await rightOf(loadCifarC(folder, { corruption: "fog", severity, classes }));
          const images = new Uint8Array(2 * 3072).fill(10 * severity, 0, 3072).fill(10 * severity + 1, 3072);
          assertEquals(split, { count: 2, images, labels: Uint8Array.of(3, 9) });
        }
      });
    });
  }
}

Deno.test("loadCifarC() names a file that is missing", async () => {
  const problems = {
    "fog.npy": "/data/fog.npy must be a file that can be read, current value is nothing",
    "labels.npy": "labels.npy must be in /data, or in /data/CIFAR-100-C, /data/CIFAR-100-C/CIFAR-100-C, " +
      "current value is none",
  };
  for (const [name, problem] of Object.entries(problems)) {
    const files = smallSet();
    files.delete(name);
    assertEquals(
      await complaint(files, (folder) => loadCifarC(folder, { ...fog, classes: 100 })),
      `Cannot read CIFAR-100-C: ${problem}; ` +
        "unpack https://zenodo.org/records/3555552/files/CIFAR-100-C.tar there",
    );
  }
});

Deno.test("loadCifarC() refuses other shapes, rows that do not divide, and labels that do not fit", async () => {
  const shape = "/data/fog.npy must have the shape a multiple of 5×32×32×3, current value is ";
  assertStringIncludes(
    await broken("fog.npy", makeNpy([5, 3, 32, 32], new Uint8Array(5 * 3072))),
    `${shape}5×3×32×32`,
  );
  assertStringIncludes(
    await broken("fog.npy", makeNpy([4, 32, 32, 3], new Uint8Array(4 * 3072))),
    `${shape}4×32×32×3`,
  );
  assertStringIncludes(await broken("fog.npy", makeNpy([0, 32, 32, 3], [])), `${shape}0×32×32×3`);
  assertStringIncludes(
    await broken("labels.npy", makeNpy([5, 1], [1, 2, 3, 4, 5])),
    "/data/labels.npy must have the shape a multiple of 5, current value is 5×1",
  );
  assertStringIncludes(
    await broken("labels.npy", makeNpy([5], [1, 2, 3, 4, 5])),
    "labels.npy must hold 10 labels, current value is 5 (/data/labels.npy)",
  );
  assertStringIncludes(
    await broken("labels.npy", makeNpy([10], Array(10).fill(10))),
    "labels.npy must hold labels in 0…9, current value is 10 at row 6 (/data/labels.npy)",
  );
});

Deno.test("loadCifarC() knows 19 corruptions and five severities", () => {
  assertEquals([cifarCorruptions.length, new Set(cifarCorruptions).size], [19, 19]);
  assertThrows(
    () => loadCifarC("x", { ...fog, corruption: "rain" }),
    RangeError,
    "Cannot loadCifarC(): corruption must be one of gaussian_noise, ",
  );
  for (const severity of [0, 6, 1.5]) {
    assertThrows(
      () => loadCifarC("x", { ...fog, severity }),
      RangeError,
      `severity must be an integer in 1…5, current value is ${severity}`,
    );
  }
});

const real = sampleFolder("corruptions");

Deno.test({
  name: "loadCifarC() reads a fifth of real images and labels as an independent reading does",
  ignore: real === undefined,
  async fn() {
    const images = await Deno.readFile(`${real}/clean_c10.npy`);
    const labels = await Deno.readFile(`${real}/labels_c10.npy`);
    await withFolder([["fog.npy", images], ["labels.npy", labels]], async (folder) => {
      const split = await rightOf(loadCifarC(folder, { corruption: "fog", severity: 2 }));
      assertEquals(split.count, 200);
      assertEquals(split.labels, labels.slice(labels.length - 1000).slice(200, 400));
      assertEquals(split.images, images.slice(images.length - 1000 * 3072).slice(200 * 3072, 400 * 3072));
    });
  },
});
