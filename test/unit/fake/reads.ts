/** Counts how often fields are read: a measure of work that no load of the machine changes. */
export interface ReadCounter {
  readonly count: number;
  /** The same thing; from now on each time that one of these fields is read counts, by default any. */
  watch<T extends object>(thing: T, isCounted?: (field: string) => boolean): T;
}

export function createReadCounter(): ReadCounter {
  let count = 0;
  return {
    get count() {
      return count;
    },
    watch: (thing, isCounted = () => true) =>
      new Proxy(thing, {
        get(target, field, receiver) {
          if (typeof field === 'string' && isCounted(field)) count += 1;
          return Reflect.get(target, field, receiver);
        },
      }),
  };
}
