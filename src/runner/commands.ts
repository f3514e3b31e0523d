import { EOL } from 'node:os';
// The front door of `@actions/core` loads an OIDC client, that one an HTTP client, and that one `undici`: a megabyte and
// some 100 ms at each start, for what this action never uses. The parts it is made of have no door of their own.
import { issue, issueCommand } from '../../node_modules/@actions/core/lib/command.js';
import { prepareKeyValueMessage } from '../../node_modules/@actions/core/lib/file-command.js';
import { toCommandProperties } from '../../node_modules/@actions/core/lib/utils.js';
import { appendText } from './append-text.ts';

/** @returns the input's text, without blanks around it; empty if the workflow gives none */
export function getInput(name: string): string {
  return (process.env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '').trim();
}

const INPUT = 'INPUT_';

/** @returns the names of the inputs that are set and not empty, in lower case, blanks as `_` */
export function listInputs(): string[] {
  return Object.entries(process.env).flatMap(([name, value = '']) =>
    name.startsWith(INPUT) && value.trim() !== '' ? [name.slice(INPUT.length).toLowerCase()] : [],
  );
}

/** @returns what main saved under this name; empty if it saved nothing */
export function getState(name: string): string {
  return process.env[`STATE_${name}`] ?? '';
}

export function setSecret(secret: string): void {
  issueCommand('add-mask', {}, secret);
}

export function info(message: string): void {
  process.stdout.write(message + EOL);
}

export function debug(message: string): void {
  issueCommand('debug', {}, message);
}

export function startGroup(title: string): void {
  issue('group', title);
}

export function endGroup(): void {
  issue('endgroup');
}

/** Where an annotation points, and what it is called. */
export interface AnnotationProperties {
  readonly title: string;
  readonly file?: string;
  readonly startLine?: number;
}

export function annotate(
  level: 'error' | 'warning' | 'notice',
  message: string,
  properties: AnnotationProperties,
): void {
  issueCommand(level, toCommandProperties(properties), message);
}

/** Throws if the runner's file cannot be written. Outside of a runner it prints the value. */
export function setOutput(name: string, value: string): void {
  sendValue('OUTPUT', 'set-output', name, value);
}

/** Throws if the runner's file cannot be written. Outside of a runner it prints the value. */
export function saveState(name: string, value: string): void {
  sendValue('STATE', 'save-state', name, value);
}

function sendValue(file: 'OUTPUT' | 'STATE', command: string, name: string, value: string): void {
  const path = process.env[`GITHUB_${file}`];
  // The library's own way to write the file waits for ever if it is a pipe that nobody reads.
  if (path) appendText(path, `${prepareKeyValueMessage(name, value)}${EOL}`);
  else issueCommand(command, { name }, value);
}
