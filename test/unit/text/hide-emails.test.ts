import { describe, expect, it } from 'vitest';
import { hide, hideEmails } from '../../../src/text/redact.ts';
import { MOST_IF_LINEAR, measureGrowth } from '../fake/growth.ts';

const JANE = hide('user', 'jane@acme.example');

describe('an e-mail in a text', () => {
  it.for([
    ['alone', 'jane@acme.example', JANE],
    ['in capitals', 'JANE@ACME.example', JANE],
    ['at the end of a sentence', 'Ask jane@acme.example.', `Ask ${JANE}.`],
    ['in brackets', 'Jane (jane@acme.example)', `Jane (${JANE})`],
    ['in backticks', 'is `jane@acme.example`;', `is \`${JANE}\`;`],
    ['in a link', 'mailto:jane@acme.example', `mailto:${JANE}`],
    ['in an address', 'search=jane%40acme.example', `${hide('user', 'search=jane@acme.example')}`],
    ['percent-encoded twice', 'jane%2540acme.example', JANE],
    [
      'as an entity',
      'jane&#64;acme.example, jane&#x40;acme.example, jane&commat;acme.example',
      `${JANE}, ${JANE}, ${JANE}`,
    ],
    ['as an entity without its end', 'jane&#064acme.example', JANE],
    ['as an escape', String.raw`{"by":"jane\u0040acme.example"}`, `{"by":"${JANE}"}`],
    [
      'as an escape of an escape',
      String.raw`jane\\u0040acme.example jane\x40acme.example jane\u{40}acme.example`,
      `${JANE} ${JANE} ${JANE}`,
    ],
    ['for people to read', 'jane (at) acme.example, jane[at]acme[dot]example', `${JANE}, ${JANE}`],
    ['with a name in quotes', '"jane doe"@acme.example', hide('user', '"jane doe"@acme.example')],
    ['with a remark', 'jane(at home)@acme.example', hide('user', 'jane(at home)@acme.example')],
    ['with a remark in front of the domain', 'jane@(work)acme.example', hide('user', 'jane@(work)acme.example')],
    ['with an address for a domain', 'jane@[10.0.0.1]', hide('user', 'jane@[10.0.0.1]')],
    ['in full width', 'ｊａｎｅ＠ａｃｍｅ．ｅｘａｍｐｌｅ', JANE],
    ['with a small sign', 'jane﹫acme.example', JANE],
    ['with letters of others', 'jäne@bücher.example', hide('user', 'jäne@bücher.example')],
    ['with a wide sign', 'jane＠acme.example', JANE],
    ['with what is allowed and rare', "o'neil+x@acme.example", `o'${hide('user', 'neil+x@acme.example')}`],
    ['with what nobody sees in it', 'ja\u200bne\u001b[1m@acme.ex\u00adample', JANE],
    ['twice', 'jane@acme.example,jane@acme.example', `${JANE},${JANE}`],
  ] as const)('is hidden %s', ([, text, hidden]) => {
    expect(hideEmails(text)).toBe(hidden);
    expect(hideEmails(hidden)).toBe(hidden);
  });

  it.for([
    '',
    'no sign at all',
    'uses: acme@',
    '@acme',
    'a @ b',
    'arn:aws:iam::1:user/x',
    '["a","@b"]',
    'looked at it (at)',
    'costs 40 % (25 %), 640',
  ])('is not %j', (text) => {
    expect(hideEmails(text)).toBe(text);
  });

  it.for(['a', '(a)', '"a"', '(a', '"a', 'a(', '%25', '&#0', '&', '\\\\', 'a (dot) ', 'a@', '@a', 'a.@b.'])(
    'is looked for in a text of %j many times over in a time that grows with the text',
    (part) => {
      expect(measureGrowth(part, hideEmails)).toBeLessThan(MOST_IF_LINEAR);
    },
  );
});
