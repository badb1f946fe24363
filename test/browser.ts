import { type Browser, chromium } from "playwright-core";

const places = [
  Deno.env.get("MIAMIX_BROWSER"),
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const executablePath = places.find((path) => path !== undefined && isFile(path));

/** Why tests in a browser are left out on this machine; empty where they run. */
export const noBrowser: string = executablePath !== undefined || Deno.env.get("MIAMIX_REQUIRE_BROWSER")
  ? ""
  : " (ignored: no Chromium; MIAMIX_BROWSER can name one)";

/** Starts the browser, with switches of its own. */
export function launchBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({ executablePath, headless: true, args: ["--no-sandbox", ...args] });
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
