/** `redact: always`, and characters that nobody sees in the middle of what is hidden: reports take them out. */
import { describe, expect, it } from 'vitest';
import { startEmulator, usualPolicies } from '../../emulator/platform.ts';
import type { ActionResult } from '../run-action.ts';
import { runGate } from './gate.ts';

const HIDE = { redact: 'always', reports: 'json\nmarkdown\njunit\nsarif', 'sarif-anchor': 'main.tf' };
const CHECK = { ...HIDE, mode: 'check', 'sync-name': '' };

/** Of each kind one: without a width, a colour of a terminal, its link, a NUL, a turn of the direction. */
const PIECES = ['\u200b', '\u001b[31m', '\u001b]8;;\u0007', '\u0000', '\u202e'];

/** An account that the gate does not know otherwise, and a resource in it. */
const ID = '999988887777';
const ARN = 'arn:aws:s3:::globex-exports';

/** Breaks a name in its middle. */
const breakUp = (name: string, piece: string) => `${name.slice(0, 5)}${piece}${name.slice(5)}`;

/** Each place where somebody may read, as it is, as a page shows it, and as a program reads it. */
function everything({ printed, summary, outputs, reports, annotations }: ActionResult): string {
  const places = [
    printed,
    summary,
    JSON.stringify(outputs),
    JSON.stringify(annotations),
    ...Object.values(reports),
  ].join('\n');
  const decoded = places
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
    .replace(/\\u([0-9a-f]{4})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a program or a terminal takes them out.
  const joined = decoded.replace(/\u001b(?:\[[0-9;]*m|\]8;;\u0007)|[\u0000\u200b\u202e]/g, '');
  return [places, decoded, joined].join('\n');
}

describe('under `redact`, what characters without a glyph break up is hidden', { concurrent: true }, () => {
  it.for(PIECES)('in a description and in a waiver (%j)', async (piece) => {
    const words = `Look at ${breakUp(ID, piece)} and ${breakUp(ARN, piece)} first.`;
    const policies = usualPolicies().map((policy) => ({ ...policy, description: words }));
    await using emulator = await startEmulator({ policies });
    const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
    const waiver = { policy: 'Unencrypted S3 buckets', resource: 'zzz-*', reason: words, owner: words, expires: day };
    const files = { 'w.yml': JSON.stringify({ version: 1, waivers: [waiver] }) };
    const result = await runGate(emulator, { ...CHECK, waivers: 'w.yml' }, { files });
    expect(result.outputs['outcome'], result.printed).toBe('violations');
    expect(Object.keys(result.reports)).toHaveLength(4);
    expect(everything(result)).toContain('Look at account-');
    expect(everything(result)).not.toMatch(/999988887777|globex-exports/);
  });

  it.for(PIECES)("in a table's name (%j)", async (piece) => {
    await using emulator = await startEmulator({ script: { ends: 'failed', errors: 2 } });
    const name = `aws_${breakUp(ID, piece)}`;
    emulator.fault({
      route: 'run-tables',
      times: 9,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({ ...body, items: body.items?.map((item) => ({ ...item, name, errors: 3 })) }),
      },
    });
    const result = await runGate(emulator, HIDE);
    expect(result.outputs['outcome']).toBe('sync-failed');
    expect(everything(result)).toContain('aws_account-');
    expect(everything(result)).not.toContain(ID);
  });

  it('in an account that policies and their descriptions name in two ways, with one hash', async () => {
    const policies = usualPolicies().map((policy) => ({ ...policy, description: 'Ask globex-prod.' }));
    await using emulator = await startEmulator({ policies });
    emulator.fault({
      route: 'list-violations',
      times: 99,
      do: {
        kind: 'rewrite',
        rewrite: (body) => ({
          ...body,
          items: body.items?.map((item) => ({ ...item, _cq_account_name: 'globex\u200b-prod' })),
        }),
      },
    });
    const result = await runGate(emulator, CHECK);
    const { judgement } = JSON.parse(result.reports['report.json'] ?? '') as {
      judgement: { policies: { description: string; violations: { account: { name: string } }[] }[] };
    };
    expect(everything(result)).not.toContain('globex');
    const [policy] = judgement.policies.filter(({ violations }) => violations.length > 0);
    expect(policy?.description).toBe(`Ask ${policy?.violations[0]?.account.name}.`);
  });
});
