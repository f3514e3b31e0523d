import type { Cell, ColumnDefinition, TableDefinition } from './engine.ts';
import type { Estate, Resource } from './estate.ts';

/** A table of the warehouse and how the estate fills it. */
export interface Table extends TableDefinition {
  readonly service: string;
  /** One row per resource: the common columns, then its own. */
  readonly rowsOf: (estate: Estate, accountIds: readonly string[]) => Cell[][];
}

/** What every table begins with. A violation has these as its own fields. */
export const COMMON_COLUMNS: readonly ColumnDefinition[] = [
  { name: 'cloud', type: 'String' },
  { name: 'resource_type_label', type: 'String' },
  { name: '_cq_account_name', type: 'String' },
  { name: 'account_id', type: 'String' },
  { name: 'name', type: 'String' },
  { name: 'region', type: 'String' },
  { name: '_cq_platform_id', type: 'String' },
  { name: 'tags', type: 'Nullable(String)' },
];

export const TABLES: readonly Table[] = [
  defineTable('aws', 's3', 'aws_s3_buckets', 'S3 Bucket', (estate) => estate.buckets, {
    encrypted: ['Bool', (bucket) => Number(bucket.encrypted)],
    public_read: ['Bool', (bucket) => Number(bucket.publicRead)],
  }),
  defineTable('aws', 'ec2', 'aws_ec2_instances', 'EC2 Instance', (estate) => estate.instances, {
    instance_type: ['String', (instance) => instance.type],
    state: ['String', (instance) => instance.state],
    http_tokens: ['String', (instance) => instance.httpTokens],
  }),
  defineTable('aws', 'ec2', 'aws_ec2_ebs_volumes', 'EBS Volume', (estate) => estate.volumes, {
    encrypted: ['Bool', (volume) => Number(volume.encrypted)],
    attached_to: ['Nullable(String)', (volume) => volume.attachedTo],
  }),
  defineTable('aws', 'rds', 'aws_rds_instances', 'RDS Instance', (estate) => estate.databases, {
    publicly_accessible: ['Bool', (database) => Number(database.publiclyAccessible)],
    backup_days: ['Int64', (database) => database.backupDays],
  }),
  defineTable('aws', 'ec2', 'aws_ec2_security_groups', 'Security Group', (estate) => estate.securityGroups, {
    open_ports: ['String', (group) => group.openPorts.join(' ')],
  }),
  defineTable('aws', 'cloudtrail', 'aws_cloudtrail_trails', 'CloudTrail Trail', (estate) => estate.trails, {
    multi_region: ['Bool', (trail) => Number(trail.multiRegion)],
  }),
  defineTable('gcp', 'storage', 'gcp_storage_buckets', 'Cloud Storage Bucket', (estate) => estate.gcpBuckets, {
    uniform_access: ['Bool', (bucket) => Number(bucket.uniformAccess)],
  }),
];

/** The table that holds every resource. It is made from the others. */
export const ASSETS: TableDefinition = {
  name: 'cloud_assets',
  columns: [
    { name: 'cloud', type: 'String' },
    { name: 'account', type: 'String' },
    { name: 'account_name', type: 'String' },
    { name: 'name', type: 'String' },
    { name: 'region', type: 'String' },
    { name: 'resource_type', type: 'String' },
    { name: 'resource_type_label', type: 'String' },
    { name: '_cq_platform_id', type: 'String' },
    { name: 'tags', type: 'Map(String, String)' },
  ],
};

/** The rows of `cloud_assets` for the rows of a table. */
export function assetsOf(rows: readonly (readonly Cell[])[]): Cell[][] {
  return rows.map(
    ([cloud = '', label = '', accountName = '', account = '', name = '', region = '', id = '', tags = null]) => {
      const type = String(label).toLowerCase().replaceAll(' ', '_');
      return [
        cloud,
        account,
        accountName,
        name,
        region,
        type,
        label,
        id,
        typeof tags === 'string' ? toMap(tags) : null,
      ];
    },
  );
}

function toMap(tags: string): Record<string, string> {
  const texts: string[] = JSON.parse(tags);
  const pairs = texts.map((text) => {
    if (text.startsWith('{')) return Object.values<string>(JSON.parse(text));
    const [, key = text, value = ''] = /^([^=:]*)(?:=|: ?)(.*)$/s.exec(text) ?? [];
    return [key, value];
  });
  return Object.fromEntries(pairs);
}

/** The tables that a source plugin such as `aws` fills. */
export function tablesOf(source: string): Table[] {
  return TABLES.filter((table) => table.name.startsWith(`${source}_`));
}

function defineTable<T extends Resource>(
  cloud: string,
  service: string,
  name: string,
  label: string,
  resourcesOf: (estate: Estate) => T[],
  own: Readonly<Record<string, readonly [type: string, read: (resource: T) => Cell]>>,
): Table {
  return {
    name,
    service,
    columns: [...COMMON_COLUMNS, ...Object.entries(own).map(([column, [type]]) => ({ name: column, type }))],
    rowsOf: (estate, accountIds) =>
      resourcesOf(estate)
        .filter((one) => accountIds.includes(one.accountId))
        .map((one) => [
          cloud,
          label,
          estate.accounts.find((account) => account.id === one.accountId)?.name ?? '',
          one.accountId,
          one.name,
          one.region,
          one.platformId,
          one.tags === null ? null : JSON.stringify(one.tags),
          ...Object.values(own).map(([, read]) => read(one)),
        ]),
  };
}
