import { posix } from 'node:path';
import { normalizeName } from '../../../project/dependencies/requirement-text.ts';
import type { FileTree } from '../../../project/files.ts';

/** One logical line of a requirements file: comments dropped, continued lines joined. */
export interface RequirementLine {
  readonly file: string;
  readonly text: string;
}

/** The lines that `pip install -r <path>` reads, also from files pulled in with `-r`; a file outside the tree counts as empty. */
export function requirementLines(files: FileTree, path: string, seen: ReadonlySet<string> = new Set()): readonly RequirementLine[] {
  const text = files.text(path);
  if (text === undefined || seen.has(path)) return [];
  const inner = new Set([...seen, path]);
  return text
    .replace(/^\ufeff/, '')
    .replace(/\\\r?\n/g, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/(^|\s)#.*$/, '').trim())
    .filter((line) => line !== '')
    .flatMap((line) => {
      const pulled = /^(?:-r\s*|--requirement[ =])\s*(\S+)$/.exec(line)?.[1];
      if (pulled === undefined) return [{ file: path, text: line }];
      return requirementLines(files, posix.join(posix.dirname(path), pulled), inner);
    });
}

const NAME = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?';
const EXTRAS = `(?:\\s*\\[\\s*(?:${NAME}(?:\\s*,\\s*${NAME})*)?\\s*\\])?`;
const VERSION = '(?:===|==|~=|!=|<=|>=|<|>)\\s*[^\\s,;()]+';
const VERSIONS = `${VERSION}(?:\\s*,\\s*${VERSION})*\\s*,?`;
const REQUIREMENT = new RegExp(`^${NAME}${EXTRAS}\\s*(?:${VERSIONS}|\\(\\s*${VERSIONS}\\s*\\))?\\s*(?:;.*)?$`);

/**
 * The first line that pip is certain to refuse as no valid requirement; undefined when there is none, and for everything that is a path,
 * an address or an option, about which the files alone decide nothing.
 */
export function findInvalidRequirement(lines: readonly RequirementLine[]): RequirementLine | undefined {
  return lines.find(({ text }) => {
    const requirement = text.replace(/\s--(hash|config-settings|global-option).*$/, '');
    if (/^-|^\.|[/\\@]|:\/\/|\.(whl|zip|tar\.\w+)$|\$\{/.test(requirement)) return false;
    return !REQUIREMENT.test(requirement);
  });
}

/** The project's name in a requirement line, normalised; undefined for options and paths. */
export function requirementName(line: string): string | undefined {
  const name = new RegExp(`^${NAME}(?=\\s*(?:$|[\\[(;@=<>!~]))`).exec(line)?.[0];
  return name === undefined ? undefined : normalizeName(name);
}
