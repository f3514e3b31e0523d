import { toXml } from '../../../src/text/xml.ts';
import { readJunit } from '../actions/gate/report/junit/junit-schema.ts';

/** What a reader gets of a text, as an attribute and as text. */
export function readBack(text: string): [attribute: string, text: string] {
  const xml = `<testcase name="${toXml(text)}"><failure>${toXml(text)}</failure></testcase>`;
  const report = readJunit(`<testsuites><testsuite name="" tests="1">${xml}</testsuite></testsuites>`);
  const [only] = report.suites[0]?.cases ?? [];
  return [only?.name ?? '', only?.text ?? ''];
}
