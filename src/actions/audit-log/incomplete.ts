import { StepError } from '../../errors.ts';

/** A list that can't be believed to be whole. */
export class IncompleteError extends StepError {
  override name = 'IncompleteError';
}
