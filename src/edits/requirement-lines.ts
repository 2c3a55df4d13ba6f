import { linesOf } from './line-ends.ts';

/** One requirement of a requirements file, with the ranges that an edit needs. */
export interface RequirementLine {
  readonly name: string;
  readonly normalizedName: string;
  readonly extras: readonly string[];
  /** Such as `>=5.2,<5.3`; empty when there is none. */
  readonly specifier: string;
  readonly marker: string | undefined;
  readonly isUrl: boolean;
  readonly hasHashes: boolean;
  /** The name with its extras. */
  readonly nameAt: readonly [start: number, end: number];
  /** The specifier with the blanks before it; empty, behind the name, when there is none. */
  readonly specifierAt: readonly [start: number, end: number];
  /** The line, with those that continue it, without the last line end. */
  readonly start: number;
  readonly end: number;
}

const REQUIREMENT =
  /^\s*(?<name>(?<bare>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)(?:\s*\[(?<extras>[^\]]*)\])?)(?<url>\s*@[^;]*?(?=\s;|$))?(?<specifier>\s*\(?\s*[<>=!~][^;]*?)?(?:\s*;(?<marker>.*))?\s*$/d;

/** The name as packages are compared. Source: PEP 503. */
export function normalizeName(name: string): string {
  return name.replace(/[-_.]+/g, '-').toLowerCase();
}

/** Every line of a requirements file that names a package, in order; options, bare URLs and paths, comments and blank lines are left out. */
export function requirementLines(text: string): RequirementLine[] {
  return logicalLines(text).flatMap(({ start, end }) => {
    const raw = text.slice(start, end).replace(/\\(?:\r\n|\n|\r)/g, (joint) => ' '.repeat(joint.length));
    // pip starts a comment only at '#' after white space, so that the '#egg=' of a URL survives; options of one requirement follow it.
    const code = raw.replace(/(^|\s)#.*$/, '').replace(/\s--?[A-Za-z].*$/, '');
    const match = REQUIREMENT.exec(code);
    if (match === null) return [];
    const { bare = '', extras, specifier, url, marker } = match.groups!;
    const nameAt = rangeOf(match, 'name', start)!;
    return {
      name: bare,
      normalizedName: normalizeName(bare),
      extras: (extras ?? '')
        .split(',')
        .map((one) => one.trim())
        .filter(Boolean),
      specifier: (specifier ?? '').trim().replace(/^\(\s*|\s*\)$/g, ''),
      marker: marker?.trim(),
      isUrl: url !== undefined,
      hasHashes: /\s--hash[=\s]/.test(raw),
      nameAt,
      specifierAt: rangeOf(match, 'specifier', start) ?? [nameAt[1], nameAt[1]],
      start,
      end,
    };
  });
}

function rangeOf(match: RegExpExecArray, group: string, offset: number): [number, number] | undefined {
  const range = match.indices!.groups![group];
  return range === undefined ? undefined : [range[0] + offset, range[1] + offset];
}

/** Lines joined by a backslash at their end, as pip joins them: a comment line is not continued. */
function logicalLines(text: string): { start: number; end: number }[] {
  const joined: { start: number; end: number }[] = [];
  let open = false;
  for (const line of linesOf(text)) {
    if (open) joined.at(-1)!.end = line.end;
    else joined.push({ start: line.start, end: line.end });
    open = line.text.endsWith('\\') && !/^\s*#/.test(line.text);
  }
  return joined;
}

const LINUX: Readonly<Record<string, string>> = { sys_platform: 'linux', platform_system: 'Linux', os_name: 'posix' };

/** False when the marker is one comparison that does not hold on Linux, such as `sys_platform == "win32"`; true when it holds or is not so simple. */
export function mayHoldOnLinux(marker: string | undefined): boolean {
  const match = /^(\w+)\s*([=!]=)\s*(['"])(.*)\3$/.exec(marker ?? '');
  const actual = LINUX[match?.[1] ?? ''];
  return match === null || actual === undefined || (match[4] === actual) === (match[2] === '==');
}
