/** That files of the folder are not read which the repository has, or may have. */
export interface Gap {
  /** As a half of a sentence. */
  readonly why: string;
  /** Whether some are there for certain. */
  readonly isSure: boolean;
}
