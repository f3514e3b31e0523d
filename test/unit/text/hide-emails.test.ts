import { describe, expect, it } from 'vitest';
import { hide, hideEmails } from '../../../src/text/redact.ts';

const JANE = hide('user', 'jane@acme.example');

describe('an e-mail in a text', () => {
  it.for([
    ['alone', 'jane@acme.example', JANE],
    ['in capitals', 'JANE@ACME.example', JANE],
    ['at the end of a sentence', 'Ask jane@acme.example.', `Ask ${JANE}.`],
    ['in brackets', 'Jane (jane@acme.example)', `Jane (${JANE})`],
    ['in backticks', 'is `jane@acme.example`;', `is \`${JANE}\`;`],
    ['in a link', 'mailto:jane@acme.example', `mailto:${JANE}`],
    ['in an address', 'search=jane%40acme.example', `${hide('user', 'search=jane%40acme.example')}`],
    ['with letters of others', 'jäne@bücher.example', hide('user', 'jäne@bücher.example')],
    ['with a wide sign', 'jane＠acme.example', hide('user', 'jane＠acme.example')],
    ['with what is allowed and rare', "o'neil+x@acme.example", `o'${hide('user', 'neil+x@acme.example')}`],
    ['with what nobody sees in it', 'ja\u200bne\u001b[1m@acme.ex\u00adample', JANE],
    ['twice', 'jane@acme.example,jane@acme.example', `${JANE},${JANE}`],
  ] as const)('is hidden %s', ([, text, hidden]) => {
    expect(hideEmails(text)).toBe(hidden);
    expect(hideEmails(hidden)).toBe(hidden);
  });

  it.for(['', 'no sign at all', 'uses: acme@', '@acme', 'a @ b', 'arn:aws:iam::1:user/x'])('is not %j', (text) => {
    expect(hideEmails(text)).toBe(text);
  });

  it('is looked for in a text of a megabyte once', () => {
    const long = 'a'.repeat(2 ** 20);
    expect(hideEmails(long)).toBe(long);
  });
});
