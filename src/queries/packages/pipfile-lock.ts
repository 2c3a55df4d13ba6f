import { type JsonNode, parseJson } from '../../project/json.ts';
import type { Repository } from '../../project/repository.ts';
import { parseVersion, type RequestedPython } from '../../project/requested-python.ts';
import type { SourceRange } from '../../python/source-range.ts';

/**
 * The Python that Pipfile.lock asks for, in the states that the build tells apart. `absent`:
 * another package manager, or it asks for none.
 */
export type LockedPython =
  | { readonly state: 'absent' }
  | {
      readonly state: 'invalid-json' | 'invalid-version';
      readonly at: SourceRange;
      readonly text: string;
    }
  | { readonly state: 'known'; readonly python: RequestedPython };

const FILE = 'Pipfile.lock';

/**
 * What Pipfile.lock says of Python: `python_full_version` before `python_version`, a null as if it
 * were not there, an empty file as no version.
 */
export function lockedPython(repository: Repository): LockedPython {
  const text =
    repository.dependencies.managers[0]?.id === 'pipenv' ? repository.files.text(FILE) : undefined;
  if (text === undefined) return { state: 'absent' };
  if (text.trim() === '')
    return { state: 'invalid-version', at: { file: FILE, start: 0, end: 0 }, text: '' };
  const parsed = parseJson(text);
  if (!parsed.ok)
    return {
      state: 'invalid-json',
      at: { file: FILE, start: parsed.at, end: parsed.at },
      text: parsed.message,
    };
  const requires = memberOf(memberOf(parsed.root, '_meta'), 'requires');
  const wanted = [
    memberOf(requires, 'python_full_version'),
    memberOf(requires, 'python_version'),
  ].find((node) => node !== undefined && node.value !== null);
  if (wanted === undefined) return { state: 'absent' };
  const at = { file: FILE, start: wanted.start, end: wanted.end };
  const written = String(wanted.value ?? text.slice(wanted.start, wanted.end));
  const version = parseVersion(written);
  return version === undefined
    ? { state: 'invalid-version', at, text: written }
    : { state: 'known', python: { ...version, text: written, at } };
}

function memberOf(node: JsonNode | undefined, name: string): JsonNode | undefined {
  return node?.members?.get(name)?.node;
}
