import { describe, expect, test } from 'vitest';
import { OUTCOMES } from '../../../../../src/actions/gate/outcome.ts';
import {
  colourOf,
  describeScope,
  type GateIdentity,
  keyOfGate,
} from '../../../../../src/actions/gate/report/comment.ts';

const GATE: GateIdentity = {
  mode: 'gate',
  syncName: 'aws\ngcp',
  platformUrl: 'https://tenant.example',
  workflow: 'octo-org/octo-repo/.github/workflows/gate.yml@refs/pull/7/merge',
  job: 'gate',
  step: '__self',
  scope: '',
};

describe('keyOfGate', () => {
  test.each([
    ['another ref of the same workflow', { workflow: 'octo-org/octo-repo/.github/workflows/gate.yml@refs/heads/a@b' }],
    ['syncs in another order', { syncName: ' gcp \r\n\naws' }],
    ['blanks around', { mode: ' gate ', platformUrl: 'https://tenant.example\n' }],
  ])('%s: the same', (_, more) => {
    expect(keyOfGate({ ...GATE, ...more })).toBe(keyOfGate(GATE));
  });

  test('anything else makes another gate', () => {
    const others = [
      {},
      { mode: 'check' },
      { syncName: 'aws' },
      { platformUrl: 'https://staging.example' },
      { workflow: 'octo-org/octo-repo/.github/workflows/other.yml@refs/pull/7/merge' },
      { job: 'other' },
      { step: '__self_2' },
      { scope: '["prod-*"]' },
    ];
    expect(new Set(others.map((more) => keyOfGate({ ...GATE, ...more }))).size).toBe(others.length);
  });
});

describe('describeScope', () => {
  const scopeWith = (inputs: Readonly<Record<string, string>>) => describeScope((name) => inputs[name] ?? '');

  test('a gate without the inputs that came later keeps the key that it had before them', () => {
    expect(scopeWith({ accounts: ' prod-* \n' })).toBe('["","","","prod-*","",""]');
  });

  test('each of them makes another gate', () => {
    const inputs = ['accounts', 'tags', 'regions', 'resource-types', 'clouds'];
    const scopes = [{}, ...inputs.map((input) => ({ [input]: 'a=b' }))].map(scopeWith);
    expect(new Set(scopes).size).toBe(scopes.length);
    expect(scopeWith({ 'group-by': 'account' })).toBe(scopeWith({}));
  });
});

describe('colourOf', () => {
  test.each(OUTCOMES)('%s', (outcome) => {
    expect(colourOf({ green: false, outcome })).toBe('red');
    expect(colourOf({ green: true, outcome })).toBe(outcome === 'passed' ? 'green' : 'yellow');
  });
});
