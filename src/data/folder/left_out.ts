import type { Listing } from "./list_folder.ts";
import { isImageName, isOtherImageName } from "./image_names.ts";

/** Counts what is left out of a set of images: names by their endings, hidden ones, and links that lead back. */
export interface LeftOut {
  /** Adds what a folder has besides images and folders. */
  readonly add: (listing: Listing) => void;
  /** Adds a link to a folder that is read already, or that holds the folder the link is in. */
  readonly addLink: () => void;
  /** Adds what another count has. */
  readonly addAll: (other: LeftOut) => void;
  /** Says it in a few words; an empty text if nothing is left out. */
  readonly text: () => string;
  /** The numbers, by what they are called by. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Starts to count. */
export function leftOut(): LeftOut {
  const counts = new Map<string, number>();
  const count = (kind: string, more = 1) => more > 0 && counts.set(kind, (counts.get(kind) ?? 0) + more);
  return {
    counts,
    add({ files, hidden }) {
      for (const name of files) if (!isImageName(name)) count(endingOf(name));
      count(HIDDEN, hidden);
    },
    addLink: () => count(LINK),
    addAll: (other) => other.counts.forEach((more, kind) => count(kind, more)),
    text() {
      const endings = [...counts].filter(([kind]) => kind !== HIDDEN && kind !== LINK)
        .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1));
      const images = endings.filter(([kind]) => isOtherImageName(kind));
      const others = endings.filter(([kind]) => !isOtherImageName(kind));
      const [hidden = 0, links = 0] = [counts.get(HIDDEN), counts.get(LINK)];
      return [
        summary(images, "image of a format that is not read", "images of formats that are not read"),
        summary(others, "other file", "other files"),
        hidden === 0 ? "" : `${hidden} hidden`,
        links === 0 ? "" : `${links} ${links === 1 ? "link" : "links"} to folders that are read already`,
      ].filter((part) => part !== "").join(", ");
    },
  };
}

const HIDDEN = "hidden", LINK = "link";

/** The most endings that are named. */
const NAMED = 5;

function endingOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot < 0 ? "no ending" : name.slice(dot).toLowerCase();
}

function summary(endings: readonly (readonly [string, number])[], one: string, many: string): string {
  const all = endings.reduce((sum, [, count]) => sum + count, 0);
  if (all === 0) return "";
  const named = endings.slice(0, NAMED).map(([ending, count]) => `${count} ${ending}`);
  const more = endings.length > NAMED ? ", …" : "";
  return `${all.toLocaleString("en")} ${all === 1 ? one : many} (${named.join(", ")}${more})`;
}

/** Says in a line what is left out; no line if nothing is. */
export function leftOutNotes(omitted: LeftOut): readonly string[] {
  const text = omitted.text();
  return text === "" ? [] : [`Left out: ${text}.`];
}
