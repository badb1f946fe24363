/** Does some work `calls` times, and resolves once all of it is done. */
export type Turn = (calls: number) => Promise<void>;

/** Milliseconds since some moment. */
export type Clock = () => number;

/** How long to measure. */
export interface Pace {
  /** How many rounds there are, of a turn of each side. */
  readonly rounds: number;
  /** How many rounds there are at least, however long they take. */
  readonly leastRounds: number;
  /** How long a turn should take, in milliseconds. */
  readonly turnMs: number;
  /** After this many milliseconds of rounds, no round is begun that need not be. */
  readonly limitMs: number;
}

/** How two pieces of work compare. */
export interface Comparison {
  /** Median milliseconds of one call of the subject. */
  readonly medianMs: number;
  /** Median over the rounds of the subject's time a call, divided by the yardstick's in the same round. */
  readonly ratio: number;
  /** How many rounds there were. */
  readonly rounds: number;
}

/**
 * Measures a subject against a yardstick in rounds, a turn of one and then a turn of the other, so that whatever else
 * slows the machine slows both.
 *
 * Both sides are warmed up until a turn of each takes about as long as the pace says. What a turn costs besides its
 * calls, such as waiting for a device, is then the same part of both times and leaves the ratio as it is; only where
 * one call alone takes much longer than a turn should does it make the ratio look smaller, by its part of a turn.
 */
export async function compare(
  subject: Turn,
  yardstick: Turn,
  clock: Clock,
  pace: Pace,
): Promise<Comparison> {
  const timed = async (turn: Turn, calls: number) => {
    const start = clock();
    await turn(calls);
    return (clock() - start) / calls;
  };
  const [subjectCalls, yardstickCalls] = [
    await warmUp(subject, timed, pace.turnMs),
    await warmUp(yardstick, timed, pace.turnMs),
  ];
  const times: number[] = [], ratios: number[] = [];
  const start = clock();
  while (
    times.length < pace.leastRounds || times.length < pace.rounds && clock() - start < pace.limitMs
  ) {
    const time = await timed(subject, subjectCalls);
    times.push(time);
    ratios.push(time / await timed(yardstick, yardstickCalls));
  }
  return { medianMs: median(times), ratio: median(ratios), rounds: times.length };
}

/** Once to compile, and then twice as often each time until it takes long enough; gives the calls of a turn. */
async function warmUp(
  turn: Turn,
  timed: (turn: Turn, calls: number) => Promise<number>,
  turnMs: number,
): Promise<number> {
  await turn(1);
  for (let calls = 1;; calls *= 2) {
    const time = await timed(turn, calls);
    if (time * calls >= turnMs / 2) return Math.max(1, Math.round(turnMs / time));
  }
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1]! + sorted[Math.floor(half)]!) / 2;
}
