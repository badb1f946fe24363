/** The last line of a terminal, written over and over. */
export interface LiveLine {
  /** Puts a text in place of the one before. */
  show(text: string): void;
  /** Writes a whole line above, which stays. */
  print(text: string): void;
  /** Takes the live line away. */
  clear(): void;
}

/**
 * Makes a live line, or one that shows only the lines that stay.
 *
 * @param write Writes text as it is.
 * @param columns Width of the terminal; `undefined` where there is none.
 */
export function liveLine(write: (text: string) => void, columns: number | undefined): LiveLine {
  const erase = columns === undefined ? "" : "\r\x1b[2K";
  return {
    show: (text) => columns === undefined || write(`${erase}${text.slice(0, columns - 1)}`),
    print: (text) => write(`${erase}${text}\n`),
    clear: () => write(erase),
  };
}
