/** Policies whose queries have many shapes, and an estate that is large enough for them. */
import { type Estate, fixtureEstate } from '../../emulator/platform.ts';

const COUNTS = { buckets: 40_000, instances: 20_000, volumes: 25_000, databases: 5_000, groups: 6_000, gcp: 4_000 };

/** All resources of the estate. */
export const RESOURCES = Object.values(COUNTS).reduce((sum, count) => sum + count, 0);

const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2', 'europe-west3'];

/** What stands in ids and names of real estates, and breaks what quotes them wrongly. */
const SIGNS = ['', "'", '"', '\\', '`', ' | ', '🪣', '%', '\t', '--', '/*', 'É'];

/** An estate of a hundred thousand resources. Every fifth volume or so shares its instance with another one. */
export function largeEstate(): Estate {
  const estate = fixtureEstate();
  const accounts = estate.accounts.filter(({ name }) => !name.includes('gcp'));
  const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;
  const list = <T>(count: number, kind: string, own: (index: number) => T) =>
    Array.from({ length: count }, (_, index) => ({
      ...{ accountId: pick(accounts, index).id, name: `${kind}-${index}`, region: pick(REGIONS, index * 7) },
      ...{ platformId: `arn:aws:${kind}:::${pick(SIGNS, index)}${index}`, tags: tagsOf(index) },
      ...own(index),
    }));
  const gcpId = estate.accounts.find(({ name }) => name.includes('gcp'))?.id ?? '';
  return {
    ...estate,
    buckets: list(COUNTS.buckets, 's3', (index) => ({ encrypted: index % 3 > 0, publicRead: index % 11 === 0 })),
    instances: list(COUNTS.instances, 'ec2', (index) => ({
      ...{ type: pick(['t4g.small', 'm7i.large', 'r7i.8xlarge'], index), state: 'running' as const },
      httpTokens: index % 4 === 0 ? ('optional' as const) : ('required' as const),
    })),
    volumes: list(COUNTS.volumes, 'ebs', (index) => ({
      ...{ encrypted: index % 2 === 0, attachedTo: index % 9 === 0 ? null : `ec2-${index % COUNTS.instances}` },
    })),
    databases: list(COUNTS.databases, 'rds', (index) => ({
      publiclyAccessible: index % 5 === 0,
      backupDays: index % 8,
    })),
    securityGroups: list(COUNTS.groups, 'sg', (index) => ({ openPorts: index % 6 === 0 ? [22, 443] : [443] })),
    gcpBuckets: list(COUNTS.gcp, 'gcs', (index) => ({ uniformAccess: index % 2 === 0, accountId: gcpId })),
  };
}

function tagsOf(index: number): string[] {
  return ['env=prod', ...(index % 2 === 0 ? ['team=a'] : []), ...(index % 5 === 0 ? ['owner=b', 'owner=c'] : [])];
}

/** A kind of query: `pick` chooses some resources of a table, others for each variant and side; `n` grows with both. */
type Shape = (pick: (id?: string) => string, n: number) => string;

const COLUMNS = 'cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags';
const of = (alias: string) => COLUMNS.replace(/\w+/g, (name) => `${alias}.${name} AS ${name}`);

export const SHAPES: Readonly<Record<string, Shape>> = {
  plain: (pick) => `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE NOT encrypted AND ${pick()}`,
  'every column, and an end': (pick) => `SELECT * FROM aws_rds_instances WHERE ${pick()}; -- Why.`,
  'ids alone': (pick) => `SELECT _cq_platform_id FROM aws_s3_buckets WHERE public_read AND ${pick()}`,
  'a join that repeats resources': (pick) =>
    `SELECT ${of('i')} FROM aws_ec2_instances AS i JOIN aws_ec2_ebs_volumes AS v ON v.attached_to = i.name WHERE ${pick('i._cq_platform_id')}`,
  'a join that finds what has no partner': (pick) =>
    `SELECT ${of('i')} FROM aws_ec2_instances AS i LEFT ANTI JOIN (SELECT attached_to FROM aws_ec2_ebs_volumes WHERE encrypted) AS v ON v.attached_to = i.name WHERE ${pick('i._cq_platform_id')}`,
  'a join of every column': (pick) =>
    `SELECT * FROM aws_ec2_ebs_volumes AS v JOIN aws_ec2_instances AS i ON v.attached_to = i.name WHERE ${pick('v._cq_platform_id')}`,
  'expressions with names': (pick) =>
    `WITH open AS (SELECT * FROM aws_ec2_security_groups WHERE open_ports LIKE '22%'), few AS (SELECT * FROM open WHERE ${pick()})\nSELECT ${COLUMNS} FROM few`,
  'a constant with a name': (pick, n) =>
    `WITH ${n % 5} AS days SELECT ${COLUMNS} FROM aws_rds_instances WHERE backup_days > days AND ${pick()}`,
  'a subquery': (pick) =>
    `SELECT ${COLUMNS} FROM aws_ec2_ebs_volumes WHERE attached_to IN (SELECT name FROM aws_ec2_instances WHERE ${pick()})`,
  'a subquery of one value': (pick) =>
    `SELECT ${COLUMNS} FROM aws_rds_instances WHERE backup_days < (SELECT avg(backup_days) FROM aws_rds_instances) AND ${pick()}`,
  'arrays, and rows of their items': (pick) =>
    `SELECT ${COLUMNS}, tag FROM aws_ec2_instances ARRAY JOIN JSONExtract(assumeNotNull(tags), 'Array(String)') AS tag WHERE ${pick()}`,
  JSON: (pick) =>
    `SELECT ${COLUMNS}, JSONExtractString(tags, 2) AS second FROM aws_s3_buckets WHERE JSONLength(tags) > 2 AND ${pick()}`,
  maps: (pick) =>
    `SELECT cloud, account_name AS _cq_account_name, account AS account_id, name, region, _cq_platform_id, tags FROM cloud_assets WHERE tags['team'] = 'a' AND ${pick()}`,
  'an aggregate that gives an id': (pick) =>
    `SELECT max(_cq_platform_id) AS _cq_platform_id, account_id, region, count() AS n FROM aws_s3_buckets WHERE ${pick('aws_s3_buckets._cq_platform_id')} GROUP BY account_id, region, substring(name, 1, 6) HAVING n > 1`,
  'lists of ids, unfolded': (pick) =>
    `SELECT arrayJoin(groupArray(_cq_platform_id)) AS _cq_platform_id, region FROM aws_ec2_instances WHERE ${pick('aws_ec2_instances._cq_platform_id')} GROUP BY region`,
  windows: (pick, n) =>
    `SELECT * FROM (SELECT ${COLUMNS}, row_number() OVER (PARTITION BY account_id, region ORDER BY _cq_platform_id) AS place FROM aws_s3_buckets WHERE ${pick()}) WHERE place <= ${20 + n}`,
  qualify: (pick, n) =>
    `SELECT ${COLUMNS} FROM aws_ec2_instances WHERE ${pick()} QUALIFY rank() OVER (PARTITION BY region ORDER BY name) <= ${50 + n}`,
  'a union that repeats resources': (pick, n) =>
    `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE ${pick()} UNION ALL SELECT ${COLUMNS} FROM aws_s3_buckets WHERE cityHash64(name) % 50 < ${5 + n}`,
  'a union, an intersection and a difference': (pick, n) =>
    `(SELECT _cq_platform_id, name FROM aws_s3_buckets WHERE ${pick()} INTERSECT SELECT _cq_platform_id, name FROM aws_s3_buckets WHERE NOT encrypted) UNION DISTINCT (SELECT _cq_platform_id, name FROM aws_rds_instances EXCEPT SELECT _cq_platform_id, name FROM aws_rds_instances WHERE backup_days > ${n % 4})`,
  'nothing on one side': (pick, n) =>
    `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE ${n % 2 === 0 ? "name = 'no such name'" : pick()}`,
  'full pages, and as many rows as are read': (pick, n) =>
    `SELECT ${COLUMNS} FROM aws_s3_buckets WHERE NOT ${pick()} ORDER BY cityHash64(name, ${n}), name LIMIT ${n % 2 === 0 ? 1_000 : 10_000}`,
  'some of each group': (pick, n) =>
    `SELECT ${COLUMNS} FROM aws_ec2_ebs_volumes WHERE ${pick()} ORDER BY name LIMIT ${30 + n} BY account_id, region SETTINGS max_threads = 1`,
  'other texts as ids': (pick) =>
    `SELECT name, toLowCardinality(concat(account_id, '/', lower(region))) AS _cq_platform_id FROM aws_ec2_instances WHERE ${pick('aws_ec2_instances._cq_platform_id')}`,
  'numbers as ids': (pick) =>
    `SELECT name, toNullable(toInt64(backup_days) - 9000000000) AS _cq_platform_id FROM aws_rds_instances WHERE ${pick('aws_rds_instances._cq_platform_id')}`,
  'rows without an id': (pick, n) =>
    `SELECT name, ${n % 2 === 0 ? "nullIf(region, 'us-east-1')" : "if(region = 'us-east-1', '', region)"} AS _cq_platform_id FROM aws_s3_buckets WHERE ${pick('aws_s3_buckets._cq_platform_id')}`,
};

/** Of the variants: how many of 100,000 resources one chooses, how many others after a change, and what there is before. */
const VARIANTS = [
  { width: 60, shift: 15, start: 'other-query' },
  { width: 200, shift: 20, start: 'other-query' },
  { width: 1_000, shift: 300, start: 'other-query' },
  { width: 4_000, shift: 400, start: 'other-query' },
  { width: 8_000, shift: 8_000, start: 'other-query' },
  { width: 3_000, shift: 1, start: 'other-query' },
  { width: 2_000, shift: 0, start: 'paused' },
  { width: 500, shift: 100, start: 'missing' },
] as const;

/** A policy before it is changed, and after that. */
export interface ShapedPolicy {
  readonly name: string;
  readonly slug: string;
  /** What the Platform has at first: the query of before, that of after but paused, or nothing. */
  readonly start: (typeof VARIANTS)[number]['start'];
  readonly before: string;
  readonly after: string;
}

/** Eight policies of each shape. */
export const SHAPED: readonly ShapedPolicy[] = Object.entries(SHAPES).flatMap(([name, shape], kind) =>
  VARIANTS.map(({ width, shift, start }, variant) => {
    const pickFrom =
      (from: number) =>
      (id = '_cq_platform_id') =>
        `cityHash64(${id}, ${variant}) % 100000 BETWEEN ${from} AND ${from + width - 1}`;
    return {
      ...{ name: `${name} ${variant}`, slug: `shape-${kind}-${variant}`, start },
      ...{ before: shape(pickFrom(0), variant), after: shape(pickFrom(shift), variant + 1) },
    };
  }),
);
