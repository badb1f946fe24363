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

function show(value: unknown): string {
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
