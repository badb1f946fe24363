import { assertEquals, assertGreater } from "@std/assert";
import { launchBrowser, noBrowser } from "../browser.ts";

/** Chrome's own adapter that runs on the processor; elsewhere Chrome brings none, and uses the graphics card. */
const onProcessor = Deno.build.os === "linux" ? ["--use-webgpu-adapter=swiftshader"] : [];

async function bundle(path: string): Promise<string> {
  const args = ["bundle", "--quiet", "--platform", "browser", new URL(path, import.meta.url).pathname];
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), { args }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

Deno.test({
  name: `the WebGPU engine passes its tests in a browser${noBrowser}`,
  ignore: noBrowser !== "",
  async fn(t) {
    const content = await bundle("browser_page.ts");
    const browser = await launchBrowser("--enable-unsafe-webgpu", ...onProcessor);
    try {
      const page = await browser.newPage();
      // WebGPU is for pages of a secure origin only.
      await page.route(
        "https://page.test/",
        (route) => route.fulfill({ contentType: "text/html", body: "" }),
      );
      await page.goto("https://page.test/");
      await page.addScriptTag({ content: `${content}\nglobalThis.loaded = true;`, type: "module" });
      await page.waitForFunction("globalThis.loaded");
      const names = await page.evaluate<readonly string[]>("checks()");
      assertGreater(names.length, 40);
      for (const [i, name] of names.entries()) {
        await t.step(name, async () => {
          assertEquals(await page.evaluate<readonly string[]>(`failures(${i})`), []);
        });
      }
    } finally {
      await browser.close();
    }
  },
});
