import type { Estate, Resource } from './estate.ts';

type Cell = string | number | null;

/** A table of the warehouse and how the estate fills it. */
export interface Table {
  readonly name: string;
  readonly service: string;
  /** Its columns beyond the common ones. */
  readonly columns: readonly string[];
  /** One row per resource: the common columns, then its own. */
  readonly rowsOf: (estate: Estate, accountIds: readonly string[]) => Cell[][];
}

export const COMMON_COLUMNS = [
  'cloud',
  'resource_type_label',
  '_cq_account_name',
  'account_id',
  'name',
  'region',
  '_cq_platform_id',
  'tags',
] as const;

export const TABLES: readonly Table[] = [
  defineTable('aws', 's3', 'aws_s3_buckets', 'S3 Bucket', (estate) => estate.buckets, {
    encrypted: (bucket) => Number(bucket.encrypted),
    public_read: (bucket) => Number(bucket.publicRead),
  }),
  defineTable('aws', 'ec2', 'aws_ec2_instances', 'EC2 Instance', (estate) => estate.instances, {
    instance_type: (instance) => instance.type,
    state: (instance) => instance.state,
    http_tokens: (instance) => instance.httpTokens,
  }),
  defineTable('aws', 'ec2', 'aws_ec2_ebs_volumes', 'EBS Volume', (estate) => estate.volumes, {
    encrypted: (volume) => Number(volume.encrypted),
    attached_to: (volume) => volume.attachedTo,
  }),
  defineTable('aws', 'rds', 'aws_rds_instances', 'RDS Instance', (estate) => estate.databases, {
    publicly_accessible: (database) => Number(database.publiclyAccessible),
    backup_days: (database) => database.backupDays,
  }),
  defineTable('aws', 'ec2', 'aws_ec2_security_groups', 'Security Group', (estate) => estate.securityGroups, {
    open_ports: (group) => group.openPorts.join(' '),
  }),
  defineTable('aws', 'cloudtrail', 'aws_cloudtrail_trails', 'CloudTrail Trail', (estate) => estate.trails, {
    multi_region: (trail) => Number(trail.multiRegion),
  }),
  defineTable('gcp', 'storage', 'gcp_storage_buckets', 'Cloud Storage Bucket', (estate) => estate.gcpBuckets, {
    uniform_access: (bucket) => Number(bucket.uniformAccess),
  }),
];

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
  columns: Readonly<Record<string, (resource: T) => Cell>>,
): Table {
  return {
    name,
    service,
    columns: Object.keys(columns),
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
          JSON.stringify(one.tags),
          ...Object.values(columns).map((read) => read(one)),
        ]),
  };
}
