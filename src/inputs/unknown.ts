import { toLogText } from '../text/escape.ts';
import type { InputReader } from './reader.ts';

/** An input that the action does not have. `slip`: it is one of the action's, misspelt, so that the step must not go on. */
export interface UnknownInput {
  readonly kind: 'slip' | 'stranger';
  readonly sentence: string;
}

/**
 * What to say of inputs that the action does not have. GitHub warns of them only in the log, and other runners not at
 * all, while each misspelt one leaves a default in force that somebody wanted to change.
 * @param given the names that are set, in lower case and with `_` for a blank; an action around this one may have set
 * some of them
 * @param reader was asked for all of the action's own inputs
 */
export function explainUnknown(given: readonly string[], reader: Pick<InputReader, 'findNear'>): UnknownInput[] {
  return given.map((name) => {
    const shown = `\`${toLogText(name, 100)}\``;
    const near = reader.findNear(name);
    if (near === null) {
      // @failure inputs (only a warning) | Correct the name of the input, or remove it.
      return { kind: 'stranger', sentence: `${shown} is not an input of this action, and has no effect.` };
    }
    const remedy = `correct it, or take the variable ${toVariable(name)} out of the environment`;
    // @failure inputs (an error) | Correct the name of the input. If your workflow does not set it, look at `env`: a
    // variable `INPUT_…` counts as an input. Another action may have set it, too.
    return {
      kind: 'slip',
      sentence: `${shown} is not an input of this action; the nearest that it has is \`${near}\`: ${remedy}.`,
    };
  });
}

function toVariable(name: string): string {
  return `INPUT_${toLogText(name.toUpperCase(), 100)}`;
}
