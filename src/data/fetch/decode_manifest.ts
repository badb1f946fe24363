import * as E from "fp-ts/Either";
import { pipe } from "fp-ts/function";
import { DataError } from "../error.ts";
import type { ArchiveKind, Checksum, Download, Manifest, Source } from "./manifest.ts";

/**
 * Decodes a manifest, the text of `data/manifest.json` or one of the same form.
 *
 * Names of folders and files are plain: they cannot lead out of the folder they are put into. Every file has a size and
 * a checksum.
 *
 * @param text JSON: an object with a data set for every name.
 * @returns The data sets in their order, or the first thing that is wrong and where.
 */
export function decodeManifest(text: string): E.Either<DataError, Manifest> {
  return pipe(
    E.tryCatch(
      (): unknown => JSON.parse(text),
      () => problem("the manifest", "must be JSON", text.slice(0, 40)),
    ),
    E.chain(asObject("the manifest")),
    E.chain((sets) => pipe(Object.keys(sets), E.traverseArray((name) => decodeSource(name, sets[name])))),
  );
}

type Fields = Readonly<Record<string, unknown>>;
type Decoder<A> = (value: unknown) => E.Either<DataError, A>;

const PLAIN_NAME = /^[A-Za-z0-9][\w.-]*$/;
const KINDS: readonly string[] = ["tar", "tar.gz", "zip", "file"] satisfies readonly ArchiveKind[];

function decodeSource(name: string, value: unknown): E.Either<DataError, Source> {
  return pipe(
    E.Do,
    E.bind("name", () => asText(`the name ${name}`, PLAIN_NAME, "must be a plain name")(name)),
    E.bind("fields", () => asObject(name)(value)),
    E.bind("title", ({ fields }) => asLine(`${name}.title`)(fields.title)),
    E.bind("folder", ({ fields }) => asPlainName(`${name}.folder`)(fields.folder)),
    E.bind("kind", ({ fields }) => asKind(`${name}.kind`)(fields.kind)),
    E.bind("downloads", ({ fields }) => asList(`${name}.downloads`, decodeDownload)(fields.downloads)),
    E.bind("unpacked", ({ fields }) => decodeLimits(`${name}.unpacked`)(fields.unpacked)),
    E.bind("publishedMd5", ({ fields }) => decodeSums(`${name}.publishedMd5`)(fields.publishedMd5 ?? {})),
    E.bind("terms", ({ fields }) => asLine(`${name}.terms`)(fields.terms)),
    E.bind("citation", ({ fields }) => asLine(`${name}.citation`)(fields.citation)),
    E.map(({ fields: _, ...source }) => source),
  );
}

function decodeDownload(at: string): Decoder<Download> {
  return (value) =>
    pipe(
      E.Do,
      E.bind("fields", () => asObject(at)(value)),
      E.bind("urls", ({ fields }) => asList(`${at}.urls`, asUrl)(fields.urls)),
      E.bind("file", ({ urls }) => asPlainName(`the file name of ${at}.urls`)(fileOf(urls[0]))),
      E.bind("bytes", ({ fields }) => asCount(`${at}.bytes`)(fields.bytes)),
      E.bind("checksum", ({ fields }) => decodeChecksum(at, fields)),
      E.map(({ fields: _, ...download }) => download),
    );
}

function decodeLimits(at: string): Decoder<Source["unpacked"]> {
  return (value) =>
    pipe(
      E.Do,
      E.bind("fields", () => asObject(at)(value)),
      E.bind("maxBytes", ({ fields }) => asCount(`${at}.maxBytes`)(fields.maxBytes)),
      E.bind("maxEntries", ({ fields }) => asCount(`${at}.maxEntries`)(fields.maxEntries)),
      E.map(({ maxBytes, maxEntries }) => ({ maxBytes, maxEntries })),
    );
}

/** MD5 by the names of files in the folder of a set. */
function decodeSums(at: string): Decoder<Source["publishedMd5"]> {
  return (value) =>
    pipe(
      asObject(at)(value),
      E.chain((sums) =>
        pipe(
          Object.entries(sums),
          E.traverseArray(([file, sum]) =>
            pipe(
              asPlainName(`a name in ${at}`)(file),
              E.chain(() => asText(`${at}.${file}`, /^[0-9a-f]{32}$/, "must be 32 hexadecimal digits")(sum)),
              E.map((hex) => [file, hex] as const),
            )
          ),
        )
      ),
      E.map(Object.fromEntries),
    );
}

/** The SHA-256 where there is one, else the MD5. */
function decodeChecksum(at: string, { sha256, md5 }: Fields): E.Either<DataError, Checksum> {
  const [algorithm, digits, value] = sha256 === undefined
    ? ["md5", 32, md5] as const
    : ["sha256", 64, sha256] as const;
  return pipe(
    asText(`${at}.${algorithm}`, new RegExp(`^[0-9a-f]{${digits}}$`), `must be ${digits} hexadecimal digits`)(
      value,
    ),
    E.map((hex) => ({ algorithm, hex })),
  );
}

function asObject(at: string): Decoder<Fields> {
  return (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? E.right(value as Fields)
      : E.left(problem(at, "must be an object", value));
}

function asList<A>(at: string, item: (at: string) => Decoder<A>): Decoder<readonly A[]> {
  return (value) =>
    Array.isArray(value) && value.length > 0
      ? pipe(value as readonly unknown[], E.traverseArrayWithIndex((i, one) => item(`${at}[${i}]`)(one)))
      : E.left(problem(at, "must be a list of at least one", value));
}

function asText(at: string, pattern: RegExp, rule: string): Decoder<string> {
  return (value) =>
    typeof value === "string" && pattern.test(value) ? E.right(value) : E.left(problem(at, rule, value));
}

function asLine(at: string): Decoder<string> {
  return asText(at, /^[^\p{Cc}]+$/u, "must be a line of text");
}

function asPlainName(at: string): Decoder<string> {
  return asText(at, PLAIN_NAME, "must be a plain name");
}

function asUrl(at: string): Decoder<string> {
  return (value) =>
    typeof value === "string" && /^https?:\/\//.test(value) && URL.canParse(value)
      ? E.right(value)
      : E.left(problem(at, "must be an address with http:// or https://", value));
}

function asKind(at: string): Decoder<ArchiveKind> {
  return (value) =>
    typeof value === "string" && KINDS.includes(value)
      ? E.right(value as ArchiveKind)
      : E.left(problem(at, `must be one of ${KINDS.join(", ")}`, value));
}

function asCount(at: string): Decoder<number> {
  return (value) =>
    typeof value === "number" && Number.isSafeInteger(value) && value > 0
      ? E.right(value)
      : E.left(problem(at, "must be a whole number of at least 1", value));
}

function fileOf(url: string | undefined): string | undefined {
  return url === undefined ? undefined : new URL(url).pathname.split("/").at(-1);
}

function problem(at: string, rule: string, value: unknown): DataError {
  return new DataError(
    `Cannot read the manifest of the data sets: ${at} ${rule}, current value is ${JSON.stringify(value)}`,
  );
}
