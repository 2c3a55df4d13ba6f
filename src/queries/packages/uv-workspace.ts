import ignore from 'ignore';
import { normalizeName, parseRequirement } from '../../project/dependencies/requirement-text.ts';
import { parseToml, type TomlNode, tomlAt } from '../../project/dependencies/toml-tree.ts';
import type { Repository } from '../../project/repository.ts';
import type { SourceRange } from '../../python/source-range.ts';

/** What is wrong between the root of a uv workspace and its members. */
export interface WorkspaceFault {
  readonly at: SourceRange;
  readonly fault:
    | { readonly kind: 'folder-without-pyproject'; readonly folder: string }
    | { readonly kind: 'no-member'; readonly name: string }
    | { readonly kind: 'not-installed'; readonly name: string; readonly folder: string };
}

const FILE = 'pyproject.toml';

/**
 * Why the packages of a uv workspace are not installed by a build of its root. Source: uv 0.12.5,
 * each case tried; read 2026-11-30.
 */
export function workspaceFaults(repository: Repository): WorkspaceFault[] {
  const { files, dependencies, djangoProject } = repository;
  const parsed = parseToml(FILE, files.text(FILE) ?? '');
  if (dependencies.managers[0]?.id !== 'uv' || !parsed.ok) return [];
  const workspace = tomlAt(parsed.root, 'tool', 'uv', 'workspace');
  const globs = tomlAt(workspace, 'members');
  if (workspace === undefined || globs === undefined) return [];
  const folders = memberFolders(repository, globs, tomlAt(workspace, 'exclude'));
  const faults: WorkspaceFault[] = folders
    .filter((folder) => !files.has(`${folder}/${FILE}`))
    .map((folder) => ({ at: globs.whole, fault: { kind: 'folder-without-pyproject', folder } }));
  const names = new Map(
    folders.flatMap((folder) => {
      const name = projectName(files.text(`${folder}/${FILE}`));
      return name === undefined ? [] : [[name, folder] as const];
    }),
  );
  const own = projectName(files.text(FILE));
  for (const [name, source] of tomlAt(parsed.root, 'tool', 'uv', 'sources')?.members ?? []) {
    const normalized = normalizeName(name);
    if (source.members.get('workspace')?.value !== true) continue;
    if (!names.has(normalized) && normalized !== own)
      faults.push({ at: source.whole, fault: { kind: 'no-member', name } });
  }
  // A root without [project] installs every member.
  const wanted = own === undefined ? undefined : requiredOf(parsed.root);
  for (const [name, folder] of names) {
    const holdsDjango = djangoProject?.managePath.startsWith(`${folder}/`) === true;
    if (wanted !== undefined && holdsDjango && !isReached(repository, name, wanted, names))
      faults.push({ at: globs.whole, fault: { kind: 'not-installed', name, folder } });
  }
  return faults;
}

/** The folders in git that the globs of the workspace take. */
function memberFolders(
  { files }: Repository,
  globs: TomlNode,
  excluded: TomlNode | undefined,
): string[] {
  const folders = new Set(
    files.paths.flatMap((path) => {
      const parts = path.split('/').slice(0, -1);
      return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    }),
  );
  const patterns = textsOf(globs).map((glob) => glob.replace(/^\.\//, '').replace(/\/$/, ''));
  const matches = (folder: string) =>
    patterns.some((glob) =>
      glob.includes('*')
        ? folder.split('/').length === glob.split('/').length &&
          ignore().add(`/${glob}`).ignores(folder)
        : folder === glob,
    );
  const out = ignore().add(textsOf(excluded));
  return [...folders].filter((folder) => matches(folder) && !out.ignores(folder)).sort();
}

function isReached(
  { files }: Repository,
  name: string,
  wanted: readonly string[],
  names: ReadonlyMap<string, string>,
): boolean {
  const seen = new Set<string>();
  const pending = [...wanted];
  for (let one = pending.pop(); one !== undefined; one = pending.pop()) {
    if (one === name) return true;
    if (seen.has(one)) continue;
    seen.add(one);
    const folder = names.get(one);
    const parsed = parseToml(FILE, files.text(`${folder}/${FILE}`) ?? '');
    if (folder !== undefined && parsed.ok) pending.push(...requiredOf(parsed.root));
  }
  return false;
}

function requiredOf(root: TomlNode): string[] {
  return textsOf(tomlAt(root, 'project', 'dependencies')).flatMap((text) => {
    const name = parseRequirement(text)?.name;
    return name === undefined ? [] : [normalizeName(name)];
  });
}

function projectName(text: string | undefined): string | undefined {
  const parsed = parseToml(FILE, text ?? '');
  const name = parsed.ok ? tomlAt(parsed.root, 'project', 'name')?.value : undefined;
  return typeof name === 'string' ? normalizeName(name) : undefined;
}

function textsOf(node: TomlNode | undefined): string[] {
  return (node?.items ?? []).flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
}
