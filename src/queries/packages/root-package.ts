import { normalizeName } from '../../project/dependencies/requirement-text.ts';
import { parseToml, type TomlNode, tomlAt } from '../../project/dependencies/toml-tree.ts';
import type { Repository } from '../../project/repository.ts';
import type { FileTree } from '../../python/file-tree.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** Why the build cannot install the repository itself as a package. */
export interface UninstallableRoot {
  readonly manager: 'poetry' | 'uv';
  readonly name: string;
  readonly at: SourceRange;
  readonly reason:
    | { readonly kind: 'name-missing' }
    | { readonly kind: 'package-missing'; readonly expected: string }
    | { readonly kind: 'several-packages'; readonly folders: readonly string[] }
    | { readonly kind: 'readme-missing'; readonly readme: string };
}

const FILE = 'pyproject.toml';

/**
 * Why Poetry or uv, which install the repository itself beside its dependencies, cannot do so;
 * undefined when they can, do not try, or it cannot be told from the files. Source: Poetry 2.4.1
 * and uv 0.12.5 with their build backends, each case tried; read 2026-11-30.
 */
export function uninstallableRoot({
  dependencies,
  files,
}: Repository): UninstallableRoot | undefined {
  const manager = dependencies.managers[0]?.id;
  const text = files.text(FILE);
  if ((manager !== 'poetry' && manager !== 'uv') || text === undefined) return undefined;
  const parsed = parseToml(FILE, text);
  if (!parsed.ok) return undefined;
  const { root } = parsed;
  const found = manager === 'poetry' ? inPoetry(files, root) : inUv(files, root);
  return found && { manager, ...found };
}

type Found = Omit<UninstallableRoot, 'manager'> | undefined;

function inPoetry(files: FileTree, root: TomlNode): Found {
  const poetry = tomlAt(root, 'tool', 'poetry');
  if (tomlAt(poetry, 'package-mode')?.value === false) return undefined;
  const name = nameOf(root) ?? nameIn(poetry);
  const at = rangeOf(tomlAt(root, 'project', 'name') ?? tomlAt(poetry, 'name'), root);
  if (name === undefined) return { name: '', at, reason: { kind: 'name-missing' } };
  return (
    missingPackage(files, name, at, poetry?.members.has('packages') ?? false, ['', 'src/']) ??
    missingReadme(files, root, name, at)
  );
}

function inUv(files: FileTree, root: TomlNode): Found {
  const isPackage = tomlAt(root, 'tool', 'uv', 'package')?.value;
  const backend = tomlAt(root, 'build-system', 'build-backend')?.value;
  const name = nameOf(root);
  if (isPackage === false || name === undefined) return undefined;
  if (isPackage !== true && tomlAt(root, 'build-system') === undefined) return undefined;
  const at = rangeOf(
    tomlAt(root, 'build-system', 'build-backend') ?? tomlAt(root, 'project', 'name'),
    root,
  );
  const isBackend = (prefix: string) =>
    typeof backend === 'string' && backend.split(/[.:]/)[0] === prefix;
  if (backend === undefined || isBackend('setuptools')) return inSetuptools(files, root, name, at);
  if (isBackend('hatchling')) {
    const isConfigured = tomlAt(root, 'tool', 'hatch', 'build') !== undefined;
    return (
      missingPackage(files, name, at, isConfigured, ['', 'src/']) ??
      missingReadme(files, root, name, at)
    );
  }
  if (isBackend('uv_build')) {
    const isConfigured = tomlAt(root, 'tool', 'uv', 'build-backend') !== undefined;
    return (
      missingPackage(files, name, at, isConfigured, ['src/']) ??
      missingReadme(files, root, name, at)
    );
  }
  return isBackend('poetry') ? inPoetry(files, root) : undefined;
}

/**
 * Folders that setuptools does not take for packages of a flat layout. Source: setuptools
 * documentation, "Package Discovery": flat-layout; read 2026-11-30.
 */
const NO_PACKAGES = new Set(
  (
    'ci bin debian doc docs documentation manpages news newsfragments changelog test tests unit_test unit_tests ' +
    'example examples scripts tools util utils python build benchmark benchmarks exercise exercises htmlcov ' +
    'tasks fabfile site_scons'
  ).split(' '),
);

function inSetuptools(files: FileTree, root: TomlNode, name: string, at: SourceRange): Found {
  const isConfigured =
    tomlAt(root, 'tool', 'setuptools') !== undefined ||
    files.has('setup.py') ||
    files.has('setup.cfg');
  if (isConfigured || files.paths.some((path) => path.startsWith('src/'))) return undefined;
  const folders = new Set(files.paths.flatMap((path) => /^([^/]+)\//.exec(path)?.[1] ?? []));
  const packages = [...folders].filter(
    (one) =>
      /^[A-Za-z][A-Za-z0-9_]*$/.test(one) && !NO_PACKAGES.has(one) && !one.startsWith('test_'),
  );
  return packages.length > 1
    ? { name, at, reason: { kind: 'several-packages', folders: packages.sort() } }
    : undefined;
}

function missingPackage(
  files: FileTree,
  name: string,
  at: SourceRange,
  isConfigured: boolean,
  folders: readonly string[],
): Found {
  if (isConfigured) return undefined;
  const module = normalizeName(name).replaceAll('-', '_');
  const exists = folders.some((folder) =>
    files.paths.some(
      (path) => path === `${folder}${module}.py` || path.startsWith(`${folder}${module}/`),
    ),
  );
  return exists
    ? undefined
    : { name, at, reason: { kind: 'package-missing', expected: `${folders[0]}${module}` } };
}

function missingReadme(files: FileTree, root: TomlNode, name: string, at: SourceRange): Found {
  const node = tomlAt(root, 'project', 'readme') ?? tomlAt(root, 'tool', 'poetry', 'readme');
  const readme = node?.members.get('file')?.value ?? node?.value;
  return typeof readme !== 'string' || files.has(readme)
    ? undefined
    : { name, at: node?.at ?? at, reason: { kind: 'readme-missing', readme } };
}

function nameOf(root: TomlNode): string | undefined {
  return nameIn(tomlAt(root, 'project'));
}

function nameIn(table: TomlNode | undefined): string | undefined {
  const name = table?.members.get('name')?.value;
  return typeof name === 'string' ? name : undefined;
}

function rangeOf(node: TomlNode | undefined, root: TomlNode): SourceRange {
  return node?.whole ?? { ...root.at, end: root.at.start };
}
