import { compareAnswers } from './compare-answer.ts';
import { compareParameters, compareRequestBody } from './compare-request.ts';
import { type Description, findMethods, type Operation } from './description.ts';
import { check, type Finding, type Report } from './finding.ts';
import { entriesOf, isObject, type JsonObject, listOf } from './json.ts';
import type { EndpointReliance } from './reliance.ts';
import { resolve } from './schema.ts';

/** Compares a description with all that is relied on. */
export function compare(description: Description, endpoints: readonly EndpointReliance[]): Finding[] {
  return endpoints.flatMap((endpoint) => compareEndpoint(description, endpoint));
}

function compareEndpoint(description: Description, endpoint: EndpointReliance): Finding[] {
  const label = `${endpoint.method} ${endpoint.path}`;
  const findings: Finding[] = [];
  const report: Report = (where, message, breaks = true) =>
    void findings.push({ endpoint: label, breaks, where, message });
  const { root } = description;
  check('', report, () => {
    const methods = findMethods(description, endpoint.path);
    if (methods === null) {
      report('', 'is not described: there is no such path');
      return;
    }
    const operation = methods.get(endpoint.method);
    if (operation === undefined) {
      const others = [...methods.keys()].join(', ');
      report('', `is not described: the path has ${others === '' ? 'no method' : `only ${others}`}`);
      return;
    }
    if (operation.json['deprecated'] === true) report('', 'is deprecated', false);
    check('', report, () => compareSecurity(root, operation, report));
    compareParameters(root, operation, endpoint, report);
    check('request', report, () => compareRequestBody(root, operation, endpoint, report));
    check('answer', report, () => compareAnswers(root, operation, endpoint, label, report));
  });
  return findings;
}

function compareSecurity(root: JsonObject, operation: Operation, report: Report): void {
  const requirements = operation.json['security'] ?? root['security'];
  if (!Array.isArray(requirements) || requirements.length === 0) return;
  const components = isObject(root['components']) ? root['components'] : {};
  const schemes = new Map(entriesOf(components['securitySchemes']));
  const isBearer = (name: string) => {
    const scheme = resolve(root, schemes.get(name));
    if (!isObject(scheme)) return false;
    if (scheme['type'] === 'http') return String(scheme['scheme']).toLowerCase() === 'bearer';
    return scheme['type'] === 'oauth2' || scheme['type'] === 'openIdConnect';
  };
  const suffices = listOf(requirements).some((one) => isObject(one) && Object.keys(one).every(isBearer));
  if (!suffices) report('', 'takes no bearer token, which is how the API key is sent');
}
