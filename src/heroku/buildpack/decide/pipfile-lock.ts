import { type Decision, fail } from '../refusal.ts';
import { printJq, readJq } from './jq-json.ts';
import { VERSION_SYNTAX } from './version-syntax.ts';

/**
 * The Python version that a `Pipfile.lock` requires, the full one first; undefined when it names
 * none.
 */
export function readPipfileLockVersion(
  text: string,
): Decision<{ readonly version: string | undefined }> {
  const read = readJq(text);
  if (!read.ok) return invalidJson(`parse error: ${read.message}`);
  const answers = read.values.map(requiredVersion);
  const fault = answers.find((one) => 'fault' in one);
  if (fault !== undefined && 'fault' in fault) return invalidJson(fault.fault);
  // An empty file is an empty stream of JSON, and its answer an empty version.
  const answer = answers.map((one) => ('version' in one ? one.version : '')).join('\n');
  if (answer === 'null') return { ok: true, version: undefined };
  if (VERSION_SYNTAX.test(answer)) return { ok: true, version: answer };
  return fail('python-version', 'pipfile-lock::invalid-version', answer, {
    detailLength: 50,
    evidence: [answer],
  });
}

/**
 * What the platform's question to jq comes to for one document; `null` as a word when neither field
 * is there.
 */
function requiredVersion(lock: unknown): { readonly version: string } | { readonly fault: string } {
  const full = valueAt(lock, ['_meta', 'requires', 'python_full_version']);
  // A fault on the way to the first field goes unseen; only the second one is reported.
  const wanted =
    'value' in full && full.value !== null && full.value !== false
      ? full
      : valueAt(lock, ['_meta', 'requires', 'python_version']);
  if (!('value' in wanted)) return wanted;
  return {
    version: typeof wanted.value === 'string' ? wanted.value : printJq(wanted.value),
  };
}

function valueAt(
  document: unknown,
  path: readonly string[],
): { readonly value: unknown } | { readonly fault: string } {
  let value: unknown = document;
  for (const name of path) {
    if (value === null) continue;
    if (typeof value !== 'object' || Array.isArray(value)) {
      const kind = Array.isArray(value)
        ? 'array'
        : typeof value === 'bigint'
          ? 'number'
          : typeof value;
      return { fault: `jq: error (at <stdin>:1): Cannot index ${kind} with "${name}"` };
    }
    value = (value as Readonly<Record<string, unknown>>)[name] ?? null;
  }
  return { value };
}

function invalidJson(message: string): Decision<{ readonly version: undefined }> {
  return fail('python-version', 'pipfile-lock::invalid-json', message, {
    detailLength: 100,
    evidence: [message],
  });
}
