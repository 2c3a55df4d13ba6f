import { isVersion } from './pep440.ts';

/** What one PEP 508 text says. */
export interface RequirementText {
  readonly name: string;
  readonly extras: readonly string[];
  /** Clauses joined by commas without blanks, in the order written. */
  readonly specifier: string;
  readonly marker: string | undefined;
  readonly url: string | undefined;
}

const NAME = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;
const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)\s*(\S+)$/;
const EXTRA = /^[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?$/;

/** The name as packages are compared. Source: PEP 503. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/**
 * Reads `name[extras] >=1,<2 ; marker` or `name @ url ; marker`; undefined for anything else. The
 * marker is not looked into.
 */
export function parseRequirement(text: string): RequirementText | undefined {
  const match = NAME.exec(text);
  if (match === null) return undefined;
  const extras = readExtras(match[2]);
  const rest = text.slice(match[0].length);
  const name = match[1]!;
  if (extras === undefined) return undefined;
  if (rest.startsWith('@')) {
    const [, url, marker] = /^@\s*(\S+)(?:\s+;\s*(.*\S))?\s*$/.exec(rest) ?? [];
    return url === undefined ? undefined : { name, extras, specifier: '', marker, url };
  }
  const semicolon = rest.indexOf(';');
  const marker = semicolon < 0 ? undefined : rest.slice(semicolon + 1).trim() || undefined;
  const specifier = readSpecifier(semicolon < 0 ? rest : rest.slice(0, semicolon));
  return specifier === undefined ? undefined : { name, extras, specifier, marker, url: undefined };
}

function readExtras(text: string | undefined): string[] | undefined {
  const extras = (text ?? '').split(',').map((one) => one.trim());
  if (extras.length === 1 && extras[0] === '') return [];
  return extras.every((one) => EXTRA.test(one)) ? extras : undefined;
}

/**
 * The specifier set without blanks; undefined when it is none. `===` compares texts, so anything
 * may follow it.
 */
export function readSpecifier(text: string): string | undefined {
  const inner = text
    .trim()
    .replace(/^\((.*)\)$/s, '$1')
    .trim();
  if (inner === '') return '';
  const clauses = inner.replace(/,\s*$/, '').split(',');
  const read = clauses.map((clause) => {
    const [, operator, version] = CLAUSE.exec(clause.trim()) ?? [];
    if (operator === undefined || version === undefined) return undefined;
    const isExact = operator === '==' || operator === '!=';
    const bare = isExact ? version.replace(/\.\*$/, '') : version;
    return operator === '===' || isVersion(bare) ? `${operator}${version}` : undefined;
  });
  return read.every((one) => one !== undefined) ? read.join(',') : undefined;
}
