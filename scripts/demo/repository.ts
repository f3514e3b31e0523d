/** The repository of the story, and the Platform as its story begins. */
import { writeDescription } from '../../src/text/mark.ts';
import { REPOSITORY } from '../../test/comment/github-json.ts';
import { type PolicyDefinition, usualPolicies } from '../../test/emulator/platform.ts';

export const BASELINE = '.cloudquery/baseline.json';
export const WAIVERS = '.cloudquery/waivers.yml';
const DAY_MS = 86_400_000;

/** Of the emulated Platform. The repository manages it from the start. */
export const BACKUPS = 'RDS DB instances should have automatic backups';
export const PUBLIC_BUCKETS = 'S3 buckets should prohibit public read access';
/** The policy that a pull request adds. */
const TEAM = 'EC2 instances should have a team';

const BACKUPS_DESCRIPTION = 'A database without backups is lost with its instance.';
const writeBackupsQuery = (condition: string) => `SELECT *
FROM aws_rds_instances
WHERE ${condition}
`;
const BACKUPS_FILE = `version: 1
name: ${BACKUPS}
domain: operations
severity: medium
description: ${BACKUPS_DESCRIPTION}
query-file: rds-backups.sql
`;

/** The files from the start, by their paths. */
export const FIRST_FILES: Readonly<Record<string, string>> = {
  'policies/rds-backups.yml': BACKUPS_FILE,
  'policies/rds-backups.sql': writeBackupsQuery('backup_days = 0'),
};

/** What a pull request changes and adds: a policy finds more, one is new, and both have a test. */
export const CHANGED_FILES: Readonly<Record<string, string>> = {
  'policies/rds-backups.yml': `${BACKUPS_FILE}tests:
  - name: a week is too short, two weeks are enough
    tables:
      aws_rds_instances:
        columns: { _cq_platform_id: String, backup_days: Int64 }
        rows:
          - [week, 7]
          - [fortnight, 14]
    violations: [week]
`,
  'policies/rds-backups.sql': writeBackupsQuery('backup_days < 14'),
  'policies/groups.yml': 'version: 1\ngroups:\n  - slug: ownership\n    name: Ownership\n',
  'policies/ec2-team.yml': `version: 1
name: ${TEAM}
domain: governance
severity: high
description: Nobody answers for an instance without the tag "team".
groups: [Ownership]
notify: [Platform team]
query-file: ec2-team.sql
tests:
  - name: an instance without a team is found, one with a team is not
    tables:
      aws_ec2_instances:
        columns: { _cq_platform_id: String, tags: Nullable(String) }
        rows:
          - [nobodys, '["env=prod"]']
          - [ours, '["team=web"]']
    violations: [nobodys]
`,
  'policies/ec2-team.sql': `SELECT *
FROM aws_ec2_instances
WHERE tags NOT LIKE '%team=%'
`,
};

/** The Platform's policies, one of which has the mark of the repository. */
export function managedPolicies(): PolicyDefinition[] {
  const managed = {
    description: writeDescription(BACKUPS_DESCRIPTION, { owner: REPOSITORY, slug: 'rds-backups' }),
    query: writeBackupsQuery('backup_days = 0'),
  };
  return usualPolicies().map((policy) => (policy.name === BACKUPS ? { ...policy, ...managed } : policy));
}

/** A waivers file with one waiver. @param now in milliseconds since 1970; it ends 30 days later */
export function writeWaiver(policy: string, resource: string, reason: string, now: number): string {
  return `version: 1
waivers:
  - policy: ${policy}
    resource: ${resource}
    reason: ${reason}
    owner: finance@acme.example
    expires: ${new Date(now + 30 * DAY_MS).toISOString().slice(0, 10)}
    ticket: FIN-42
`;
}
