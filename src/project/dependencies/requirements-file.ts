import type { SourceRange } from '../../python/source-range.ts';
import { type LogicalLine, logicalLines } from './logical-lines.ts';
import { parseRequirement, type RequirementText } from './requirement-text.ts';
import { nameFromUrl } from './url-name.ts';

/**
 * A requirement of a requirements file. The name is empty when neither the line nor its URL gives
 * one.
 */
export interface RequirementEntry extends RequirementText {
  readonly isEditable: boolean;
  readonly hasHashes: boolean;
  /** The requirement itself: without its options, comment and line end. */
  readonly at: SourceRange;
}

/** A requirements file by its lines. */
export interface RequirementsFile {
  readonly kind: 'requirements' | 'pip-tools-output' | 'uv-export';
  /** The file it was compiled from, as its header names it. */
  readonly compiledFrom: string | undefined;
  /**
   * The command that its header says it was made with: `uv pip compile requirements.in -o
   * requirements.txt`.
   */
  readonly command: string | undefined;
  readonly requirements: readonly RequirementEntry[];
  /** Files taken in with `-r` and `-c`, as written. */
  readonly includes: readonly {
    readonly path: string;
    readonly isConstraint: boolean;
    readonly at: SourceRange;
  }[];
  /** Lines that pip refuses, whatever the environment. */
  readonly invalid: readonly { readonly at: SourceRange; readonly text: string }[];
}

/**
 * Options that take a value, and those that do not, of a requirements file. Source: pip 26.2,
 * `pip._internal.req.req_file`; read 2026-11-24.
 */
const WITH_VALUE = (
  'index-url pypi-url extra-index-url constraint requirement editable find-links no-binary only-binary trusted-host use-feature ' +
  'all-releases only-final hash config-settings global-option'
).split(' ');
const FLAGS = ['no-index', 'prefer-binary', 'require-hashes', 'pre'];
const SHORT: ReadonlyMap<string, string> = new Map(
  Object.entries({
    i: 'index-url',
    f: 'find-links',
    r: 'requirement',
    c: 'constraint',
    e: 'editable',
    C: 'config-settings',
  }),
);

/**
 * What pip puts the value of a variable in place of; the file alone does not tell what the line
 * then says. Source: pip 26.2, `req_file.py`; read 2026-11-27.
 */
const VARIABLE = /\$\{[A-Z0-9_]+\}/;

/**
 * Reads a requirements file as pip does, without following `-r` and without looking at the disk.
 * Never throws.
 */
export function parseRequirements(file: string, text: string): RequirementsFile {
  const requirements: RequirementEntry[] = [];
  const includes: { path: string; isConstraint: boolean; at: SourceRange }[] = [];
  const invalid: { at: SourceRange; text: string }[] = [];
  for (const line of logicalLines(text)) {
    const place = (start: number, end: number): SourceRange => ({
      file,
      start: line.start + start,
      end: line.start + end,
    });
    const refuse = () => {
      if (!VARIABLE.test(line.text))
        invalid.push({ at: place(0, line.text.length), text: line.text });
    };
    const words = wordsOf(line);
    const firstOption = words.findIndex(({ text: word }) => word.startsWith('-'));
    const options = firstOption < 0 ? [] : readOptions(words.slice(firstOption));
    if (options === undefined) refuse();
    else if (firstOption !== 0) {
      const end = firstOption < 0 ? line.text.length : words[firstOption - 1]!.end;
      const read = parseTarget(line.text.slice(0, end));
      if (read === undefined) refuse();
      else {
        const hasHashes = options.some(({ name }) => name === 'hash');
        requirements.push({ ...read, isEditable: false, hasHashes, at: place(0, end) });
      }
    }
    for (const option of firstOption === 0 ? (options ?? []) : []) {
      if (option.name === 'requirement' || option.name === 'constraint') {
        includes.push({
          path: option.value,
          isConstraint: option.name === 'constraint',
          at: place(option.start, option.end),
        });
      } else if (option.name === 'editable') {
        const read = parseTarget(option.value) ?? urlTarget(option.value);
        requirements.push({
          ...read,
          isEditable: true,
          hasHashes: false,
          at: place(option.start, option.end),
        });
      }
    }
  }
  return { ...readHeader(text), requirements, includes, invalid };
}

const URL_LIKE = /^(?:(?:git|hg|svn|bzr)\+[a-z]+|https?|ftp|file):/i;
const ARCHIVE = /\.(?:whl|zip|tar\.(?:gz|bz2|xz)|tgz|tbz)(?:\[[^\]]*\])?$/i;

/** A requirement by name, URL or path. */
function parseTarget(text: string): RequirementText | undefined {
  const target = text.replace(/(?:\s|^);.*$/, '').trimEnd();
  if (
    URL_LIKE.test(target) ||
    /^\.|^[^@;\s]*[/\\]/.test(target) ||
    (ARCHIVE.test(target) && !target.includes('@'))
  )
    return urlTarget(text);
  return parseRequirement(text);
}

function urlTarget(text: string): RequirementText {
  // In a URL a semicolon is a letter: only one with a blank before or behind it begins a marker.
  const semicolon = text.search(/\s;|;\s/);
  const url = semicolon < 0 ? text : text.slice(0, semicolon);
  const marker = semicolon < 0 ? undefined : text.slice(semicolon).trim().slice(1);
  const { name, extras } = nameFromUrl(url);
  return { name, extras, specifier: '', marker: marker?.trim(), url: url.trim() };
}

interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function wordsOf(line: LogicalLine): Word[] {
  return [...line.text.matchAll(/(?:"[^"]*"|'[^']*'|\S)+/g)].map(({ 0: text, index }) => ({
    text,
    start: index,
    end: index + text.length,
  }));
}

/** Options with their values; undefined when one is unknown or lacks its value. */
function readOptions(
  words: readonly Word[],
): (Word & { readonly name: string; readonly value: string })[] | undefined {
  const read: (Word & { name: string; value: string })[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]!;
    const [, long, equals, joined] = /^--([\w-]+)(=)?(.*)$/s.exec(word.text) ?? [];
    const letter = /^-([A-Za-z])(.*)$/s.exec(word.text);
    const name = long === undefined ? SHORT.get(letter?.[1] ?? '') : fullName(long);
    if (name === undefined) return undefined;
    if (FLAGS.includes(name)) {
      read.push({ ...word, name, value: '' });
      continue;
    }
    const own = long === undefined ? letter![2]! : equals === undefined ? '' : joined!;
    const next = own === '' && equals === undefined ? words[index + 1] : undefined;
    if (own === '' && next === undefined) return undefined;
    if (next !== undefined) index += 1;
    const last = next ?? word;
    read.push({
      name,
      text: word.text,
      value: unquote(next?.text ?? own),
      start: word.start,
      end: last.end,
    });
  }
  return read;
}

/** The option that an abbreviation stands for, as optparse takes it. */
function fullName(written: string): string | undefined {
  const known = [...WITH_VALUE, ...FLAGS];
  const fitting = known.filter((name) => name.startsWith(written));
  return known.includes(written) ? written : fitting.length === 1 ? fitting[0] : undefined;
}

function unquote(value: string): string {
  return value.replace(
    /"([^"]*)"|'([^']*)'/g,
    (_all, double?: string, single?: string) => double ?? single ?? '',
  );
}

function readHeader(text: string): Pick<RequirementsFile, 'kind' | 'compiledFrom' | 'command'> {
  const head = /^\ufeff?(?:#.*(?:\r\n|\r|\n)|\s*(?:\r\n|\r|\n))*/.exec(text)?.[0] ?? '';
  if (!/autogenerated by (?:pip-compile|uv)/i.test(head)) {
    const source = annotatedSource(text);
    return {
      kind: source === undefined ? 'requirements' : 'pip-tools-output',
      compiledFrom: source,
      command: undefined,
    };
  }
  const command = /^#\s+((?:pip-compile|uv (?:pip compile|export))\b.*)$/m.exec(head)?.[1] ?? '';
  const isExport = command.startsWith('uv export');
  const source = command
    .split(/\s+/)
    .find(
      (word) =>
        /(?:\.in|\.txt|pyproject\.toml|setup\.(?:py|cfg))$/.test(word) && !/^-|=/.test(word),
    );
  return {
    kind: isExport ? 'uv-export' : 'pip-tools-output',
    compiledFrom: isExport ? 'pyproject.toml' : compiledFrom(command, source),
    command: command === '' ? undefined : command,
  };
}

/**
 * The file that a list without a header was compiled from, as pip-compile and uv annotate each
 * package that it asks for: `# via -r requirements.in`, `# via shop (pyproject.toml)`.
 */
function annotatedSource(text: string): string | undefined {
  return /^[^\n]*#[ \t]*(?:via[ \t]+)?(?:-r[ \t]+([^\s#]+\.in)|[\w.-]+[ \t]+\((pyproject\.toml|setup\.(?:py|cfg))\))[ \t]*\r?$/m
    .exec(/#[ \t]*via\b/.test(text) ? text : '')
    ?.slice(1)
    .find((one) => one !== undefined);
}

/** The value of `-o requirements.txt` is what was written, not what was read. */
function compiledFrom(command: string, first: string | undefined): string | undefined {
  const words = command.replace(/(?:-o|--output-file)[ =]\S+/g, '').split(/\s+/);
  return (
    words.find((word) => /(?:\.in|pyproject\.toml|setup\.(?:py|cfg))$/.test(word)) ??
    words.find((word) => word === first)
  );
}
