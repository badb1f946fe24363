/** Lines that neighbours are read from together. */
const MOST_LINES = 4;

/** How often loops turn for four neighbours at most: some invocations read lines, and others word by word. */
export const WARP_TURNS: number = MOST_LINES + 4;

/**
 * WGSL for `warp(plane, at, x, y)`: by the six numbers of an affine map from `list[at]` on, the words that four neighbours of
 * an image lie between, as `a`, `b`, `c` and `d`, and how they are mixed: as `warp()` on the host.
 *
 * Reading takes the time, and choosing takes less: neighbours mostly stay neighbours, and then lie in two vectors of words
 * of up to three lines. What is torn apart is read one by one. A loop that does not turn takes no time, where a branch may.
 *
 * @param across Vectors of four words in a line.
 */
export function warpSource(height: number, width: number, across: number): string {
  return `
var<private> a : vec4<i32>;
var<private> b : vec4<i32>;
var<private> c : vec4<i32>;
var<private> d : vec4<i32>;
var<private> shareX : vec4<f32>;
var<private> shareY : vec4<f32>;
var<private> inside : vec4<bool>;

/** Four words in a line, and those to the right of each. */
struct Words {
  left : vec4<i32>,
  right : vec4<i32>,
}

/** The words from a column on that is at most four outside of the image: its border is repeated. */
fn wordsFrom(begin : i32, column : i32) -> Words {
  let first = column >> 2u;
  let here = result[begin + clamp(first, 0, ${across - 1})];
  let next = result[begin + clamp(first + 1, 0, ${across - 1})];
  let four = select(here, here.xxxx, first < 0);
  let more = select(next, next.wwww, first >= ${across - 1});
  let even = select(four, vec4<i32>(four.zw, more.xy), (column & 2) > 0);
  let two = select(more.xy, more.zw, (column & 2) > 0);
  let odd = vec4<i32>(even.yzw, two.x);
  let is_odd = (column & 1) > 0;
  return Words(select(even, odd, is_odd), select(odd, vec4<i32>(even.zw, two), is_odd));
}

fn most(v : vec4<i32>) -> i32 { return max(max(v.x, v.y), max(v.z, v.w)); }

fn wordAt(plane : i32, y : i32, x : i32) -> i32 {
  let four = result[plane + y * ${across} + (x >> 2u)];
  let two = select(four.xy, four.zw, (x & 2) > 0);
  return select(two.x, two.y, (x & 1) > 0);
}

fn warp(plane : i32, at : i32, x : i32, y : i32) {
  let pointX = vec4<f32>(f32(4 * x)) + vec4<f32>(0.5, 1.5, 2.5, 3.5);
  let pointY = f32(y) + 0.5;
  let u = list[at] * pointX + list[at + 1] * pointY + list[at + 2];
  let v = list[at + 3] * pointX + list[at + 4] * pointY + list[at + 5];
  inside = (u >= vec4<f32>(0.0)) & (u < vec4<f32>(${width}.0)) & (v >= vec4<f32>(0.0)) & (v < vec4<f32>(${height}.0));
  let left = floor(u - 0.5);
  let top = floor(v - 0.5);
  shareX = u - 0.5 - left;
  shareY = v - 0.5 - top;
  let x0 = clamp(vec4<i32>(left), vec4<i32>(0), vec4<i32>(${width - 1}));
  let x1 = clamp(vec4<i32>(left) + 1, vec4<i32>(0), vec4<i32>(${width - 1}));
  let y0 = clamp(vec4<i32>(top), vec4<i32>(0), vec4<i32>(${height - 1}));
  let y1 = clamp(vec4<i32>(top) + 1, vec4<i32>(0), vec4<i32>(${height - 1}));
  let column = i32(left.x);
  let beside = all(left == vec4<f32>(left.x) + vec4<f32>(0.0, 1.0, 2.0, 3.0))${
    width % 4 === 0 ? "" : ` && column + 4 < ${width}`
  };
  let first = min(min(y0.x, y0.y), min(y0.z, y0.w));
  let last = select(most(y0), most(y1), any(shareY != vec4<f32>(0.0)));
  let together = beside && last - first < ${MOST_LINES};
  for (var line = first; line <= select(-1, last, together); line++) {
    let words = wordsFrom(plane + line * ${across}, column);
    a = select(a, words.left, y0 == vec4<i32>(line));
    b = select(b, words.right, y0 == vec4<i32>(line));
    c = select(c, words.left, y1 == vec4<i32>(line));
    d = select(d, words.right, y1 == vec4<i32>(line));
  }
  for (var i = select(0, 4, together || !any(inside)); i < 4; i++) {
    let own = vec4<i32>(0, 1, 2, 3) == vec4<i32>(i);
    a = select(a, vec4<i32>(wordAt(plane, y0[i], x0[i])), own);
    b = select(b, vec4<i32>(wordAt(plane, y0[i], x1[i])), own);
    c = select(c, vec4<i32>(wordAt(plane, y1[i], x0[i])), own);
    d = select(d, vec4<i32>(wordAt(plane, y1[i], x1[i])), own);
  }
}`;
}
