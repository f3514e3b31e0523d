import { describe, expect, test } from 'vitest';
import { settleEnvironment } from '../../../src/runner/environment.ts';

describe('settleEnvironment', () => {
  test.each<[string, Record<string, string>, Record<string, string>, RegExp[]]>([
    ['an environment that asks for nothing', { PATH: '/bin' }, { PATH: '/bin' }, []],
    ['a switch that turns checks off', { NODE_TLS_REJECT_UNAUTHORIZED: '0' }, {}, [/NODE_TLS.*has no effect/]],
    ['a switch that turns them on', { NODE_TLS_REJECT_UNAUTHORIZED: '1' }, {}, []],
    ['stars', { NO_PROXY: '*.corp.example, b.example' }, { NO_PROXY: '.corp.example,b.example' }, []],
    ['stars in small letters', { no_proxy: '*.corp.example' }, { no_proxy: '.corp.example' }, []],
    ['a star for everything', { NO_PROXY: '*' }, { NO_PROXY: '*' }, []],
    ['a star inside', { NO_PROXY: 'a.*.example' }, { NO_PROXY: 'a.*.example' }, []],
    ['ranges without a proxy', { NO_PROXY: '10.0.0.0/8' }, { NO_PROXY: '10.0.0.0/8' }, []],
    [
      'ranges beside a proxy',
      { NO_PROXY: '10.0.0.0/8,::1', HTTPS_PROXY: 'http://p' },
      { NO_PROXY: '10.0.0.0/8,::1', HTTPS_PROXY: 'http://p' },
      [/ranges of addresses/],
    ],
    [
      'a range of IPv6',
      { no_proxy: 'fd00::/8', http_proxy: 'http://p' },
      { no_proxy: 'fd00::/8', http_proxy: 'http://p' },
      [/ranges of addresses/],
    ],
  ])('%s', (_, given, expected, lines) => {
    const environment: NodeJS.ProcessEnv = { ...given };
    expect(settleEnvironment(environment)).toEqual(lines.map((line) => expect.stringMatching(line)));
    expect(environment).toEqual(expected);
  });
});
