import { expect, test } from 'vitest';
import { describePlaceholder } from '../../../src/inputs/placeholder.ts';

test.each([
  [`\${{ secrets.KEY }}`, 'an expression'],
  [`acme-*\n!\${{ vars.NOT }}`, 'an expression'],
  [`\${{ secrets.KEY`, 'an expression'],
  ['$KEY', 'the name of a variable'],
  [`\${key}`, 'the name of a variable'],
  [`https://\${HOST}/api`, 'the name of a variable'],
  ['https://$HOST:8443', 'the name of a variable'],
  ['$GITHUB_WORKSPACE/b.json', 'the name of a variable'],
  ['%TEMP%\\b.json', 'the name of a variable'],
  ['$env:KEY', 'the name of a variable'],
  ['acme-prod\n! $ACCOUNT', 'the name of a variable'],
])('%j holds %s and no value', (text, kind) => {
  expect(describePlaceholder(text)).toMatch(new RegExp(`^holds ${kind}.* and no value: `));
});

test.each([
  '',
  'acme-prod',
  '$',
  '$100 a month',
  'Costs over $USD a month',
  '$USD a month',
  '$name',
  '\\$NAME',
  '100%',
  '%*%',
  '%20%41',
  'https://acme.example/%41bc%20',
  'a$B',
  'cqpk_a$BCD%EFG%',
])('%j is a value', (text) => {
  expect(describePlaceholder(text)).toBeNull();
});
