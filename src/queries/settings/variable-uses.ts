import type { Repository } from '../../project/repository.ts';
import type { PyNode } from '../../python/nodes.ts';
import type { SourceRange } from '../../python/source-range.ts';
import { dottedName, walk } from '../../python/walk.ts';
import { importTimeNodes } from '../apps/import-time.ts';
import { literalValue, pythonSource } from '../apps/python-source.ts';
import { servedFiles } from '../apps/served-modules.ts';
import { gunicornConfigFile, webServers } from '../processes/web-server.ts';

/** A look-up of a variable, without a default, by code outside of the settings. */
export interface OutsideLookup {
  readonly variable: string;
  readonly at: SourceRange;
  /** True when it runs at import, so that the process does not start without the variable. */
  readonly atImport: boolean;
}

/** Files that tell of variables without reading them. */
const PROSE = /(^|\/)(docs?|LICENSE|CHANGELOG|README)[^/]*(\/|$)|\.(md|rst|txt|po|lock|svg|css)$/i;
const EXAMPLE = /(^|\/)[^/]*\.?env([._-][^/]*)?$|\.env$/i;
const FOR_TESTS = /(^|\/)(tests?|conftest|test_\w+|\w+_test)(\/|\.py$)/;

/** Bytes of the largest file that is searched. */
const LARGEST_FILE = 1_000_000;

/**
 * The first file that names each of the variables, in any language: `gunicorn.conf.py`, a script, a
 * JavaScript build. Prose and examples of `.env` files do not count. A text that names the beginning
 * of a variable up to an underscore, such as `"STRIPE_"`, may put the name together.
 */
export function filesThatName(
  repository: Repository,
  variables: readonly string[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const { files } = repository;
  for (const path of files.paths) {
    if (found.size === variables.length) break;
    if (PROSE.test(path) || EXAMPLE.test(path)) continue;
    const text = files.text(path) ?? '';
    if (text.length > LARGEST_FILE || text.includes('\0')) continue;
    const words = wordsOf(text);
    for (const name of variables)
      if (!found.has(name) && isNamed(name, words)) found.set(name, path);
  }
  return found;
}

/** The words of a text, also in capitals where a class reads variables by its fields' names. */
function wordsOf(text: string): ReadonlySet<string> {
  const words = new Set(text.match(/\w+/g) ?? []);
  if (/\bBaseSettings\b/.test(text)) for (const word of [...words]) words.add(word.toUpperCase());
  return words;
}

function isNamed(name: string, words: ReadonlySet<string>): boolean {
  if (words.has(name)) return true;
  for (let at = name.indexOf('_', 2); at > 0; at = name.indexOf('_', at + 1))
    if (words.has(name.slice(0, at + 1))) return true;
  return false;
}

/**
 * Look-ups of `os.environ["NAME"]` in code that processes load and that is not part of the
 * settings, the first of each variable; what is guarded by `try` or `if` is not among them.
 */
export function outsideLookups(repository: Repository): readonly OutsideLookup[] {
  const settings = new Set(repository.djangoProject?.production?.files ?? []);
  const gunicorn = webServers(repository)
    .filter(({ name }) => name === 'gunicorn')
    .map(gunicornConfigFile);
  const served = servedFiles(repository).map(({ path }) => path);
  const lookups = new Map<string, OutsideLookup>();
  for (const path of new Set([...gunicorn, ...served])) {
    if (settings.has(path) || FOR_TESTS.test(path)) continue;
    for (const lookup of lookupsIn(repository, path)) {
      const known = lookups.get(lookup.variable);
      if (known === undefined || (lookup.atImport && !known.atImport))
        lookups.set(lookup.variable, lookup);
    }
  }
  return [...lookups.values()];
}

function* lookupsIn(repository: Repository, path: string): Generator<OutsideLookup> {
  const source = pythonSource(repository, path);
  if (source === undefined || !/\benviron\b/.test(source.text)) return;
  const atImport = new Set<PyNode>();
  for (const { node } of importTimeNodes(source.module.body))
    if (requiredName(node) !== undefined) atImport.add(node);
  const guarded = new Set<PyNode>();
  for (const node of walk(source.module))
    if (/^(Try|TryStar|If|IfExp|With)$/.test(node.kind))
      for (const inner of walk(node)) guarded.add(inner);
    else for (const target of writtenBy(node)) guarded.add(target);
  for (const node of walk(source.module)) {
    const variable = requiredName(node);
    if (variable === undefined || guarded.has(node)) continue;
    yield {
      variable,
      at: { file: path, start: node.start, end: node.end },
      atImport: atImport.has(node),
    };
  }
}

/** The variable that `os.environ["NAME"]` reads. */
function requiredName(node: PyNode): string | undefined {
  if (node.kind !== 'Subscript') return undefined;
  if (!/^(os\.)?environ$/.test(dottedName(node.value) ?? '')) return undefined;
  const value = literalValue(node.slice);
  return typeof value === 'string' ? value : undefined;
}

/** What a statement assigns to or deletes rather than reads. */
function writtenBy(node: PyNode): readonly PyNode[] {
  if (node.kind === 'Assign' || node.kind === 'Delete') return node.targets;
  return node.kind === 'AnnAssign' ? [node.target] : [];
}
