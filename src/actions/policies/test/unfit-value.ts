/** A value that a type of ClickHouse does not hold, or would make another one of. */
export class UnfitValue extends Error {
  readonly value: string;
  /** What may stand in its place. */
  readonly allowed: string;
  constructor(value: string, allowed: string) {
    super(`${value} is not allowed, but ${allowed}`);
    this.value = value;
    this.allowed = allowed;
  }
}
