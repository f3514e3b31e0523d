// Stands in for a command of others, such as gh: writes down how it was called, and answers as the test has it.
import { type Answers, recordCall } from './call.mts';

const [, , name = '', ...words] = process.argv;
const token = process.env['GH_TOKEN'] ?? '';
recordCall({ of: name, words, inputs: {}, hasToken: token !== '' });

const answers: Answers = JSON.parse(process.env['ANSWERS'] ?? '{}');
const called = [name, ...words].join(' ');
const answer = Object.entries(answers).find(([start]) => called.startsWith(start))?.[1] ?? {};
if (answer.output !== undefined) console.log(answer.output);
if (answer.error !== undefined) console.error(answer.error);
process.exitCode = answer.exitCode ?? 0;
