import { humanSize } from "./human_size.ts";
import type { Presence } from "./inspect_dataset.ts";
import type { Source } from "./manifest.ts";

/**
 * Describes a data set for people: what it is, whether it is there, where, what it costs, and under which terms.
 *
 * @param source What the manifest says about it.
 * @param presence How much of it is there.
 * @param dataDir The folder that its folder is in, or would be.
 */
export function describeSource(source: Source, presence: Presence, dataDir: string): string {
  const { name, title, folder, downloads, unpacked, terms, citation } = source;
  const bytes = downloads.reduce((sum, one) => sum + one.bytes, 0);
  const costs = `${humanSize(bytes)} to download, at most ${humanSize(unpacked.maxBytes)} on disk`;
  return [
    `${name}: ${title}`,
    `  ${stateOf(presence, bytes)}: ${dataDir}/${folder}`,
    `  costs ${costs}`,
    ...downloads.map(({ urls }) => `  from ${urls.join(" or ")}`),
    `  terms: ${terms}`,
    `  cite: ${citation}`,
  ].join("\n");
}

function stateOf(presence: Presence, bytes: number): string {
  switch (presence.kind) {
    case "complete":
      return "there";
    case "foreign":
      return "there, from elsewhere";
    case "started":
      return `${Math.floor(100 * presence.bytes / bytes)} % downloaded, goes into`;
    case "absent":
      return "not there, goes into";
  }
}
