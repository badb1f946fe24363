import type { Page } from "playwright-core";
import { launchBrowser } from "../browser.ts";

/** What a page turns out to be in a browser. */
export interface Opened {
  /** Warnings and errors of the console, and uncaught errors. */
  readonly complaints: readonly string[];
  /** Addresses that were asked for, but for the page itself and what is in it. */
  readonly requests: readonly string[];
  /** What a script found out about the page, by view. */
  readonly found: Readonly<Record<View, Found>>;
}

/** How a page is looked at. */
export type View = "desktop" | "phone" | "dark phone";

const views: Readonly<Record<View, { width: number; height: number; colorScheme: "light" | "dark" }>> = {
  desktop: { width: 1280, height: 900, colorScheme: "light" },
  phone: { width: 390, height: 844, colorScheme: "light" },
  "dark phone": { width: 390, height: 844, colorScheme: "dark" },
};

/** What a script in the page sees. */
export interface Found {
  /** The width that the page takes, in pixels. */
  readonly width: number;
  /** The curves, each by its width and height in pixels. */
  readonly curves: readonly (readonly [number, number])[];
  /** The pictures, each by its own width and what it says in words. */
  readonly images: readonly { readonly width: number; readonly alt: string }[];
  /** The height of the smallest letters, in pixels. */
  readonly letters: number;
  /** The least contrast of a text to what is behind it, by WCAG 2.1, and the text. */
  readonly contrast: readonly [number, string];
  /** Elements that reach beyond the window without a box that scrolls. */
  readonly beyond: readonly string[];
}

/** Opens pages from the disk in a real browser, each on a wide window and on a phone. */
export async function openPages(...paths: readonly string[]): Promise<readonly Opened[]> {
  const browser = await launchBrowser();
  try {
    const opened = [];
    for (const path of paths) opened.push(await look(await browser.newPage(), `file://${path}`));
    return opened;
  } finally {
    await browser.close();
  }
}

async function look(page: Page, address: string): Promise<Opened> {
  const complaints: string[] = [], requests: string[] = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (url !== address && !url.startsWith("data:")) requests.push(url);
  });
  await page.goto(address, { waitUntil: "load" });
  const found: Partial<Record<View, Found>> = {};
  for (const [name, { width, height, colorScheme }] of Object.entries(views)) {
    await page.setViewportSize({ width, height });
    await page.emulateMedia({ colorScheme });
    found[name as View] = await page.evaluate<Found>(script);
    const folder = Deno.env.get("MIAMIX_SCREENSHOTS");
    if (folder === undefined) continue;
    const file = address.split("/").slice(-2).join("-").replace(".html", `-${name.replace(" ", "-")}.png`);
    await page.screenshot({ path: `${folder}/${file}`, fullPage: true });
  }
  await page.close();
  return { complaints, requests, found: found as Record<View, Found> };
}

/** Runs in the page; a text, since its types are those of a browser. */
const script = `(() => {
  const all = [...document.querySelectorAll("body *")].filter((one) => one.getClientRects().length > 0);
  const scrolls = (one) => one !== null && (getComputedStyle(one).overflowX === "auto" || scrolls(one.parentElement));
  const texts = all.filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ""));
  const rgb = (colour) => {
    const [r, g, b, ...alpha] = colour.match(/[\\d.]+/g).map(Number), unit = colour.startsWith("color(srgb") ? 255 : 1;
    return [unit * r, unit * g, unit * b, ...alpha];
  };
  const light = (colour) => {
    const [r, g, b] = colour.map((byte) => byte / 255).map((c) => c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (one) => {
    const colour = one === null ? [255, 255, 255, 1] : rgb(getComputedStyle(one).backgroundColor);
    return colour.length === 4 && colour[3] === 0 ? behind(one.parentElement) : colour.slice(0, 3);
  };
  const contrasts = texts.map((one) => {
    const style = getComputedStyle(one);
    const [a, b] = [light(rgb(one instanceof SVGElement ? style.fill : style.color)), light(behind(one))].sort((a, b) => b - a);
    return [(a + 0.05) / (b + 0.05), one.textContent.trim().slice(0, 40)];
  });
  return {
    width: document.documentElement.scrollWidth,
    curves: [...document.querySelectorAll("svg.chart path.curve")].map((one) => one.getBoundingClientRect()).map(({ width, height }) => [width, height]),
    images: [...document.images].map((image) => ({ width: image.naturalWidth, alt: image.alt })),
    letters: Math.min(...texts.map((one) => {
      const scale = one instanceof SVGElement ? one.getScreenCTM().a : 1;
      return scale * parseFloat(getComputedStyle(one).fontSize);
    })),
    contrast: contrasts.reduce((least, one) => one[0] < least[0] ? one : least),
    beyond: all.filter((one) => one.getBoundingClientRect().right > innerWidth + 0.5 && !scrolls(one)).map((one) => one.outerHTML.slice(0, 80)),
  };
})()`;
