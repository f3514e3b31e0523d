/** The story that the demo tells, that the pictures show and that tests play. */
import { whyNoClickHouse } from '../../test/emulator/platform.ts';
import { GATE_ACTS } from './gate-acts.ts';
import { POLICY_ACTS } from './policy-acts.ts';
import type { Act } from './stage.ts';

export const ACTS: readonly Act[] = [...GATE_ACTS, ...POLICY_ACTS];

/** Why an act can't be played on this machine; null: it can. No other act rests on it then. */
export function whyLeftOut({ needsClickHouse = false }: Act): string | null {
  return needsClickHouse ? whyNoClickHouse() : null;
}
