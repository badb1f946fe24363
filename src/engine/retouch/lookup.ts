import type { RetouchStep } from "../../pair/mod.ts";

/** What an operation that looks at bytes one by one makes of each of the 256 bytes of a channel. */
export function lookup(
  step: Exclude<RetouchStep, { op: "affine" }>,
  counts: ArrayLike<number>,
): Uint8Array {
  switch (step.op) {
    case "autocontrast":
      return autocontrast(counts);
    case "equalize":
      return equalize(counts);
    case "posterize": {
      const kept = 256 - 2 ** (8 - step.bits);
      return bytes((value) => value & kept);
    }
    case "solarize":
      return bytes((value) => value < step.threshold ? value : 255 - value);
  }
}

function bytes(of: (value: number) => number): Uint8Array {
  return Uint8Array.from({ length: 256 }, (_, value) => of(value));
}

/** From the lowest byte that there is at 0 to the highest at 255; a channel of one byte stays as it is. */
function autocontrast(counts: ArrayLike<number>): Uint8Array {
  const there = Array.from({ length: 256 }, (_, value) => value).filter((value) => counts[value]! > 0);
  const low = there[0] ?? 0, high = there.at(-1) ?? 0;
  if (high <= low) return bytes((value) => value);
  return bytes((value) => Math.min(255, Math.max(0, Math.floor(255 * (value - low) / (high - low)))));
}

/** Spreads bytes by how many are below them; a channel of one byte stays as it is. */
function equalize(counts: ArrayLike<number>): Uint8Array {
  const there = Array.from({ length: 256 }, (_, value) => counts[value]!).filter((count) => count > 0);
  const step = there.length < 2
    ? 0
    : Math.floor((there.reduce((sum, count) => sum + count, 0) - there.at(-1)!) / 255);
  if (step === 0) return bytes((value) => value);
  let below = Math.floor(step / 2);
  return bytes((value) => {
    const place = Math.min(255, Math.floor(below / step));
    below += counts[value]!;
    return place;
  });
}
