/** What a downloaded file is: an archive, or a `file` that is kept as it is. */
export type ArchiveKind = "tar" | "tar.gz" | "zip" | "file";

/** A published checksum. */
export interface Checksum {
  /** How it is computed. */
  readonly algorithm: "sha256" | "md5";
  /** Its value, in lower-case hexadecimal digits. */
  readonly hex: string;
}

/** A file that can be downloaded. */
export interface Download {
  /** What it is called, here and on any mirror: the last part of its addresses. */
  readonly file: string;
  /** Where it can be had, the official address first. All give the same bytes. */
  readonly urls: readonly string[];
  /** How large it is. */
  readonly bytes: number;
  /** Its published checksum. */
  readonly checksum: Checksum;
}

/** A data set that can be had. */
export interface Source {
  /** What the command line calls it. */
  readonly name: string;
  /** What it is, in a line. */
  readonly title: string;
  /** The folder that it becomes, inside the data folder; an archive has the same folder inside. */
  readonly folder: string;
  /** What its files are. */
  readonly kind: ArchiveKind;
  /** Its files. */
  readonly downloads: readonly Download[];
  /** No more than this is ever unpacked. */
  readonly unpacked: { readonly maxBytes: number; readonly maxEntries: number };
  /** The published MD5 of files in its folder, in lower-case hexadecimal digits, as far as there are such. */
  readonly publishedMd5: Readonly<Record<string, string>>;
  /** Under which terms it may be used. */
  readonly terms: string;
  /** What to cite. */
  readonly citation: string;
}

/** Every data set that can be had. */
export type Manifest = readonly Source[];
