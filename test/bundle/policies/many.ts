/** As many policies as a large company has: as files, and as the Platform has them once they were applied. */
import { type Emulator, type PolicyDefinition, policyOf } from '../../emulator/platform.ts';
import { BUCKETS, markOf, policyYaml } from './policies.ts';

/** As long as queries and descriptions usually are. */
const QUERY = `-- Buckets that anybody may read.\n${'-- An exception needs a ticket, and ends with it.\n'.repeat(8)}${BUCKETS}`;

const slugOf = (number: number) => `control-${String(number).padStart(4, '0')}`;
const nameOf = (number: number) => `Control ${String(number).padStart(4, '0')}`;
const describe = (number: number) =>
  `Control ${number} of the catalogue. ${'It is checked every night. '.repeat(6)}`.trim();
const severityOf = (number: number) => (number % 2 === 0 ? 'high' : 'low');

/** @param query replaces that of each policy */
export function manyFiles(count: number, query = QUERY): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, number) => [
      `policies/${slugOf(number)}.yml`,
      policyYaml({
        name: nameOf(number),
        severity: severityOf(number),
        description: describe(number),
        query: `|\n  ${query.replaceAll('\n', '\n  ')}`,
      }),
    ]),
  );
}

/** @param query replaces that of each policy */
export function manyOnPlatform(count: number, query = QUERY): PolicyDefinition[] {
  return Array.from({ length: count }, (_, number) =>
    policyOf({
      name: nameOf(number),
      severity: severityOf(number),
      description: `${describe(number)}\n\n${markOf(slugOf(number))}`,
      query,
      changedAt: Date.UTC(2026, 10, 1),
    }),
  );
}

/** Finds so many resources, from a number on, with ids and names as long as usual. */
export function floodQuery(first: number, count: number): string {
  const text = (...parts: readonly string[]) => `concat(${parts.join(', ')})`;
  return [
    "SELECT 'aws' AS cloud, 'S3 Bucket' AS resource_type_label,",
    `${text("'acme-'", 'toString(number % 40)')} AS _cq_account_name, toString(111122223333 + number % 40) AS account_id,`,
    `${text("'customer-exports-'", 'toString(number)')} AS name, ['us-east-1', 'eu-central-1'][number % 2 + 1] AS region,`,
    `${text("'arn:aws:s3:::customer-exports-'", 'toString(number)')} AS _cq_platform_id, '["team=billing"]' AS tags`,
    `FROM numbers(${first}, ${count})`,
  ].join('\n');
}

/** The slugs of the policies that the Platform has, one for each object that has a mark. */
export async function readSlugs({ url, key }: Pick<Emulator, 'url' | 'key'>): Promise<string[]> {
  const slugs: string[] = [];
  for (let page = 1; ; page++) {
    const answer = await fetch(`${url}/api/policies?per_page=1000&page=${page}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const { items } = (await answer.json()) as { items: { description: string }[] };
    for (const { description } of items)
      slugs.push(...(/\[managed by acme\/infra: (\S+)\]$/.exec(description)?.slice(1) ?? []));
    if (items.length < 1_000) return slugs.sort();
  }
}
