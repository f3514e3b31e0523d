import { EVERYTHING, type ScopeInput, type ScopePatterns } from '../../../src/actions/gate/select/aspect.ts';
import { parsePatterns } from '../../../src/text/pattern.ts';

/** Lines of inputs that limit the scope, `!` in front excludes. */
export type ScopeLines = Readonly<Partial<Record<ScopeInput, readonly string[]>>>;

/** The scope that these lines say. */
export function scopeOf(lines: ScopeLines): ScopePatterns {
  const given = Object.entries(lines).map(([input, its]) => [input, parsePatterns(its)]);
  return { ...EVERYTHING, ...Object.fromEntries(given) };
}
