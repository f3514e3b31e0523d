import { identifierOf } from './identifier.ts';

export interface PolicyDefinition {
  id: string;
  name: string;
  description: string;
  /** Usually finops, security, compliance, governance or operations. */
  domain: string;
  /** Usually low, medium, high or critical. */
  severity: string;
  status: 'active' | 'paused';
  /** Names of policy groups. */
  groups: string[];
  /** Each row is a violation. Columns beyond the known ones become `additional_properties`. */
  query: string;
  /** Ids of notification destinations; default: the first one. */
  destinations?: readonly string[];
  /** When somebody changed it last, in milliseconds since 1970; default: long ago. */
  changedAt?: number;
  /** The list of violations ends after so many rows, as for a role that may not see all. */
  visibleRows?: number;
}

export const GROUPS = ['CIS AWS Foundations', 'SOC 2', 'Security Policies'] as const;

const [CIS, SOC2, SECURITY] = GROUPS;

const COLUMNS = 'cloud, resource_type_label, _cq_account_name, account_id, name, region, _cq_platform_id, tags';

/** Selects the resources of a table that meet a condition. */
export function queryOf(table: string, condition: string): string {
  return `SELECT ${COLUMNS} FROM ${table} WHERE ${condition}`;
}

/** A policy, as a test would write it: parts that are not given are usual. */
export function policyOf(given: Partial<PolicyDefinition> & { name: string; query: string }): PolicyDefinition {
  return {
    id: identifierOf(`policy ${given.name}`),
    description: '',
    domain: 'security',
    severity: 'medium',
    status: 'active',
    groups: [],
    ...given,
  };
}

/** Eleven policies in every severity and domain, which the fixture estate breaks, and one that is paused. */
export function usualPolicies(): PolicyDefinition[] {
  return [
    policyOf({
      name: 'Unencrypted S3 buckets',
      description:
        'Buckets without encryption at rest. Mind the | pipes, `ticks` and <img src=x>,\n::error:: and @someone.',
      severity: 'high',
      groups: [CIS, SECURITY],
      query: queryOf('aws_s3_buckets', 'NOT encrypted'),
    }),
    policyOf({
      name: 'S3 buckets should prohibit public read access',
      severity: 'critical',
      groups: [CIS, SOC2, SECURITY],
      query: queryOf('aws_s3_buckets', 'public_read'),
    }),
    policyOf({
      name: 'Attached EBS volumes should be encrypted at rest',
      domain: 'compliance',
      groups: [SOC2],
      query: queryOf('aws_ec2_ebs_volumes', 'attached_to IS NOT NULL AND NOT encrypted'),
    }),
    policyOf({
      name: 'EC2 instances should use IMDSv2',
      groups: [SECURITY],
      query: `SELECT ${COLUMNS}, instance_type, state FROM aws_ec2_instances WHERE http_tokens = 'optional'`,
    }),
    policyOf({
      name: 'RDS DB instances should prohibit public access',
      severity: 'critical',
      groups: [SOC2, SECURITY],
      query: queryOf('aws_rds_instances', 'publicly_accessible'),
    }),
    policyOf({
      name: 'Ensure no security groups allow ingress from 0.0.0.0/0 to port 22',
      domain: 'compliance',
      severity: 'high',
      groups: [CIS],
      query: queryOf('aws_ec2_security_groups', "' ' || open_ports || ' ' LIKE '% 22 %'"),
    }),
    policyOf({
      name: 'Ensure CloudTrail is enabled in all regions',
      domain: 'governance',
      severity: 'high',
      groups: [CIS],
      query: queryOf('aws_cloudtrail_trails', 'NOT multi_region'),
    }),
    policyOf({
      name: 'Untagged large EC2 instances',
      domain: 'finops',
      severity: 'low',
      query: queryOf('aws_ec2_instances', "tags = '[]' AND instance_type LIKE '%xlarge'"),
    }),
    policyOf({
      name: 'Unattached EBS volumes',
      domain: 'finops',
      severity: 'low',
      query: queryOf('aws_ec2_ebs_volumes', 'attached_to IS NULL'),
    }),
    policyOf({
      name: 'RDS DB instances should have automatic backups',
      domain: 'operations',
      query: queryOf('aws_rds_instances', 'backup_days = 0'),
    }),
    policyOf({
      name: 'Cloud Storage buckets should use uniform access',
      domain: 'governance',
      // The vendor promises no account id: this query has none.
      query: `SELECT cloud, resource_type_label, _cq_account_name, name, region, _cq_platform_id FROM gcp_storage_buckets WHERE NOT uniform_access`,
    }),
    policyOf({
      name: 'Stopped EC2 instances',
      domain: 'finops',
      severity: 'low',
      status: 'paused',
      query: queryOf('aws_ec2_instances', "state = 'stopped'"),
    }),
  ];
}

/** As many policies as a large company has; each tenth is broken by the fixture estate, in all severities. */
export function manyPolicies(count: number): PolicyDefinition[] {
  const severities = ['low', 'medium', 'high', 'critical'];
  const domains = ['finops', 'security', 'compliance', 'governance', 'operations'];
  return Array.from({ length: count }, (_, index) =>
    policyOf({
      name: `Control ${String(index + 1).padStart(4, '0')}`,
      description: `Generated control number ${index + 1}.`,
      severity: severities[Math.floor(index / 10) % severities.length] ?? 'low',
      domain: domains[index % domains.length] ?? 'security',
      groups: index % 3 === 0 ? [GROUPS[index % GROUPS.length] ?? CIS] : [],
      query: queryOf('aws_s3_buckets', index % 10 === 0 ? 'NOT encrypted' : 'name IS NULL'),
    }),
  );
}

/** A policy with very many violations, made up by its query, which each engine reads; it depends on no table. */
export function floodPolicy(violations: number): PolicyDefinition {
  const digits = String(Math.floor(violations)).length;
  const powers = Array.from({ length: digits }, (_, power) => ({ name: `d${power}`, factor: 10 ** power }));
  const ten = Array.from({ length: 10 }, (_, digit) => `SELECT ${digit}${digit === 0 ? ' AS i' : ''}`).join(
    ' UNION ALL ',
  );
  return policyOf({
    name: `Flood of ${violations}`,
    severity: 'high',
    query: `WITH d AS (${ten}),
      n AS (SELECT ${powers.map(({ name, factor }) => `${name}.i * ${factor}`).join(' + ')} + 1 AS i
        FROM ${powers.map(({ name }) => `d AS ${name}`).join(' CROSS JOIN ')})
      SELECT 'aws' AS cloud, 'EC2 Instance' AS resource_type_label, 'acme-prod' AS _cq_account_name,
        '111122223333' AS account_id, 'instance ' || i AS name, 'us-east-1' AS region,
        'arn:aws:ec2:us-east-1:111122223333:instance/i-' || i AS _cq_platform_id, '["n=' || i || '"]' AS tags
      FROM n WHERE i <= ${Math.floor(violations)}`,
  });
}
