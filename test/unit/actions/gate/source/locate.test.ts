import { describe, expect, test } from 'vitest';
import type { SourceIndex } from '../../../../../src/actions/gate/source/files.ts';
import { createLocator, type SourceLocation } from '../../../../../src/actions/gate/source/locate.ts';

const ONE = '11111111-1111-4111-8111-111111111111';
const TWICE = '22222222-2222-4222-8222-222222222222';
const SHARED = '33333333-3333-4333-8333-333333333333';
const UNKNOWN = '44444444-4444-4444-8444-444444444444';

const INDEX: SourceIndex = {
  files: new Set(['infra/s3.tf', 'main.tf']),
  traces: new Map<string, Map<string, number | null>>([
    [ONE, new Map([['infra/s3.tf', 7]])],
    [TWICE, new Map([['infra/s3.tf', null]])],
    [
      SHARED,
      new Map([
        ['infra/s3.tf', 9],
        ['main.tf', 2],
      ]),
    ],
  ]),
  isComplete: true,
};

const S3 = ['git_file=infra/s3.tf', 'git_repo=shop', 'git_org=acme'];
const AT_7: SourceLocation = { file: 'infra/s3.tf', line: 7 };
const AT_FILE: SourceLocation = { file: 'infra/s3.tf', line: null };

describe('createLocator', () => {
  test.each<[string, string[], SourceLocation | null]>([
    ['no tags', [], null],
    ['file and trace', [...S3, `yor_trace=${ONE}`], AT_7],
    ['file without a trace', S3, AT_FILE],
    ['file with a trace that is nowhere', [...S3, `yor_trace=${UNKNOWN}`], AT_FILE],
    ['file with a trace that it holds twice', [...S3, `yor_trace=${TWICE}`], AT_FILE],
    ['file with a trace that others hold too', [...S3, `yor_trace=${SHARED}`], { file: 'infra/s3.tf', line: 9 }],
    [
      'file with a trace of another file',
      ['git_file=main.tf', 'git_repo=shop', `yor_trace=${ONE}`],
      { file: 'main.tf', line: null },
    ],
    ['other case of the repository', ['git_file=infra/s3.tf', 'git_repo=Shop', 'git_org=ACME'], AT_FILE],
    ['no owner', ['git_file=infra/s3.tf', 'git_repo=shop'], AT_FILE],
    ['two owners', [...S3, 'git_org=evil'], null],
    ['another owner', ['git_file=infra/s3.tf', 'git_repo=shop', 'git_org=evil'], null],
    ['another repository', ['git_file=infra/s3.tf', 'git_repo=evil', `yor_trace=${ONE}`], null],
    ['no repository', ['git_file=infra/s3.tf', `yor_trace=${ONE}`], null],
    ['other case of the file', ['git_file=infra/S3.tf', 'git_repo=shop'], null],
    ['a file that is not there', ['git_file=infra/gone.tf', 'git_repo=shop', `yor_trace=${ONE}`], null],
    ['two files, and a trace', [...S3, 'git_file=main.tf', `yor_trace=${ONE}`], AT_7],
    ['trace alone', [`yor_trace=${ONE}`], AT_7],
    ['trace alone, twice in its file', [`yor_trace=${TWICE}`], AT_FILE],
    ['trace alone, in two files', [`yor_trace=${SHARED}`], null],
    ['trace alone, nowhere', [`yor_trace=${UNKNOWN}`], null],
  ])('%s', (_, tags, expected) => {
    expect(createLocator(() => INDEX, 'Acme/Shop')(tags)).toEqual(expected);
  });

  test.each([null, '', '/', 'shop', 'acme/', '/shop', 'acme/shop/x'])('repository %j matches no file', (repository) => {
    const locate = createLocator(() => INDEX, repository);
    expect(locate(['git_file=infra/s3.tf', 'git_repo=shop'])).toBeNull();
    expect(locate([`yor_trace=${ONE}`])).toEqual(AT_7);
  });

  test('of a checkout that was not read whole it knows files, and lines in them, but no only place', () => {
    const locate = createLocator(() => ({ ...INDEX, isComplete: false }), 'acme/shop');
    expect(locate([...S3, `yor_trace=${ONE}`])).toEqual(AT_7);
    expect(locate([`yor_trace=${ONE}`])).toBeNull();
  });

  test('reads no checkout for tags that name nothing in it', () => {
    const locate = createLocator(() => {
      throw new Error('was read');
    }, 'acme/shop');
    expect(locate(['Name=x', 'yor_trace=x'])).toBeNull();
    expect(locate(['git_file=infra/s3.tf', 'git_repo=evil'])).toBeNull();
  });
});
