// Stands in for `actions/checkout` with a `ref`: the workspace gets the files of that branch.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const repository = readFileSync(join(import.meta.dirname, 'repository'), 'utf8');
const { INPUT_REF: ref = '', GITHUB_WORKSPACE: workspace = '' } = process.env;
const input = execFileSync('git', ['-C', repository, 'archive', ref], { maxBuffer: 64 * 1024 * 1024 });
execFileSync('tar', ['-x', '-C', workspace], { input });
