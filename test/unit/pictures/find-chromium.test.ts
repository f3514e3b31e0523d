import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../../../scripts/pictures/find-chromium.ts';

const A = join('usr', 'a');
const B = join('usr', 'b');
const PATH = [A, '', B].join(delimiter);

describe('Chromium', () => {
  it.each<[string, Record<string, string>, string[], string]>([
    ['the first on PATH', { PATH }, [join(B, 'chromium'), join(A, 'chromium')], join(A, 'chromium')],
    ['Chromium before Chrome', { PATH }, [join(A, 'google-chrome'), join(B, 'chromium')], join(B, 'chromium')],
    ['Chrome', { PATH }, [join(B, 'google-chrome-stable')], join(B, 'google-chrome-stable')],
    ['what CHROMIUM names', { PATH, CHROMIUM: 'own' }, ['own', join(A, 'chromium')], 'own'],
    ['PATH if CHROMIUM is empty', { PATH, CHROMIUM: '' }, [join(A, 'chromium')], join(A, 'chromium')],
  ])('is %s', (_, env, files, expected) => {
    expect(findChromium(env, (path) => files.includes(path))).toBe(expected);
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['nowhere', { PATH }, /none of chromium, .+ is on PATH\. Install one of them, .+ or set CHROMIUM to its path\.$/],
    ['without PATH', {}, /is on PATH/],
    ['not what CHROMIUM names', { PATH, CHROMIUM: 'own' }, /^CHROMIUM is own, and there is no such file: set it/],
  ])('is missed if it is %s', (_, env, message) => {
    expect(() => findChromium(env, () => false)).toThrow(message);
  });
});
