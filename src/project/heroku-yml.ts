import type { ProcessType, Procfile } from './procfile.ts';

/** What heroku.yml says of an app whose image Docker builds. */
export interface HerokuYml {
  /** The Dockerfile of the web image, else of the first that is named. */
  readonly dockerfile: string;
  /** The commands under `run`, and that of `release`, as process types. */
  readonly processes: Procfile;
}

/** One `key: value` of a block mapping, with the keys above it. */
interface YamlEntry {
  readonly path: readonly string[];
  readonly value: string;
  /** Offsets of the value; an item of a list counts as its value. */
  readonly start: number;
  readonly end: number;
}

/**
 * heroku.yml as far as it is the block mappings and plain lists that its schema has; undefined when
 * no image is built from it. Never throws. Source: Dev Center, "Building Docker Images with
 * heroku.yml"; read 2026-11-30.
 */
export function parseHerokuYml(text: string, file = 'heroku.yml'): HerokuYml | undefined {
  const entries = entriesOf(text);
  const images = entries.filter(({ path }) => path[0] === 'build' && path[1] === 'docker');
  const named = images.filter(({ path, value }) => path.length > 2 && value !== '');
  const web = named.find(({ path }) => path[2] === 'web') ?? named[0];
  if (images.length === 0) return undefined;
  const lines = entries.flatMap(({ path, value, start, end }): ProcessType[] => {
    const [section, type] = path;
    const isRun = section === 'run' && (path.length === 2 || path[2] === 'command');
    const isRelease = section === 'release' && path[1] === 'command';
    if (value === '' || (!isRun && !isRelease)) return [];
    const at = { file, start, end };
    return [{ name: isRun ? (type ?? '') : 'release', command: value, at, commandAt: at }];
  });
  return {
    dockerfile: web?.value ?? 'Dockerfile',
    processes: {
      lines,
      processTypes: new Map(lines.map((line) => [line.name, line])),
      ignored: [],
    },
  };
}

/** Every scalar of the document, that of a list item under the key of its list. */
function entriesOf(text: string): YamlEntry[] {
  const entries: YamlEntry[] = [];
  const open: { readonly key: string; readonly indent: number }[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const match =
      /^([ \t]*)(-[ \t]+)?(?:(?:"([\w-]+)"|'([\w-]+)'|([\w-]+))[ \t]*:(?=[ \t]|$))?[ \t]*(.*?)[ \t]*$/d.exec(
        line,
      );
    const [, blanks = '', dash, doubled, single, bare, written = ''] = match ?? [];
    const key = doubled ?? single ?? bare;
    if (match === null || /^#|^---$/.test(line.trim())) continue;
    while ((open.at(-1)?.indent ?? -1) >= blanks.length + (dash === undefined ? 0 : 1)) open.pop();
    const value = scalarOf(written);
    const begin = index + (match.indices?.[6]?.[0] ?? 0) + written.indexOf(value);
    const path = [...open.map((one) => one.key), ...(key === undefined ? [] : [key])];
    if (key !== undefined) open.push({ key, indent: blanks.length });
    // A block scalar goes on in the lines below, which have no key of their own.
    if (/^[>|][+-]?$/.test(value)) continue;
    entries.push({ path, value, start: begin, end: begin + value.length });
  }
  return entries;
}

/** A plain or quoted scalar without the comment behind it. */
function scalarOf(written: string): string {
  const quoted = /^"((?:[^"\\]|\\.)*)"|^'((?:[^']|'')*)'/.exec(written);
  if (quoted !== null) return quoted[1] ?? quoted[2] ?? '';
  return written.replace(/(^|[ \t])#.*$/, '').trimEnd();
}
