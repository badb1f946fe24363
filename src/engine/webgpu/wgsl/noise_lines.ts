import { band } from "../../../mask/field.ts";
import { linesOf } from "../layout/above_layout.ts";
import { eachOf, float, list } from "./text.ts";

/**
 * WGSL that makes noise from a table of {@linkcode aboveTable}, for columns side by side: `addAlong(field, group)` takes a
 * field and a group of columns, and `makeLines(top)` then sets `line0`, `line1`, … to the noise in a set of lines.
 *
 * @param lines Where the waves down the columns begin in the table.
 */
export function noiseLines([height, width]: readonly [height: number, width: number], lines: number): string {
  const along = band(width) + 1,
    down = band(height) + 1,
    waves = list(down, (k) => k),
    { folds } = linesOf(height);
  const sum = (parity: number, text: (k: number) => string) =>
    waves.filter((k) => k % 2 === parity && text(k) !== "").map(text).join(" + ") || "vec4<f32>(0.0)";
  return `
/** Of the waves with as many cycles down a column: what multiplies their cosine and their sine, for columns side by side. */
${eachOf(waves, (k) => `var<private> even${k} : vec4<f32>;\n    var<private> odd${k} : vec4<f32>;`)}
/** The noise of these columns in a set of lines, which is known by the first one. */
${eachOf(folds, (_, fold) => `var<private> line${fold} : vec4<f32>;`)}
/** Adds up the waves along the lines; down the columns they begin half a line earlier then. */
fn addAlong(field : i32, group : i32) {
  ${eachOf(waves, (k) => `var e${k} = vec4<f32>(0.0);\n    var o${k} = vec4<f32>(0.0);`)}
  for (var k = 0; k < ${along}; k++) {
    let c = table[2 * (group * ${along} + k)];
    let s = table[2 * (group * ${along} + k) + 1];
    let at = field + k * ${down};
    ${
    eachOf(waves, (k) =>
      `let wave${k} = table[at + ${k}];
    e${k} += wave${k}.x * c + wave${k}.y * s;
    o${k} += wave${k}.z * s + wave${k}.w * c;`)
  }
  }
  ${
    eachOf(waves, (k) => {
      const angle = Math.PI * k / height, c = float(Math.cos(angle)), s = float(Math.sin(angle));
      return `even${k} = ${c} * e${k} - ${s} * o${k};\n    odd${k} = ${s} * e${k} + ${c} * o${k};`;
    })
  }
}

/** Makes a set of lines. Cosines and sines of the longer waves give those of the shorter ones. */
fn makeLines(top : i32) {
  let wave = table[${lines} + top];
  let c1 = wave.x;
  let s1 = wave.y;
  let c2 = wave.z;
  let s2 = wave.w;
  ${
    eachOf(waves.slice(3), (k) => {
      const a = k >> 1, b = k - a;
      return `let c${k} = c${a} * c${b} - s${a} * s${b};\n    let s${k} = s${a} * c${b} + c${a} * s${b};`;
    })
  }
  let evenCos = ${sum(0, (k) => k === 0 ? "even0" : `even${k} * c${k}`)};
  let evenSin = ${sum(0, (k) => k === 0 ? "" : `odd${k} * s${k}`)};
  let oddCos = ${sum(1, (k) => `even${k} * c${k}`)};
  let oddSin = ${sum(1, (k) => `odd${k} * s${k}`)};
  ${eachOf(folds, ({ sum }, fold) => `line${fold} = ${sum};`)}
}`;
}
