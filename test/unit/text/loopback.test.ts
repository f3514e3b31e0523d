import { describe, expect, test } from 'vitest';
import { isLoopback } from '../../../src/text/loopback.ts';

describe('isLoopback', () => {
  test.each([
    'localhost',
    'LOCALHOST',
    'localhost.',
    'app.localhost',
    'a.b.localhost.',
    '127.0.0.1',
    '127.0.0.1.',
    '127.255.255.254',
    '127.1',
    '2130706433',
    '0x7f.1',
    '017700000001',
    '%6cocalhost',
    'ｌocalhost',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
  ])('this machine: %s', (host) => {
    expect(isLoopback(new URL(`http://${host}:3000/api`).hostname)).toBe(true);
  });

  test.each([
    'localhost.example',
    'localhost..',
    'notlocalhost',
    'not-localhost',
    'localhost.localdomain',
    '127.0.0.1.example',
    '128.0.0.1',
    '0.0.0.0',
    '10.127.0.1',
    '[::]',
    '[::2]',
    '[::ffff:127.0.0.1]',
    '[::1:1]',
  ])('another one, or none that is sure: %s', (host) => {
    expect(isLoopback(new URL(`http://${host}:3000/api`).hostname)).toBe(false);
  });
});
