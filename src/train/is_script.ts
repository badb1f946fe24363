/** Whether the value of `--method` is the path of a script rather than the name of a method. */
export function isScript(method: string): boolean {
  return /[/\\]|\.[mc]?[jt]s$/.test(method);
}
