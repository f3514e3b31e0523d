import '../text/yaml-file.ts';

// The files of YAML that people write. They open from here, behind what reads all of them, so that the bundle has that
// once, and that no action loads what another one makes of its file.

export const loadWaivers = () => import('./gate/waivers/file.ts');

/** The whole action: files are what it is about. */
export const loadPolicies = () => import('./policies/main.ts');

export const loadExpected = () => import('./access/expected-file.ts');
