/** That files of the folder are not read which the repository has, or may have. */
export interface Gap {
  /** As a half of a sentence. */
  readonly why: string;
  /** Whether some are there for certain. */
  readonly isSure: boolean;
}

/** The gap to tell: one that is sure, if there is one. Null: there is none at all. */
export function pickGap(gaps: readonly (Gap | null)[]): Gap | null {
  return gaps.find((gap) => gap?.isSure) ?? gaps.find((gap) => gap !== null) ?? null;
}
