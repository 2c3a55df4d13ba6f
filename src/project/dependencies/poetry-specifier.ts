import { readSpecifier } from './requirement-text.ts';

/**
 * What Poetry writes as PEP 440: `^5.2` is `>=5.2,<6.0`, `~5.2` is `>=5.2,<5.3`, `5.2` is `==5.2`,
 * `*` is empty. Undefined for alternatives (`^4.2 || ^5.2`), which one specifier set cannot say,
 * and for what is no constraint. Source: Poetry's page on dependency specification; read
 * 2026-11-24.
 */
export function poetrySpecifier(constraint: string): string | undefined {
  const clauses = constraint
    .trim()
    .replace(/([<>=!~^]+)\s+/g, '$1')
    .split(/[\s,]+/)
    .filter((clause) => clause !== '' && clause !== '*');
  if (clauses.some((clause) => clause.includes('|'))) return undefined;
  const translated = clauses.map(translate);
  return translated.every((one) => one !== undefined) ? translated.join(',') : undefined;
}

function translate(clause: string): string | undefined {
  const [, operator = '', version = ''] = /^(\^|~(?!=)|)(.*)$/.exec(clause) ?? [];
  if (operator === '')
    return readSpecifier(
      /^[<>=!~]/.test(version) ? version.replace(/^=(?!=)/, '==') : `==${version}`,
    );
  const upper = operator === '^' ? aboveCaret(version) : aboveTilde(version);
  return upper === undefined ? undefined : `>=${version},<${upper}`;
}

function numbersOf(version: string): number[] | undefined {
  const release = /^v?(\d+(?:\.\d+)*)/.exec(version)?.[1];
  return release?.split('.').map(Number);
}

/** The first part that is not zero may not change; of nothing but zeros the last. */
function aboveCaret(version: string): string | undefined {
  const parts = numbersOf(version);
  if (parts === undefined) return undefined;
  const first = parts.findIndex((part) => part !== 0);
  const fixed = first < 0 ? parts.length - 1 : first;
  return bump(parts, fixed);
}

/** The second part may not change; where there is but one, that one. */
function aboveTilde(version: string): string | undefined {
  const parts = numbersOf(version);
  return parts === undefined ? undefined : bump(parts, Math.min(1, parts.length - 1));
}

function bump(parts: readonly number[], index: number): string {
  return parts.map((part, at) => (at < index ? part : at === index ? part + 1 : 0)).join('.');
}
