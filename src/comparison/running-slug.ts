import type { GitHistory } from '../machine/git-history.ts';
import type { LiveApp } from '../platform-api/live-app.ts';
import { repositoryFromFiles } from '../project/read.ts';
import type { Repository } from '../project/repository.ts';
import { memoryFiles } from '../python/file-tree.ts';
import { buildPython } from '../queries/python-version/python-versions.ts';
import { type Difference, difference } from './difference.ts';

/** What a repository, at some commit, asks the build for. */
interface AskedFor {
  readonly python: string | undefined;
  readonly django: string | undefined;
}

/** Files of the root that say which Python and which packages a build installs. */
const VERSION_FILES = [
  '.python-version',
  'runtime.txt',
  'requirements.txt',
  'Pipfile',
  'Pipfile.lock',
  'pyproject.toml',
  'poetry.lock',
  'uv.lock',
];

/**
 * The running slug beside HEAD: the commits between them, and the Python and the Django that each
 * asks for. The API tells the commit of a slug; its versions are those of that commit in this clone.
 */
export async function compareSlug(
  repository: Repository,
  live: LiveApp,
  git: GitHistory,
): Promise<Difference[]> {
  const { commit } = live;
  if (commit === undefined) return [];
  const short = commit.slice(0, 9);
  const distance = await git.distance(commit);
  if (distance === undefined) return [difference('commit-unknown', 'note', short)];
  const { behind, ahead, head } = distance;
  if (behind === 0 && ahead === 0) return [];
  const moved = difference('commits-behind', ahead === 0 ? 'note' : 'differs', short, {
    here: head.slice(0, 9),
    live: ahead === 0 ? `${behind}` : `${behind}, and ${ahead} that HEAD lacks`,
  });
  const [then, now] = [await readAskedFor(repository, commit, git), askedFor(repository)];
  return [
    moved,
    ...compareVersion('python-of-slug', 'Python', now.python, then.python),
    ...compareVersion('django-of-slug', 'Django', now.django, then.django),
  ];
}

function compareVersion(
  kind: 'python-of-slug' | 'django-of-slug',
  subject: string,
  here: string | undefined,
  live: string | undefined,
): Difference[] {
  return here === undefined || live === undefined || here === live
    ? []
    : [difference(kind, 'differs', subject, { here, live })];
}

async function readAskedFor(
  repository: Repository,
  commit: string,
  git: GitHistory,
): Promise<AskedFor> {
  const paths = [...VERSION_FILES, ...repository.dependencies.files.map(({ path }) => path)];
  const texts: Record<string, string> = {};
  for (const path of new Set(paths)) {
    const text = await git.fileAt(commit, path);
    if (text !== undefined) texts[path] = text;
  }
  return askedFor(repositoryFromFiles(repository.root, memoryFiles(texts)));
}

function askedFor(repository: Repository): AskedFor {
  const { dependencies } = repository;
  const declared = dependencies.find('django')?.specifier;
  return {
    python: buildPython(repository)?.text.replace(/^python-/, ''),
    django: dependencies.locked.get('django')?.value ?? (declared === '' ? 'any' : declared),
  };
}
