import type { Random } from './random.ts';

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Something that a broken or newer server might have said instead of what it did say. */
export type Mutation = (text: string, random: Random) => string;

const DEEP = 200;

const WORDS = [
  'hibernating',
  'ACTIVE',
  'Completed',
  'completed',
  'failed',
  'paused',
  'active',
  'catastrophic',
  'low',
  '..',
  '',
  ' ',
  'a/b',
  '\u0000',
  '::error::x',
  '[object Object]',
  '__proto__',
] as const;

const NUMBERS = [0, -1, 1, 0.5, 1e300, -1e300, 2 ** 53, 2 ** 63, 1e-9] as const;

const DATES = [
  '0001-01-01T00:00:00Z',
  '1970-01-01T00:00:00Z',
  '2026-08-01T11:00:00Z',
  '2026-08-01T12:00:30.000001Z',
  '2026-08-01 12:03:00+00:00',
  '2026-08-01T14:03:00+02:00',
  '9999-12-31T23:59:59Z',
  '2026-13-45T99:99:99Z',
  '1785585605',
  'yesterday',
] as const;

function deep(): Json {
  let value: Json = [];
  for (let level = 0; level < DEEP; level++) value = level % 2 === 0 ? [value] : { deep: value };
  return value;
}

/** A value in the place of another one. */
function replace(old: Json, random: Random): Json {
  switch (random.index(9)) {
    case 0:
      return null;
    case 1:
      return random.pick(WORDS);
    case 2:
      return random.pick(NUMBERS);
    case 3:
      return random.pick(DATES);
    case 4:
      return random() < 0.5;
    case 5:
      return random() < 0.5 ? [] : {};
    case 6:
      return 'x'.repeat(random.pick([1_000, 10_000]));
    case 7:
      return deep();
    default:
      // The same in another type.
      return typeof old === 'string' ? Number(old) || 7 : typeof old === 'number' ? String(old) : [old];
  }
}

/** A place in a JSON document. */
type Place = { in: Json[]; at: number } | { in: { [key: string]: Json }; at: string };

function placesOf(json: Json): Place[] {
  if (Array.isArray(json)) return json.flatMap((item, at) => [{ in: json, at }, ...placesOf(item)]);
  if (typeof json !== 'object' || json === null) return [];
  return Object.entries(json).flatMap(([at, value]) => [{ in: json, at }, ...placesOf(value)]);
}

function change(place: Place, random: Random): void {
  const isMissing = random.index(4) === 0;
  if (Array.isArray(place.in)) {
    const at = Number(place.at);
    const old = place.in[at] ?? null;
    const kind = random.index(4);
    if (isMissing) place.in.splice(at, 1);
    else if (kind === 0) place.in.push(old);
    else if (kind === 1) place.in.reverse();
    else place.in[at] = replace(old, random);
    return;
  }
  const at = String(place.at);
  if (isMissing) delete place.in[at];
  else if (random.index(8) === 0) place.in[`${at}_of_next_year`] = deep();
  else place.in[at] = replace(place.in[at] ?? null, random);
}

/** Changes one to three places of a document, or cuts its text anywhere. */
export const mutate: Mutation = (text, random) => {
  if (random.index(8) === 0) return text.slice(0, random.index(text.length + 1));
  if (random.index(12) === 0)
    return random.pick(['', 'null', '[]', '{}', '"text"', '7', '<html>Sign in</html>', `${text}${text}`]);
  const json = JSON.parse(text) as Json;
  const changes = 1 + random.index(3);
  for (let count = 0; count < changes; count++) {
    const places = placesOf(json).slice(0, 500);
    const place = places[random.index(places.length)];
    if (place !== undefined) change(place, random);
  }
  return JSON.stringify(json);
};
