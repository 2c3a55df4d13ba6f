import { defineRule, type Fix } from '../check/rule.ts';
import type { Repository } from '../project/repository.ts';
import { parseVersion } from '../project/requested-python.ts';
import type { SourceRange } from '../python/source-range.ts';

type File = '.python-version' | 'runtime.txt';

interface Facts {
  readonly file: File;
  readonly fault: 'syntax' | 'empty' | 'several' | 'encoding';
  readonly text: string;
  readonly meant: string | undefined;
}

export default defineRule<Facts>({
  id: 'python-version-invalid',
  group: 'python-version',
  severity: 'error',
  fixSafety: 'safe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Specifying a Python Version"',
    url: 'https://devcenter.heroku.com/articles/python-runtimes',
  },
  leadsTo: [
    'python-version-file::invalid-version',
    'python-version-file::invalid-encoding',
    'python-version-file::multiple-versions',
    'python-version-file::no-version',
    'runtime-txt::invalid-version',
  ],
  docs: 'The version file does not hold exactly one version.',
  initFeature: 'python-version',
  example: { file: '.python-version', fault: 'syntax', text: 'python-3.14', meant: '3.14' },
  *check(repository) {
    const { files } = repository.pythonVersion;
    const read = (['runtime.txt', '.python-version'] as const).filter((file) => files.has(file));
    for (const [index, file] of read.entries()) {
      const found = faultIn(repository, file);
      // The build reads one of them; the other is read once a broken runtime.txt is removed.
      if (found === undefined) return;
      yield { ...found, ...(index === 0 ? {} : { severity: 'warning' as const }) };
    }
  },
  message: ({ file, fault, text, meant }) => ({
    what: {
      syntax: `${file} says \`${text}\`, which the build does not accept as a version.`,
      empty: `${file} holds no version.`,
      several: `${file} holds several versions: ${text}.`,
      encoding: `${file} is not plain UTF-8: it begins with a byte order mark, or is UTF-16.`,
    }[fault],
    why: `The build stops with \`${REASON[file][fault]}\`.`,
    next:
      fault === 'encoding'
        ? `Save it as UTF-8 without a mark:\n  printf '3.14\\n' > ${file}`
        : `Write one version and nothing else on the line, without prefix, quotes or wildcard:\n  ${meant ?? (file === 'runtime.txt' ? 'python-3.14' : '3.14')}`,
  }),
});

const REASON: Readonly<Record<File, Readonly<Record<Facts['fault'], string>>>> = {
  '.python-version': {
    syntax: 'python-version-file::invalid-version',
    empty: 'python-version-file::no-version',
    several: 'python-version-file::multiple-versions',
    encoding: 'python-version-file::invalid-encoding',
  },
  'runtime.txt': {
    syntax: 'runtime-txt::invalid-version',
    empty: 'runtime-txt::invalid-version',
    several: 'runtime-txt::invalid-version',
    encoding: 'runtime-txt::invalid-version',
  },
};

/** What is wrong with one of the files, and where; undefined when it holds one version. */
function faultIn(
  repository: Repository,
  file: File,
): { at: SourceRange | undefined; facts: Facts; fix?: Fix } | undefined {
  const lines = repository.pythonVersion.files.get(file)?.lines ?? [];
  const prefix = file === 'runtime.txt' ? 'python-' : '';
  const start = { file, start: 0, end: 0 };
  const nothing = { file, text: '', meant: undefined };
  if (isMarked(repository, file)) return { at: start, facts: { ...nothing, fault: 'encoding' } };
  const invalid = lines.find(
    ({ text }) => !text.startsWith(prefix) || parseVersion(text.slice(prefix.length)) === undefined,
  );
  if (invalid !== undefined) {
    const version = meantVersion(invalid.text);
    const meant = version && prefix + version;
    const facts = { file, fault: 'syntax' as const, text: invalid.text, meant };
    return { at: invalid.at, facts, ...fixFor(invalid.at, meant) };
  }
  if (lines.length === 0) return { at: start, facts: { ...nothing, fault: 'empty' } };
  if (lines.length === 1) return undefined;
  const text = lines.map((line) => line.text).join(', ');
  return { at: lines[1]?.at, facts: { file, fault: 'several', text, meant: undefined } };
}

function isMarked(repository: Repository, file: File): boolean {
  return (
    repository.files.text(file)?.charCodeAt(0) === 0xfeff ||
    repository.files.encoding(file).startsWith('utf-16')
  );
}

/**
 * `python-3.14`, `"3.14"`, `3.14.*`, `Python 3.14`, `3.14 # comment` as the version that is plainly
 * meant.
 */
function meantVersion(text: string): string | undefined {
  const match = /^["']?(?:c?python[- ]?|v)?(3\.\d+(?:\.\d+)?)(?:\.\*|\.x)?["']?(?:\s*#.*)?$/i.exec(
    text,
  );
  return match?.[1] !== undefined && parseVersion(match[1]) !== undefined ? match[1] : undefined;
}

function fixFor(at: SourceRange, meant: string | undefined): { fix?: Fix } {
  return meant === undefined
    ? {}
    : { fix: { title: `Write ${meant}`, safety: 'safe', edits: [{ ...at, text: meant }] } };
}
