import { assertEquals } from "@std/assert";
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
  name: `webgpu agrees with the reference in a browser${noBrowser}`,
  ignore: noBrowser !== "",
  async fn() {
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
      await page.addScriptTag({ content, type: "module" });
      const [count, ...failed] = await page.evaluate<readonly string[]>("failures()");
      assertEquals(failed, []);
      assertEquals(count, "12 checks");
    } finally {
      await browser.close();
    }
  },
});
