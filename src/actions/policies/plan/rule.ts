/** What the one who runs the action allows. */
export interface PlanRule {
  /** Whose mark makes an object ours. */
  readonly owner: string;
  /** Whether an object without our mark may become ours if it has the name that a file gives. */
  readonly adopt: 'never' | 'by-name';
  /** What becomes of an object of ours whose file is gone. */
  readonly onRemoved: 'keep' | 'pause' | 'delete';
  /** How many objects may be paused or deleted since their files are gone. */
  readonly maxRemovals: number;
}
