/** Which of a window's ids came in how many of its readings. There may be a hundred thousand, so each is held once. */
export interface Sightings {
  /** Of all readings. */
  readonly size: number;
  /** How many different ids came in this reading. */
  readonly came: number;
  /** Whether this reading and the one before it had the same ids. */
  readonly isSettled: boolean;
  has(id: string): boolean;
  /** @param at its time, in milliseconds since 1970 */
  set(id: string, at: number): void;
  /** The next ids are those of another reading. */
  begin(): void;
  /** The ids with their times. Nothing can be noted afterwards. */
  take(): Map<string, number>;
}

/** Ids that there is room for at first. */
const LEAST_ROOM = 64;

/** Notes nothing yet; the first reading has begun. */
export function createSightings(): Sightings {
  /** The place of each id; in the end its time. Another map beside this one would take as much room again. */
  const places = new Map<string, number>();
  let times = new Float64Array(LEAST_ROOM);
  /** The last reading that each id came in. */
  let readings = new Uint16Array(LEAST_ROOM);
  // An id that came in none yet has a 0 there, which is neither this reading nor the one before.
  let [reading, came, again, cameBefore] = [1, 0, 0, 0];
  return {
    get size() {
      return places.size;
    },
    get came() {
      return came;
    },
    get isSettled() {
      return came === cameBefore && again === came;
    },
    has: (id) => places.has(id),
    set(id, at) {
      const place = places.get(id) ?? places.size;
      if (place === times.length) {
        const [moreTimes, moreReadings] = [new Float64Array(2 * place), new Uint16Array(2 * place)];
        moreTimes.set(times);
        moreReadings.set(readings);
        [times, readings] = [moreTimes, moreReadings];
      }
      const last = readings[place];
      if (last !== reading) {
        came += 1;
        if (last === reading - 1) again += 1;
      }
      places.set(id, place);
      times[place] = at;
      readings[place] = reading;
    },
    begin() {
      reading += 1;
      [came, again, cameBefore] = [0, 0, came];
    },
    take() {
      for (const [id, place] of places) places.set(id, times[place] ?? 0);
      return places;
    },
  };
}
