import { DEFAULTS as ACCESS_DEFAULTS, readInputs as readAccess } from '../../../src/actions/access/inputs.ts';
import { DEFAULTS as AUDIT_LOG_DEFAULTS, readInputs as readAuditLog } from '../../../src/actions/audit-log/inputs.ts';
import { DEFAULTS, type Inputs, readInputs } from '../../../src/actions/gate/inputs.ts';
import { DEFAULTS as POLICIES_DEFAULTS, readInputs as readPolicies } from '../../../src/actions/policies/inputs.ts';
import { type Connection, readConnection } from '../../../src/inputs/connection.ts';
import { createInputReader, type GetInput } from '../../../src/inputs/reader.ts';
import type { EventFacts, Visibility } from '../../../src/runner/event.ts';

/** A push by somebody, which explains no missing secret. */
export const PUSH: EventFacts = { eventName: 'push', actor: 'octocat', isFork: false };

export interface AllInputs extends Inputs {
  readonly connection: Connection;
}

/**
 * Reads the gate's inputs with its connection, as a step does it.
 * @throws {InputError} with everything that is wrong
 */
export function readGateInputs(getInput: GetInput, event = PUSH): AllInputs {
  const reader = createInputReader(getInput, DEFAULTS);
  const connection = readConnection(reader, event);
  return { ...readInputs(reader), ...reader.finish({ connection }) };
}

/**
 * The same for the access review.
 * @throws {InputError} with everything that is wrong
 */
export function readAccessInputs(getInput: GetInput, event = PUSH) {
  const reader = createInputReader(getInput, ACCESS_DEFAULTS);
  const connection = readConnection(reader, event);
  return { ...readAccess(reader), ...reader.finish({ connection }) };
}

/**
 * The same for policies as files, whose mode `validate` has no connection.
 * @throws {InputError} with everything that is wrong
 */
export function readPoliciesInputs(getInput: GetInput, event = PUSH) {
  const reader = createInputReader(getInput, POLICIES_DEFAULTS);
  if (reader.textOf('mode') === 'validate') return readPolicies(reader, 'acme/infra');
  const connection = readConnection(reader, event);
  return { ...readPolicies(reader, 'acme/infra'), ...reader.finish({ connection }) };
}

/**
 * The same for the export of the audit log, by default in a private repository.
 * @throws {InputError} with everything that is wrong
 */
export function readAuditLogInputs(getInput: GetInput, event = PUSH, visibility: Visibility = 'private') {
  const reader = createInputReader(getInput, AUDIT_LOG_DEFAULTS);
  const connection = readConnection(reader, event);
  return { ...readAuditLog(reader, { workspace: 'w', temp: 't' }, visibility), ...reader.finish({ connection }) };
}
