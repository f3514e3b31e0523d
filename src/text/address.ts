import { joinVisible } from './escape.ts';

/**
 * The slashes can be escaped. Before the host there may be a user and a password. What follows the host goes as far as the
 * address does, without the punctuation of the sentence around it.
 */
const SLASH = String.raw`\\?/`;
const IN_ADDRESS = String.raw`[^\s"'\x60“”‘’«»<>|]`;
const REST = String.raw`\\?[/?#]${IN_ADDRESS}*(?<![.,:;!?)\]}])`;
const SCHEME = String.raw`(?<![a-z\d+-])[a-z][a-z\d+-]{0,30}:${SLASH}${SLASH}`;

/** People leave the scheme out. With fewer parts, or another end, it can be the path of a file. */
const LABEL = String.raw`[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.`;
const BARE_HOST = String.raw`(?<![\w.@:/\\-])(?:${LABEL}(?:${LABEL}){1,6}[a-z]{2,24}|${LABEL}(?:com|io|net|org))(?::\d{1,5})?`;

const ADDRESS = new RegExp(
  String.raw`(?:(${SCHEME})((?:(?![/?#\\])${IN_ADDRESS})*)(${REST})?)|(${BARE_HOST})(${REST})`,
  'gi',
);

/** A folder may be called like a host. */
const FILE = /\.(?:ya?ml|sql)$/i;

/**
 * The text without what stands in an address behind its host, and without a user in front of it. People call a
 * destination by its address, and that of a webhook is a secret.
 */
export function cutAddresses(line: string): string {
  return joinVisible(line).replace(ADDRESS, (whole, scheme = '', named = '', after = '', bare = '', path = '') => {
    if (bare !== '' && FILE.test(path)) return whole;
    const host = bare === '' ? named.slice(named.lastIndexOf('@') + 1) : bare;
    const rest = after + path;
    return `${scheme}${host}${rest.length > 1 ? '/…' : rest}`;
  });
}
