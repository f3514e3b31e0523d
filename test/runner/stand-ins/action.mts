// Stands in for an action of others: writes down what it was given, and keeps the files that its inputs name. Artifacts
// are kept, too, and handed out again.
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { RECORD, recordCall } from './call.mts';

const uses = readFileSync(join(import.meta.dirname, 'uses'), 'utf8');
const inputs = Object.fromEntries(
  Object.entries(process.env).flatMap(([name, value = '']) =>
    name.startsWith('INPUT_') ? [[name.slice('INPUT_'.length).toLowerCase(), value]] : [],
  ),
);
recordCall({ of: uses, words: null, inputs, hasToken: false });

const artifact = join(RECORD, 'artifacts', inputs['name'] ?? '');
const { path = '' } = inputs;
if (uses === 'actions/download-artifact') {
  cpSync(artifact, path, { recursive: true });
} else if (uses === 'actions/upload-artifact') {
  mkdirSync(artifact, { recursive: true });
  // One file is the artifact's only one; of a folder, its contents are, without hidden files.
  const isFile = statSync(path).isFile();
  const filter = (source: string) => source === path || !basename(source).startsWith('.');
  cpSync(path, isFile ? join(artifact, basename(path)) : artifact, { recursive: true, filter });
} else {
  for (const [name, value] of Object.entries(inputs)) {
    if (existsSync(value) && statSync(value).isFile()) cpSync(value, join(RECORD, 'given', basename(uses), name));
  }
}
