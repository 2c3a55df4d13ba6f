import { type Decision, refuse } from '../refusal.ts';
import { VERSION_SYNTAX } from './requested-python.ts';

/** The Python version that a `Pipfile.lock` requires, the full one first; undefined when it names none. */
export function readPipfileLockVersion(text: string): Decision<{ readonly version: string | undefined }> {
  // An empty file is an empty stream of JSON, and its answer an empty version.
  if (text.trim() === '') return invalidVersion('');
  let lock: unknown;
  try {
    lock = JSON.parse(text);
  } catch {
    const message = jsonFault(text);
    return refuse('python-version', 'pipfile-lock::invalid-json', message, { detailLength: 100, evidence: [message] });
  }
  const requires = member(member(lock, '_meta'), 'requires');
  const wanted = [member(requires, 'python_full_version'), member(requires, 'python_version')].find(
    (one) => one !== undefined && one !== null && one !== false,
  );
  if (wanted === undefined) return { ok: true, version: undefined };
  const version = typeof wanted === 'string' ? wanted : JSON.stringify(wanted);
  return VERSION_SYNTAX.test(version) ? { ok: true, version } : invalidVersion(version);
}

function invalidVersion(version: string): Decision<{ readonly version: undefined }> {
  return refuse('python-version', 'pipfile-lock::invalid-version', version, { detailLength: 50, evidence: [version] });
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>)[name] : undefined;
}

/** The fault as jq 1.6 words it: the platform records that message. Bare words and an early end are told apart, other faults take the general words. */
function jsonFault(text: string): string {
  const tokens = /"(?:[^"\\]|\\[\s\S])*"|[{}[\]:,]|\s+|[^\s{}[\]:,"]+/g;
  for (const match of text.matchAll(tokens)) {
    const [token] = match;
    if (!/^[^\s{}[\]:,"]/.test(token) || isLiteral(token)) continue;
    const kind = /^[tfn]/.test(token) ? 'Invalid literal' : 'Invalid numeric literal';
    const next = text[match.index + token.length];
    const atEnd = next === undefined;
    return `parse error: ${kind}${atEnd ? ' at EOF' : ''} at ${position(text, match.index + token.length + (atEnd ? 0 : 1))}`;
  }
  return `parse error: Unfinished JSON term at EOF at ${position(text, text.length)}`;
}

function isLiteral(token: string): boolean {
  return ['true', 'false', 'null', 'nan'].includes(token) || (token !== '' && !Number.isNaN(Number(token)));
}

function position(text: string, end: number): string {
  const before = text.slice(0, end);
  return `line ${before.split('\n').length}, column ${before.length - before.lastIndexOf('\n') - 1}`;
}
