/** For a page: what tests of engines use of Deno. A test in Deno asks for the names of these tests, and runs them. */
type Check = (t: Pick<Deno.TestContext, "step">) => void | Promise<void>;

const checks: (readonly [name: string, check: Check])[] = [];

function test(first: string | { name: string; fn: Check; ignore?: boolean }, fn?: Check): void {
  if (typeof first === "string") checks.push([first, fn!]);
  else if (!first.ignore) checks.push([first.name, first.fn]);
}

/** Runs a check and its steps, and gives what failed, and why. */
async function failuresOf(name: string, check: Check): Promise<readonly string[]> {
  const failed: string[] = [];
  const step = async (inner: string, body: Check) => {
    const before = failed.length;
    failed.push(...await failuresOf(`${name}: ${inner}`, body));
    return failed.length === before;
  };
  try {
    await check({ step } as Deno.TestContext);
  } catch (error) {
    failed.push(`${name}: ${error}`);
  }
  return failed;
}

Object.assign(globalThis, {
  Deno: { test, env: { get: () => undefined } },
  checks: () => checks.map(([name]) => name),
  failures: (i: number) => failuresOf(...checks[i]!),
});
