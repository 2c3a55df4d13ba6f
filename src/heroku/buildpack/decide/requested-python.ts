import { defaultPythonLine } from '../../../facts/python-lines.ts';
import type { PackageManagerId } from '../../../project/dependencies.ts';
import type { FileTree } from '../../../python/file-tree.ts';
import { type BuildFailure, type Decision, fail } from '../refusal.ts';
import { readPipfileLockVersion } from './pipfile-lock.ts';
import { describeText, isPlainEncoding } from './text-encoding.ts';
import { VERSION_SYNTAX } from './version-syntax.ts';

/** Where a version request came from; the message names the file to open. */
export type PythonOrigin =
  | 'runtime.txt'
  | '.python-version'
  | 'Pipfile.lock'
  | 'cached'
  | 'default';

export interface RequestedPython {
  /** As X.Y or X.Y.Z. */
  readonly requested: string;
  readonly origin: PythonOrigin;
}

/**
 * File names that are taken for a misspelt `.python-version`, in the order in which the platform
 * looks. Source: buildpack v351; read 2026-11-23.
 */
const MISSPELT_NAMES = [
  ...[
    ' .python-version',
    '. python-version',
    '.python_version.txt',
    '.python_version',
    '.python-version ',
    ',python-version',
  ],
  ...[
    '.python-version.',
    '.python-version.py',
    '.python-version.rtf',
    '.python-version.txt',
    '.python-version.TXT',
    '.Python-version',
  ],
  ...[
    '.python.version',
    '.pythonversion',
    "'.python-version'",
    'python_version.txt',
    'python_version',
    'python-version.',
  ],
  ...['python-version.txt', 'python-version'],
];

/** The names of the root that look like a version file; recorded when neither real one exists. */
export function lookAlikeVersionFiles(files: FileTree): readonly string[] {
  if (files.has('.python-version') || files.has('runtime.txt')) return [];
  return files.paths.filter(
    (path) => !path.includes('/') && /python[-_. ]?version|runtime\.?txt/i.test(path),
  );
}

/**
 * Reads the wanted version as the classic buildpack does; the first source that exists decides,
 * whatever stands in the others.
 */
export function readRequestedPython(
  files: FileTree,
  packageManager: PackageManagerId,
  /** The version of the last build as X.Y.Z, if there was one: its line is kept. */
  cachedVersion: string | undefined,
): Decision<RequestedPython> {
  if (files.has('runtime.txt')) return readRuntimeTxt(files);
  const misspelt = MISSPELT_NAMES.find((name) => files.has(name));
  if (misspelt !== undefined) {
    return fail('python-version', 'python-version-file::misspelled', misspelt, {
      evidence: [misspelt],
    });
  }
  if (files.has('.python-version')) return readVersionFile(files);
  if (packageManager === 'pipenv') {
    const locked = readPipfileLockVersion(files.text('Pipfile.lock') ?? '');
    if (!locked.ok) return locked;
    if (locked.version !== undefined)
      return { ok: true, requested: locked.version, origin: 'Pipfile.lock' };
  }
  const [, major, minor, patch] = VERSION_SYNTAX.exec(cachedVersion ?? '') ?? [];
  if (patch !== undefined) return { ok: true, requested: `${major}.${minor}`, origin: 'cached' };
  return { ok: true, requested: defaultPythonLine(), origin: 'default' };
}

function readRuntimeTxt(files: FileTree): Decision<RequestedPython> {
  const content = meaningfulLines(files, 'runtime.txt').join('\n');
  const requested = content.startsWith('python-') ? content.slice('python-'.length) : '';
  if (VERSION_SYNTAX.test(requested)) return { ok: true, requested, origin: 'runtime.txt' };
  return fail('python-version', 'runtime-txt::invalid-version', content, {
    detailLength: 100,
    evidence: content.split('\n'),
  });
}

function readVersionFile(files: FileTree): Decision<RequestedPython> {
  const lines = meaningfulLines(files, '.python-version');
  const invalid = lines.find((line) => !VERSION_SYNTAX.test(line));
  if (invalid !== undefined) return refuseLine(files, invalid);
  const [requested] = lines;
  if (requested === undefined) return fail('python-version', 'python-version-file::no-version');
  if (lines.length > 1)
    return fail('python-version', 'python-version-file::multiple-versions', lines.join(','), {
      evidence: lines,
    });
  return { ok: true, requested, origin: '.python-version' };
}

function refuseLine(files: FileTree, line: string): BuildFailure {
  const encoding = describeText(files.bytes('.python-version') ?? new Uint8Array());
  return isPlainEncoding(encoding)
    ? fail('python-version', 'python-version-file::invalid-version', line, {
        detailLength: 100,
        evidence: [line],
      })
    : fail('python-version', 'python-version-file::invalid-encoding', encoding, {
        evidence: [encoding],
      });
}

/** The blanks that the platform trims: all of Unicode's but the no-break ones. */
const BLANK = '[\\t-\\r \\u1680\\u2000-\\u2006\\u2008-\\u200a\\u2028\\u2029\\u205f\\u3000]';
const TRIM = new RegExp(`^${BLANK}+|${BLANK}+$`, 'g');

function meaningfulLines(files: FileTree, path: string): readonly string[] {
  // Read as UTF-8 whatever it is: the platform does not guess encodings, and a BOM is no blank.
  return (
    Buffer.from(files.bytes(path) ?? [])
      .toString('utf8')
      .split('\n')
      // A shell variable cannot hold a NUL, so the platform shows this letter for it.
      .map((line) => line.replace(TRIM, '').replaceAll('\0', '\u2400'))
      .filter((line) => line !== '' && !line.startsWith('#'))
  );
}
