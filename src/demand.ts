/**
 * Throws a `RangeError` unless a condition holds, in one grammar for the whole package:
 * `Cannot build beta(): alpha must be > 0, current value is -1`.
 *
 * @param ok The condition.
 * @param action What was being done, such as `build beta()`.
 * @param rule What must hold, such as `alpha must be > 0`.
 * @param value What was given instead.
 */
export function demand(ok: boolean, action: string, rule: string, value: unknown): asserts ok {
  if (!ok) throw new RangeError(`Cannot ${action}: ${rule}, current value is ${show(value)}`);
}

/** Checks that a record was given, such as options. */
export function demandRecord(action: string, name: string, value: unknown): void {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  demand(isRecord, action, `${name} must be an object`, value);
}

/**
 * Checks that a record, such as options, has no names but these.
 *
 * @param known The names that there are.
 */
export function demandNames(action: string, name: string, value: unknown, known: readonly string[]): void {
  demandRecord(action, name, value);
  const strange = Object.keys(value as object).find((one) => !known.includes(one));
  demand(strange === undefined, action, `names in ${name} must be of ${known.join(", ")}`, strange);
}

/** Checks that options have no names but these. */
export function demandOptions(action: string, options: unknown, known: readonly string[]): void {
  demandNames(action, "options", options, known);
}

/**
 * Checks that a value has functions of these names, as rules have.
 *
 * @param what The name of the argument and an example of it, such as `pairing must be a rule such as shuffled()`.
 */
export function demandRule(action: string, what: string, value: unknown, functions: readonly string[]): void {
  const has = (name: string) => typeof (value as Readonly<Record<string, unknown>>)[name] === "function";
  const isRule = typeof value === "object" && value !== null && functions.every(has);
  demand(isRule, action, what, value);
}

const LONGEST = 300;

function show(value: unknown): string {
  if (typeof value === "function") return value.name === "" ? "a function" : `the function ${value.name}`;
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol" || typeof value !== "object" || value === null) return plain(value);
  if (Array.isArray(value)) return cut(`[${value.map(inner)}]`);
  const kind = (Object.getPrototypeOf(value) as object | null)?.constructor.name ?? "Object";
  if (kind !== "Object") return `${/^[AEIO]/.test(kind) ? "an" : "a"} ${kind}`;
  return cut(`{${Object.entries(value).map(([name, one]) => `"${name}":${inner(one)}`)}}`);
}

function inner(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : show(value);
}

/** A text that could be taken for a number is quoted. */
function plain(value: unknown): string {
  return typeof value === "string" && /^[-+.\d\s]*$/.test(value) ? `"${value}"` : String(value);
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
