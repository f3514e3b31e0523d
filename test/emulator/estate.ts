/** The emulated clouds, as plain data that a test may edit. A sync run copies it into the warehouse. */
export interface Estate {
  accounts: Account[];
  buckets: Bucket[];
  instances: Instance[];
  volumes: Volume[];
  databases: Database[];
  securityGroups: SecurityGroup[];
  trails: Trail[];
  gcpBuckets: GcpBucket[];
}

export interface Account {
  id: string;
  name: string;
}

export interface Resource {
  /** The id of one of the estate's accounts. */
  accountId: string;
  name: string;
  region: string;
  /** Becomes `_cq_platform_id`. */
  platformId: string;
  /** As a violation lists them, in any form; null: it lists none, not even an empty list. */
  tags: string[] | null;
}

export interface Bucket extends Resource {
  encrypted: boolean;
  publicRead: boolean;
}

export interface Instance extends Resource {
  type: string;
  state: 'running' | 'stopped';
  httpTokens: 'required' | 'optional';
}

export interface Volume extends Resource {
  encrypted: boolean;
  attachedTo: string | null;
}

export interface Database extends Resource {
  publiclyAccessible: boolean;
  backupDays: number;
}

export interface SecurityGroup extends Resource {
  /** Ports that are open to 0.0.0.0/0. */
  openPorts: number[];
}

export interface Trail extends Resource {
  multiRegion: boolean;
}

export interface GcpBucket extends Resource {
  uniformAccess: boolean;
}

export const PROD = '111122223333';
export const DATA = '444455556666';
export const STAGING = '777788889999';
export const LEGACY = '000011112222';
export const GCP = 'acme-prod-1';

/** An estate that breaks every active policy once all of it is synced. Some of its names try to break what prints them. */
export function fixtureEstate(): Estate {
  return {
    accounts: [
      { id: PROD, name: 'acme-prod' },
      { id: DATA, name: 'acme | data "lake" `eu`' },
      { id: STAGING, name: 'acme-staging' },
      { id: LEGACY, name: 'acme-legacy' },
      { id: GCP, name: 'acme-gcp-prod' },
    ],
    buckets: [
      bucket(PROD, 'acme-invoices', 'us-east-1', { encrypted: true }),
      bucket(PROD, 'acme-customer-exports', 'us-east-1', { publicRead: true, tags: ['team=billing', 'env=prod'] }),
      bucket(PROD, 'acme-web-assets', 'eu-central-1', { encrypted: true, publicRead: true }),
      bucket(DATA, 'raw "events" | 2026', 'eu-central-1', {}),
      bucket(DATA, '::error::owned\n::set-output name=x::y', 'eu-central-1', { tags: ['owner=@someone'] }),
      bucket(DATA, 'curated', 'eu-west-1', { encrypted: true, tags: ['note=##[error]tagged'] }),
      bucket(STAGING, 'staging-🪣-scratch', 'us-west-2', {}),
      bucket(LEGACY, 'old-backups', 'us-east-1', {}),
    ],
    instances: [
      instance(PROD, 'i-0a11', 'checkout-api', 'us-east-1', { type: 'm7i.4xlarge', tags: ['team=checkout'] }),
      instance(PROD, 'i-0a12', '<img src=x onerror=alert(1)>', 'us-east-1', { httpTokens: 'optional' }),
      instance(PROD, 'i-0a13', 'batch-`whoami`-worker', 'eu-central-1', { type: 'r7i.8xlarge', state: 'stopped' }),
      instance(DATA, 'i-0d21', '@someone/spark-driver', 'eu-central-1', {
        type: 'm7i.8xlarge',
        httpTokens: 'optional',
      }),
      instance(STAGING, 'i-0s31', 'staging-web', 'us-west-2', { state: 'stopped', httpTokens: 'optional' }),
    ],
    volumes: [
      volume(PROD, 'vol-0a11', 'checkout-root', 'us-east-1', { encrypted: true, attachedTo: 'i-0a11' }),
      volume(PROD, 'vol-0a12', 'img-root', 'us-east-1', { attachedTo: 'i-0a12' }),
      volume(PROD, 'vol-0a99', 'left over\tfrom a test', 'us-east-1', { encrypted: true }),
      volume(DATA, 'vol-0d21', '##[error]spark | scratch', 'eu-central-1', { attachedTo: 'i-0d21' }),
      volume(STAGING, 'vol-0s31', 'staging-root', 'us-west-2', { encrypted: true, attachedTo: 'i-0s31' }),
    ],
    databases: [
      database(PROD, 'orders', 'us-east-1', {}),
      database(PROD, 'reporting', 'us-east-1', { publiclyAccessible: true }),
      database(DATA, 'catalog-%0Awith-percent', 'eu-central-1', { backupDays: 0 }),
    ],
    securityGroups: [
      securityGroup(PROD, 'sg-0a1', 'web', 'us-east-1', [443]),
      securityGroup(PROD, 'sg-0a2', 'bastion\'s "old" rule', 'us-east-1', [22, 443]),
      securityGroup(STAGING, 'sg-0s1', 'anything-goes', 'us-west-2', [22, 3389]),
    ],
    trails: [
      trail(PROD, 'org-trail', 'us-east-1', true),
      trail(DATA, 'data-trail', 'eu-central-1', false),
      trail(STAGING, 'staging-trail', 'us-west-2', true),
    ],
    gcpBuckets: [
      gcpBucket('acme-gcp-backups', 'europe-west3', true),
      gcpBucket('acme-gcp-public | docs', 'us-central1', false),
    ],
  };
}

/** The same estate after somebody did their work: no policy is broken. */
export function repairedEstate(): Estate {
  const estate = fixtureEstate();
  for (const one of estate.buckets) Object.assign(one, { encrypted: true, publicRead: false });
  for (const one of estate.instances) {
    one.httpTokens = 'required';
    if (one.tags?.length === 0) one.tags = ['team=platform'];
  }
  for (const one of estate.volumes) one.encrypted = true;
  estate.volumes = estate.volumes.filter((one) => one.attachedTo !== null);
  for (const one of estate.databases) Object.assign(one, { publiclyAccessible: false, backupDays: 7 });
  for (const one of estate.securityGroups) one.openPorts = one.openPorts.filter((port) => port === 443);
  for (const one of estate.trails) one.multiRegion = true;
  for (const one of estate.gcpBuckets) one.uniformAccess = true;
  return estate;
}

function bucket(accountId: string, name: string, region: string, more: Partial<Bucket>): Bucket {
  const platformId = `arn:aws:s3:::${name}`;
  return { accountId, name, region, platformId, tags: [], encrypted: false, publicRead: false, ...more };
}

function instance(accountId: string, id: string, name: string, region: string, more: Partial<Instance>): Instance {
  const platformId = `arn:aws:ec2:${region}:${accountId}:instance/${id}`;
  const usual = { type: 't4g.small', state: 'running', httpTokens: 'required' } as const;
  return { accountId, name, region, platformId, tags: [], ...usual, ...more };
}

function volume(accountId: string, id: string, name: string, region: string, more: Partial<Volume>): Volume {
  const platformId = `arn:aws:ec2:${region}:${accountId}:volume/${id}`;
  return { accountId, name, region, platformId, tags: ['backup=yes'], encrypted: false, attachedTo: null, ...more };
}

function database(accountId: string, name: string, region: string, more: Partial<Database>): Database {
  const platformId = `arn:aws:rds:${region}:${accountId}:db:${name}`;
  return { accountId, name, region, platformId, tags: [], publiclyAccessible: false, backupDays: 7, ...more };
}

function securityGroup(
  accountId: string,
  id: string,
  name: string,
  region: string,
  openPorts: number[],
): SecurityGroup {
  const platformId = `arn:aws:ec2:${region}:${accountId}:security-group/${id}`;
  return { accountId, name, region, platformId, tags: [], openPorts };
}

function trail(accountId: string, name: string, region: string, multiRegion: boolean): Trail {
  const platformId = `arn:aws:cloudtrail:${region}:${accountId}:trail/${name}`;
  return { accountId, name, region, platformId, tags: [], multiRegion };
}

function gcpBucket(name: string, region: string, uniformAccess: boolean): GcpBucket {
  const platformId = `//storage.googleapis.com/${name}`;
  return { accountId: GCP, name, region, platformId, tags: [], uniformAccess };
}
