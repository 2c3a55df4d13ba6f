import { parseFile } from '../python/parse-file.ts';
import type { SourceRange } from '../python/source-range.ts';
import { parseToml } from './dependencies/toml-tree.ts';
import { parseJson } from './json.ts';
import type { Repository } from './repository.ts';

interface BrokenFile {
  readonly at: SourceRange;
  readonly what: string;
}

/**
 * Files of the project that are not what they claim to be, sorted by path: JSON, TOML, the Python
 * of its sites, and templates of projects.
 */
export function findBroken(repository: Repository, templates: readonly BrokenFile[]): BrokenFile[] {
  const python = repository.djangoProjects.flatMap(({ managePath, references, production }) => [
    managePath,
    ...references.map(({ at }) => at.file).filter((path) => path.endsWith('.py')),
    ...(production?.files ?? []),
  ]);
  const broken = [
    ...templates,
    ...['app.json', 'Pipfile.lock'].flatMap((path) => notJson(repository, path)),
    ...['pyproject.toml', 'Pipfile'].flatMap((path) => notToml(repository, path)),
    ...[...new Set(python)].flatMap((path) => notPython(repository, path)),
    ...['Procfile', 'app.json', '.python-version', ...new Set(python)].flatMap((path) =>
      notUtf8(repository, path),
    ),
  ];
  return broken.sort((a, b) =>
    a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : a.at.start - b.at.start,
  );
}

function notJson({ files }: Repository, path: string): BrokenFile[] {
  const text = files.text(path);
  const parsed = text === undefined ? undefined : parseJson(text);
  return parsed === undefined || parsed.ok
    ? []
    : [
        {
          at: { file: path, start: parsed.at, end: parsed.at },
          what: `It is not JSON: ${parsed.message}`,
        },
      ];
}

function notToml({ files }: Repository, path: string): BrokenFile[] {
  const text = files.text(path);
  const parsed = text === undefined ? undefined : parseToml(path, text);
  return parsed === undefined || parsed.ok
    ? []
    : [{ at: parsed.at, what: `It is not TOML: ${parsed.message}` }];
}

function notPython({ files }: Repository, path: string): BrokenFile[] {
  const parsed = parseFile(files, path);
  return parsed === undefined || parsed.ok
    ? []
    : [{ at: parsed.error.at, what: `It is not Python: ${parsed.error.message}` }];
}

/** The platform reads these files byte by byte, and UTF-16 has a zero beside every letter. */
function notUtf8({ files }: Repository, path: string): BrokenFile[] {
  const encoding = files.encoding(path);
  return encoding.startsWith('utf-16')
    ? [{ at: { file: path, start: 0, end: 0 }, what: 'It is saved as UTF-16; save it as UTF-8' }]
    : [];
}
