import { posix } from 'node:path';
import { editYaml } from '../../../text/yaml-edit.ts';
import type { YamlStyle } from '../../../text/yaml-write.ts';
import { PolicySchema } from '../files/schema.ts';
import type { PolicyForm } from '../form.ts';

/** What a policy's file says, without its tests. */
export interface PolicyFacts {
  readonly form: Omit<PolicyForm, 'groups' | 'notify'>;
  readonly groupNames: readonly string[];
  /** Null: it says nothing of them. */
  readonly notifyNames: readonly string[] | null;
}

const ORDER = Object.keys(PolicySchema.entries);
const TEXTS = ['name', 'domain', 'severity', 'description', 'status'] as const;

/**
 * The text of a policy's file once it says something else. Only what differs is changed: comments, order, tests and the
 * notation of the rest stay byte for byte.
 * @param before what the text says; what is the same in `wanted` stays as it is written
 * @param sql the path of the file that is to hold the query; null: the policy's own file is
 * @returns null if the file is written in a way that can't be changed so
 */
export function editPolicy(
  text: string,
  before: PolicyFacts & { readonly sql: string | null },
  wanted: PolicyFacts & { readonly sql: string | null },
  style: YamlStyle,
): string | null {
  const yaml = editYaml(text, style);
  for (const key of TEXTS) {
    if (before.form[key] !== wanted.form[key]) yaml.setText([], key, wanted.form[key], ORDER);
  }
  if (!isSameList(before.groupNames, wanted.groupNames)) yaml.setNames('groups', wanted.groupNames, ORDER);
  if (wanted.notifyNames === null && before.notifyNames !== null) yaml.removeKey('notify');
  if (wanted.notifyNames !== null && !isSameList(before.notifyNames ?? [], wanted.notifyNames)) {
    yaml.setNames('notify', wanted.notifyNames, ORDER);
  }
  if (wanted.sql !== null) {
    if (wanted.sql !== before.sql) yaml.setText([], 'query-file', posix.basename(wanted.sql), ORDER);
  } else if (before.sql !== null) yaml.replaceKey('query-file', 'query', wanted.form.query);
  else if (before.form.query !== wanted.form.query) yaml.setText([], 'query', wanted.form.query, ORDER);
  return yaml.finish();
}

/** The order of a list means nothing. */
function isSameList(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one) => b.includes(one));
}
