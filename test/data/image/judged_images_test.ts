import { assert, assertEquals, assertGreaterOrEqual } from "@std/assert";
import * as E from "fp-ts/Either";
import { fileURLToPath } from "node:url";
import { decodeImage } from "../../../src/data/image/decode_image.ts";
import { type JudgedImage, judgedImages } from "./judged_images.ts";

const script = fileURLToPath(new URL("judged_images.py", import.meta.url));
const PYTHON = "/usr/bin/python3";

function compare({ kind, tolerance, shape: [height, width], file, pixels }: JudgedImage): void {
  const decoded = decodeImage({ title: "judged images", advice: "" }, { path: kind, bytes: file });
  if (E.isLeft(decoded)) throw decoded.left;
  assertEquals([decoded.right.height, decoded.right.width], [height, width], kind);
  const most = decoded.right.pixels.reduce(
    (most, value, i) => Math.max(most, Math.abs(value - pixels[i]!)),
    0,
  );
  assert(most <= tolerance, `${kind}, ${height}×${width}: a value is off by ${most}`);
}

for (const [kind, images] of Map.groupBy(judgedImages, ({ kind }) => kind)) {
  Deno.test(`${kind}: ${images.length} images have the pixels that djpeg or PIL gives`, () =>
    images.forEach(compare));
}

async function hasTools(): Promise<boolean> {
  const answers = async (command: string, args: readonly string[]) => {
    const { success } = await new Deno.Command(command, { args: [...args], stdout: "null", stderr: "null" })
      .output()
      .catch(() => ({ success: false }));
    return success;
  };
  return await answers(PYTHON, ["-c", "import PIL, numpy"]) && await answers("jpegtran", ["-version"]);
}

Deno.test({
  name:
    "several hundred images have the pixels that djpeg or PIL gives (needs python3-pil and libjpeg-turbo-progs)",
  ignore: !await hasTools(),
  async fn() {
    const folder = await Deno.makeTempDir();
    try {
      const { success, stderr } = await new Deno.Command(PYTHON, { args: [script, "all", folder] }).output();
      assert(success, new TextDecoder().decode(stderr));
      const list: readonly JudgedImage[] = JSON.parse(await Deno.readTextFile(`${folder}/list.json`));
      for (const [n, about] of list.entries()) {
        const [file, pixels] = [Deno.readFileSync(`${folder}/${n}`), Deno.readFileSync(`${folder}/${n}.rgb`)];
        compare({ ...about, file, pixels });
      }
      assertGreaterOrEqual(list.filter(({ kind }) => kind.startsWith("JPEG")).length, 300);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
