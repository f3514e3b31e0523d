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
      // @failure inputs (only a warning) | The action has no such input. Correct its name, or take it out.
      return { kind: 'stranger', sentence: `${shown} is not an input of this action, and has no effect.` };
    }
    const remedy = `correct it, or take the variable ${toVariable(name)} out of the environment`;
    // @failure inputs (an error) | The name of an input has a typing error, so its default would be used. Correct it.
    // If your workflow has no such input, an action around this one, or `env`, may have set the variable.
    return {
      kind: 'slip',
      sentence: `${shown} is not an input of this action; the nearest that it has is \`${near}\`: ${remedy}.`,
    };
  });
}

function toVariable(name: string): string {
  return `INPUT_${toLogText(name.toUpperCase(), 100)}`;
}
