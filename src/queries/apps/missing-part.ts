import { PACKAGES_OF_MODULE } from '../../facts/packages.ts';
import { STANDARD_MODULES } from '../../facts/standard-modules.ts';
import type { Repository } from '../../project/repository.ts';
import { projectModule, sameButCase } from './project-modules.ts';
import { definesName, pythonSource } from './python-source.ts';

/** The part of a dotted name at which Python stops on a dyno. */
export interface MissingModule {
  /** Up to and with the part that is missing, such as `orders.middleware`. */
  readonly name: string;
  /**
   * `case`: a file of another spelling is pushed. `ignored`: git ignores the file that is there.
   * `untracked`: it was never added. `attribute`: the module does not define the name. `absent`:
   * there is no such module.
   */
  readonly fault: 'case' | 'ignored' | 'untracked' | 'attribute' | 'absent';
  /** The file that is meant, or the module that lacks the name; undefined for `absent`. */
  readonly file: string | undefined;
}

/**
 * Where the look-up of a dotted name ends that belongs to the project; undefined when it succeeds, or
 * when a package or code of the project's own may bring the name. What a module defines is only
 * asked for names in settings: for imports it is the same on every machine.
 */
export function missingPart(
  repository: Repository,
  importRoot: string,
  name: string,
  { isSetting }: { readonly isSetting: boolean },
): MissingModule | undefined {
  const parts = name.split('.');
  let parent: string | undefined;
  for (let length = 1; length <= parts.length; length += 1) {
    const dotted = parts.slice(0, length).join('.');
    const found = projectModule(repository, importRoot, dotted);
    if (found === undefined) {
      if (length > 1 && parent === undefined) return undefined;
      return judge(repository, importRoot, { name: dotted, whole: name, parent });
    }
    if (found.file === undefined) {
      parent = undefined;
      continue;
    }
    if (repository.git !== undefined && isUntracked(repository, found.file))
      return { name: dotted, fault: 'untracked', file: found.file };
    if (!found.isPackage)
      return isSetting && length === parts.length - 1
        ? undefinedName(repository, found.file, name)
        : undefined;
    parent = found.file;
  }
  return undefined;
}

/** False in a repository to which nothing was added yet. */
function isUntracked({ git }: Repository, file: string): boolean {
  return git !== undefined && git.tracked.size > 0 && !git.tracked.has(file);
}

function undefinedName(
  repository: Repository,
  file: string,
  name: string,
): MissingModule | undefined {
  const source = pythonSource(repository, file);
  if (source === undefined || isDynamic(repository.files.text(file) ?? '')) return undefined;
  return definesName(source, name.split('.').at(-1) ?? '') === false
    ? { name, fault: 'attribute', file }
    : undefined;
}

/**
 * `whole` is the name of which `name` is the part that is missing; `parent` is the file of the
 * package above it, undefined at the top.
 */
function judge(
  repository: Repository,
  importRoot: string,
  {
    name,
    whole,
    parent,
  }: { readonly name: string; readonly whole: string; readonly parent: string | undefined },
): MissingModule | undefined {
  const { git, files } = repository;
  const last = name.split('.').at(-1) ?? '';
  if (parent === undefined) {
    if (
      last in PACKAGES_OF_MODULE ||
      STANDARD_MODULES.has(last) ||
      repository.dependencies.declares(last)
    )
      return undefined;
  } else {
    // The package may define the name, or find modules in its own way.
    const text = files.text(parent) ?? '';
    if (new RegExp(`\\b${last}\\b|import\\s*\\*`).test(text) || isDynamic(text)) return undefined;
  }
  const path = importRoot + name.replaceAll('.', '/');
  const spellings = [`${path}.py`, `${path}/__init__.py`, path];
  const twin = spellings.map((one) => sameButCase(repository, one)).find(Boolean);
  if (twin !== undefined && isPython(repository, twin)) return { name, fault: 'case', file: twin };
  // In a folder without `__init__.py` only the module itself shows what git ignores.
  const deeper = importRoot + whole.replaceAll('.', '/');
  const ignored = [...spellings.slice(0, 2), `${deeper}.py`, `${deeper.replace(/\/\w+$/, '')}.py`];
  const behind = ignored.find((one) => git?.staysBehind(one));
  if (behind !== undefined) return { name, fault: 'ignored', file: behind };
  return parent === undefined || isMadeElsewhere(repository, path)
    ? undefined
    : { name, fault: 'absent', file: undefined };
}

function isPython({ files }: Repository, path: string): boolean {
  return (
    path.endsWith('.py') ||
    files.paths.some((one) => one.startsWith(`${path}/`) && one.endsWith('.py'))
  );
}

/** Code that may define names of any kind. */
function isDynamic(text: string): boolean {
  return /__path__|__getattr__|globals\(\)|sys\.modules|setattr\(|importlib|extend_path/.test(text);
}

/** What a build, another repository or a compiler makes. */
function isMadeElsewhere(repository: Repository, path: string): boolean {
  const { files, git } = repository;
  const last = path.slice(path.lastIndexOf('/') + 1);
  return (
    /_pb2(_grpc)?$|^_?version$|^_version|^_build/i.test(last) ||
    files.paths.some((one) => one.startsWith(`${path}.`)) ||
    (git?.submodules ?? []).some((one) => path.startsWith(`${one}/`) || path === one) ||
    ['bin/pre_compile', 'bin/post_compile'].some((hook) => files.text(hook)?.includes(last))
  );
}
