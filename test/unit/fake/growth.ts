const SHORT = 2 ** 11;
const TIMES = 16;

/** Below it, what else the machine does counts more than the work. */
const LEAST_MILLISECONDS = 0.2;

/** `measureGrowth` is 1 if the time grows with the text, and 16 if it grows with the square of its length. */
export const MOST_IF_LINEAR = 4;

/**
 * How long some work takes for a text of one part, many times over, next to what it takes for sixteen texts that together
 * are as long. It is the middle of five such pairs: a load of the machine slows down both sides alike.
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
  const ratios = Array.from({ length: 5 }, () => time(long, 1) / time(short, TIMES));
  return ratios.toSorted((a, b) => a - b)[2] ?? Number.POSITIVE_INFINITY;
}
