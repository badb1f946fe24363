/** The part of `jsr:@std/cli/parse-args` that this repository uses, typed by hand for machines that cannot reach JSR. */
export interface ParseOptions {
  readonly string?: readonly string[];
  readonly boolean?: readonly string[];
  readonly collect?: readonly string[];
  readonly alias?: Readonly<Record<string, string | readonly string[]>>;
  readonly default?: Readonly<Record<string, unknown>>;
  readonly unknown?: (arg: string, key?: string, value?: unknown) => unknown;
}
export declare function parseArgs(
  args: readonly string[],
  options?: ParseOptions,
): Readonly<Record<string, unknown>> & { readonly _: readonly (string | number)[] };
