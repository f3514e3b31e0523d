const SHORT = 2 ** 11;
const TIMES = 16;

/** Below it, what else the machine does counts more than the work. */
const LEAST_MILLISECONDS = 0.2;

/** A load of the machine may fall on one side of most pairs. It does not each time; a square is there each time. */
const MOST_ROUNDS = 6;

/** `measureGrowth` is 1 if the time grows with the text, and 16 if it grows with the square of its length. */
export const MOST_IF_LINEAR = 4;

/**
 * How long some work takes for a text of one part, many times over, next to what it takes for sixteen texts that together
 * are as long. It is the middle of five such pairs, measured again if it is no linear one.
 */
export function measureGrowth(part: string, work: (text: string) => void): number {
  const short = part.repeat(Math.ceil(SHORT / part.length));
  const long = short.repeat(TIMES);
  const time = (text: string, times: number) => {
    const start = performance.now();
    for (let done = 0; done < times; done++) work(text);
    return Math.max(LEAST_MILLISECONDS, performance.now() - start);
  };
  time(short, TIMES);
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < MOST_ROUNDS && least >= MOST_IF_LINEAR; round++) {
    const ratios = Array.from({ length: 5 }, () => time(long, 1) / time(short, TIMES));
    least = Math.min(least, ratios.toSorted((a, b) => a - b)[2] ?? Number.POSITIVE_INFINITY);
  }
  return least;
}
