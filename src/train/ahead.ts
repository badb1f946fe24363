import { turn } from "./turn.ts";

/**
 * Prepares the next item of a source while the one before is used: each is asked for in a turn of the event loop after
 * the item before it was given out, so that whoever got that can first order the device to work.
 *
 * @returns The items in their order. An error of the source is thrown where its item would be.
 */
export async function* ahead<A>(source: AsyncIterable<A>): AsyncGenerator<A> {
  const items = source[Symbol.asyncIterator]();
  let next = items.next();
  try {
    for (;;) {
      const item = await next;
      if (item.done) return;
      next = turn().then(() => items.next());
      next.catch(() => {}); // it is thrown when it is waited for
      yield item.value;
    }
  } finally {
    await next.catch(() => {});
    await items.return?.();
  }
}
