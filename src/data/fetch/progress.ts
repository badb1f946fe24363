/** How far a step has come. */
export interface Step {
  /** What is being done. */
  readonly stage: "download" | "check" | "unpack" | "convert";
  /** The file, or the folder, it is done with. */
  readonly file: string;
  /** How many bytes are done. */
  readonly done: number;
  /** How many bytes there are, where that is known. */
  readonly total?: number;
}

/** Something that happened on the way, such as a connection that broke and is made again. */
export interface Note {
  /** Always `"note"`. */
  readonly stage: "note";
  /** A sentence for the user. */
  readonly text: string;
}

/** What a download tells while it goes on. */
export type Progress = Step | Note;

/** Listens to progress. */
export type Tell = (progress: Progress) => void;
