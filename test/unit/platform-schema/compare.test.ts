import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compare } from '../../../scripts/platform-schema/compare.ts';
import { readDescription } from '../../../scripts/platform-schema/description.ts';
import { ENDPOINTS } from '../../../scripts/platform-schema/endpoints.ts';
import { type Editable, makeUpDescription } from './made-up.ts';

const VENDORS = join(import.meta.dirname, '../../../../shared/openapi/cloudquery-platform.json');

const [, ...CASES] = readFileSync(join(import.meta.dirname, 'drift.txt'), 'utf8')
  .trimEnd()
  .split('\n\n')
  .map((text) => text.split('\n'))
  .map(([name = '', ...lines]) => ({
    name,
    edits: lines.filter((line) => !/^[!·]/.test(line)),
    expected: lines.filter((line) => /^[!·]/.test(line)),
  }));

const ANSWER = 'responses.200.content.application/json.schema';

/** Short names for the beginning of a place. */
const PLACES: Readonly<Record<string, string>> = {
  policies: 'paths./policies.get',
  list: `paths./policies.get.${ANSWER}`,
  policy: `paths./policies.get.${ANSWER}.properties.items.items`,
  violation: `paths./policies/{}/violations.get.${ANSWER}.properties.items.items`,
  draft: 'paths./policies.post.requestBody.content.application/json.schema',
  object: `paths./policies/{}.get.${ANSWER}`,
  create: 'paths./syncs/{}/runs.post',
  get: 'paths./syncs/{}/runs/{}.get',
  run: `paths./syncs/{}/runs/{}.get.${ANSWER}`,
  cancel: 'paths./syncs/{}/runs/{}.patch.requestBody.content.application/json.schema',
  log: 'paths./syncs/{}/runs/{}/logs/live.get',
};

function applyEdit(description: Editable, edit: string): void {
  const [, place = '', how, value = ''] = /^(\S+) (=|\+=|-=|>>) ?(.*)$/.exec(edit) ?? [];
  const { parent, key } = find(description, place);
  if (how === '+=') parent[key] = [...(parent[key] ?? []), JSON.parse(value)];
  else if (how === '-=') parent[key] = parent[key].filter((one: Editable) => one !== value && one.name !== value);
  else if (how === '=' && value !== '') parent[key] = JSON.parse(value);
  else {
    expect(Object.keys(parent)).toContain(key);
    const target = find(description, value || 'gone');
    target.parent[target.key] = parent[key];
    delete parent[key];
  }
}

/** Parameters go by their names. */
function find(description: Editable, place: string): { parent: Editable; key: string } {
  const path = place.replace(/^\w+/, (first) => PLACES[first] ?? first).split('.');
  const key = path.pop() ?? '';
  const parent = path.reduce((json, name) => {
    return Array.isArray(json) ? json.find((one) => one.name === name) : json[name];
  }, description);
  return { parent, key };
}

/** Findings as lines, `!` before those that break the gate. */
function findingsOf(description: unknown): string[] {
  return compare(readDescription(description), ENDPOINTS).map(({ endpoint, breaks, where, message }) =>
    [breaks ? '!' : '·', `${endpoint}:`, where, message].filter((part) => part !== '').join(' '),
  );
}

describe('Drift', () => {
  it('is none where all that is relied on is described', () => {
    expect(findingsOf(makeUpDescription())).toEqual([]);
  });

  it.each(CASES)('$name', ({ edits, expected }) => {
    const description = makeUpDescription();
    for (const edit of edits) applyEdit(description, edit);
    expect(edits.length).toBeGreaterThan(0);
    expect(findingsOf(description)).toEqual(expected);
  });

  it.skipIf(!existsSync(VENDORS))(
    "is none in the vendor's description, of what breaks (skipped where ../shared/openapi is not there)",
    () => {
      const findings = findingsOf(JSON.parse(readFileSync(VENDORS, 'utf8')));
      expect(findings.filter((line) => !/^· .* has a new field, \w+$/.test(line))).toEqual([]);
    },
  );
});
