import ignore from 'ignore';
import { defineRule } from '../check/rule.ts';
import { pushedBytes } from '../project/git/pushed-bytes.ts';
import type { Repository } from '../project/repository.ts';
import type { SourceRange } from '../python/source-range.ts';

interface Facts {
  readonly path: string;
  /** How many other files are pointers too. */
  readonly others: number;
}

/** First line of a pointer. Source: git-lfs, docs/spec.md; read 2026-11-30. */
const POINTER = 'version https://git-lfs.github.com/spec/v1';

export default defineRule<Facts>({
  id: 'lfs-pointer',
  group: 'repository',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Git LFS, "Git LFS Specification": the pointer',
    url: 'https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md#the-pointer',
  },
  docs: 'Files are stored in Git LFS, and a push to Heroku sends only their pointers.',
  example: { path: 'shop/static/shop/logo.png', others: 2 },
  *check(repository) {
    const { appJson, files } = repository;
    if (appJson?.buildpacks.some(({ value }) => /lfs/i.test(value))) return;
    const line = lfsLine(repository);
    const first = line === undefined ? [] : filteredFiles(repository);
    const paths = [
      ...new Set([...first, ...files.paths.filter((path) => isPointer(repository, path))]),
    ];
    const [path] = paths;
    if (path === undefined) return;
    yield {
      at: line ?? { file: path, start: 0, end: 0 },
      facts: { path, others: paths.length - 1 },
    };
  },
  message: ({ path, others }) => ({
    what: `\`${path}\`${others === 0 ? ' is' : ` and ${others} more file${others === 1 ? ' are' : 's are'}`} kept in Git LFS.`,
    why: 'Heroku does not fetch LFS objects. On the dyno each of them is a text of three lines: images are broken, and data and models cannot be opened.',
    next: `Take the files out of LFS, or keep them in object storage:\n  git lfs migrate export --include="${path.replace(/^.*(?=\.)/, '*')}" --everything`,
  }),
});

/** The first line of .gitattributes that hands files to LFS. */
function lfsLine({ files }: Repository): SourceRange | undefined {
  const file = '.gitattributes';
  const match = /^[^#\r\n]*\bfilter=lfs\b[^\r\n]*/m.exec(files.text(file) ?? '');
  return match === null
    ? undefined
    : { file, start: match.index, end: match.index + match[0].length };
}

/**
 * Tracked files that the filter changes: what git keeps of them is not what the disk holds. Of a
 * large one the attribute has to do, as reading it would take too long.
 */
function filteredFiles(repository: Repository): string[] {
  const { files, git } = repository;
  const patterns = [
    ...(files.text('.gitattributes') ?? '').matchAll(/^([^#\s]\S*)[^\r\n]*\bfilter=lfs\b/gm),
  ].map((match) => match[1]!);
  const rules = ignore().add(patterns);
  return files.paths.filter((path) => {
    const tracked = rules.ignores(path) ? git?.trackedFile(path) : undefined;
    if (tracked === undefined) return false;
    return (
      tracked.bytes > MAX_READ_BYTES ||
      isPointer(repository, path) ||
      pushedBytes(repository, path) === undefined
    );
  });
}

const MAX_READ_BYTES = 100_000;

/** A pointer has less than 1,024 bytes; larger files are not read. */
function isPointer({ files, git }: Repository, path: string): boolean {
  return (
    /\.(png|jpe?g|gif|webp|ico|pdf|zip|gz|woff2?|ttf|mp[34]|pkl|joblib|onnx|h5|pt|pth|bin|csv|psd)$/i.test(
      path,
    ) &&
    (git?.trackedFile(path)?.bytes ?? MAX_POINTER_BYTES) < MAX_POINTER_BYTES &&
    (files.text(path)?.startsWith(POINTER) ?? false)
  );
}

const MAX_POINTER_BYTES = 1024;
