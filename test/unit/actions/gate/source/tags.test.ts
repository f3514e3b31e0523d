import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSourceTags, type SourceTags } from '../../../../../src/actions/gate/source/tags.ts';
import { HOSTILE_TEXTS } from '../../../hostile-corpus.ts';

const TRACE = '5f2a9c1e-7b3d-4e6f-8a90-1b2c3d4e5f60';
const NONE: SourceTags = { gitFile: null, gitRepo: null, gitOrg: null, yorTrace: null };

describe('readSourceTags', () => {
  test.each<[string, string[], Partial<SourceTags>]>([
    ['no tags', [], {}],
    ['key=value', ['git_file=infra/s3.tf'], { gitFile: 'infra/s3.tf' }],
    ['key:value', ['git_repo:shop'], { gitRepo: 'shop' }],
    ['key: value', ['git_org: acme'], { gitOrg: 'acme' }],
    ['JSON', [`{"key":"yor_trace","value":"${TRACE}"}`], { yorTrace: TRACE }],
    ['JSON with blanks and more', ['{ "value": "shop", "x": [1], "key": "git_repo" }'], { gitRepo: 'shop' }],
    ['a value with separators', ['git_file=a=b:c/d: e.tf'], { gitFile: 'a=b:c/d: e.tf' }],
    ['a trace in capitals', [`yor_trace=${TRACE.toUpperCase()}`], { yorTrace: TRACE }],
    ['the same trace in both', [`yor_trace=${TRACE.toUpperCase()}`, `yor_trace:${TRACE}`], { yorTrace: TRACE }],
    ['the same, twice', ['git_file=a.tf', 'git_file: a.tf'], { gitFile: 'a.tf' }],
    ['two files', ['git_file=a.tf', 'git_repo=shop', 'git_file=b.tf'], { gitRepo: 'shop' }],
    ['two repositories', ['git_repo=a', 'git_repo=b', 'git_org=acme'], { gitOrg: 'acme' }],
    ['two owners name no repository', ['git_repo=shop', 'git_org=a', 'git_org=b'], {}],
    ['two traces', [`yor_trace=${TRACE}`, `yor_trace=${TRACE.replace('5f', '6f')}`], {}],
    ['a trace and no trace', [`yor_trace=${TRACE}`, 'yor_trace=x'], {}],
    ['a trace that is no UUID', ['yor_trace=1234'], {}],
    ['a trace inside something else', [`yor_trace=x${TRACE}`], {}],
    ['an empty value', ['git_org=', '{"key":"git_file","value":""}'], {}],
    ['another key', ['Name=git_file=a.tf', 'GIT_FILE=a.tf', 'my_git_file=a.tf', 'git_file2=a.tf'], {}],
    ['keys of every object', ['__proto__=a', 'constructor=b', '{"key":"__proto__","value":"x"}'], {}],
    ['other separators', ['git_file = a.tf', 'git_file a.tf', 'git_file->a.tf', ' git_file=a.tf'], {}],
    ['other JSON', ['{"git_file":"a.tf"}', '{"Key":"git_file","Value":"a.tf"}', '["git_file","a.tf"]'], {}],
    ['JSON with another type', ['{"key":"git_file","value":1}', '{"key":"git_file"}', '{}', '{'], {}],
    ['two lines', ['git_file=a.tf\n', 'git_file=a\nb.tf', 'x\ngit_file=a.tf', 'git_file:\na.tf'], {}],
    ['10,000 characters', [`git_file=${'a/'.repeat(5_000)}`, `{"key":"git_file","value":"${'a'.repeat(10_000)}"}`], {}],
  ])('%s', (_, tags, expected) => {
    expect(readSourceTags(tags)).toEqual({ ...NONE, ...expected });
  });

  test('throws on nothing', () => {
    expect(readSourceTags(Object.values(HOSTILE_TEXTS))).toEqual(NONE);
    fc.assert(fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (tags) => void readSourceTags(tags)));
  });
});
