import type * as v from 'valibot';
import { RoughWhen, When } from '../../src/platform/schema.ts';

/** The types of a value, in OpenAPI's words: `number` is one that is not whole, and a field may be missing. */
export const KINDS = ['string', 'integer', 'number', 'boolean', 'array', 'object', 'null', 'missing'] as const;

export type Kind = (typeof KINDS)[number];

/** What the gate reads at one place of an answer. */
export interface Reading {
  readonly takes: readonly Kind[];
  /** Whether a text has to be a date and time. */
  readonly isMoment: boolean;
  readonly fields: ReadonlyMap<string, Reading>;
  /** What the gate reads of each element; null unless it is an array. */
  readonly items: Reading | null;
}

/** The parts of valibot's schemas that readers consist of. */
interface Introspected {
  readonly type: string;
  readonly wrapped?: v.GenericSchema;
  readonly options?: readonly v.GenericSchema[];
  readonly entries?: Readonly<Record<string, v.GenericSchema>>;
  readonly item?: v.GenericSchema;
  readonly pipe?: readonly { readonly type: string }[];
  readonly fallback?: unknown;
}

/** Finds what a reader reads, from its valibot schema. Throws for a kind of schema that no reader had so far. */
export function readingOf(schema: v.GenericSchema): Reading {
  const { type, wrapped, entries = {}, item } = schema as Introspected;
  // A fallback stands in for a value of another type, too. That value would go unread, so it is not taken.
  const absent: Kind[] = 'fallback' in schema ? ['null', 'missing'] : [];
  if (wrapped !== undefined && (type === 'optional' || type === 'nullable')) {
    const inner = readingOf(wrapped);
    return { ...inner, takes: [...inner.takes, type === 'optional' ? 'missing' : 'null', ...absent] };
  }
  return {
    takes: [...kindsTaken(schema as Introspected), ...absent],
    isMoment: schema === When || schema === RoughWhen,
    fields: new Map(Object.entries(entries).map(([name, entry]) => [name, readingOf(entry)])),
    items: item === undefined ? null : readingOf(item),
  };
}

function kindsTaken({ type, options = [], pipe = [] }: Introspected): Kind[] {
  if (type === 'string' || type === 'boolean' || type === 'object' || type === 'array') return [type];
  if (type === 'number') return pipe.some((one) => one.type.endsWith('integer')) ? ['integer'] : ['integer', 'number'];
  if (type === 'unknown') return KINDS.filter((kind) => kind !== 'missing');
  const kinds = options.flatMap((option) => readingOf(option).takes);
  // With several objects somebody would have to say which fields belong to which.
  if (type === 'union' && !kinds.includes('object') && !kinds.includes('array')) return kinds;
  throw new Error(`A reader has a schema of the type ${type}, which scripts/platform-schema/reading.ts can't walk yet`);
}
