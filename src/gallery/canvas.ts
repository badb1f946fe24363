import font from "oled-font-5x7";

/** A colour as red, green and blue in `0…255`. */
export type Colour = readonly [number, number, number];

/** An RGB picture that is drawn on, `[height, width, 3]` bytes. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Width and height of a letter in pixels, with the gap to the next one. */
export const LETTER: { readonly width: number; readonly height: number } = {
  width: font.width + 1,
  height: font.height + 1,
};

/** The font has no Greek: the columns of a lambda, lowest bit on top. */
const LAMBDA = [0x41, 0x36, 0x08, 0x30, 0x40];

/** A picture of one colour. */
export function canvas(width: number, height: number, [r, g, b]: Colour): Canvas {
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < data.length; i += 3) data.set([r, g, b], i);
  return { width, height, data };
}

/**
 * Draws an image with its top left corner at `(left, top)`, every pixel as a square of `zoom` pixels.
 *
 * @param colour The colour of pixel `(x, y)` of the image, in `[0, 1]`.
 */
export function drawImage(
  to: Canvas,
  { left, top, width, height, zoom }: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
    readonly zoom: number;
  },
  colour: (x: number, y: number) => Colour,
): void {
  for (let y = 0; y < height * zoom; y++) {
    for (let x = 0; x < width * zoom; x++) {
      const bytes = colour(Math.floor(x / zoom), Math.floor(y / zoom)).map((share) =>
        Math.round(255 * share)
      );
      to.data.set(bytes, ((top + y) * to.width + left + x) * 3);
    }
  }
}

/** Writes a line of text with its top left corner at `(left, top)`. */
export function drawText(to: Canvas, text: string, left: number, top: number, colour: Colour): void {
  for (const [i, letter] of [...text].entries()) {
    for (const [column, bits] of glyph(letter).entries()) {
      for (let row = 0; row < font.height; row++) {
        if ((bits >> row & 1) === 0) continue;
        to.data.set(colour, ((top + row) * to.width + left + i * LETTER.width + column) * 3);
      }
    }
  }
}

function glyph(letter: string): readonly number[] {
  if (letter === "λ") return LAMBDA;
  const index = font.lookup.indexOf(letter);
  return font.fontData.slice(index * font.width, (index + 1) * font.width);
}
