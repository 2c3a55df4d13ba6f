import { normalizeName } from '../project/dependencies/requirement-text.ts';
import { parseRequirements } from '../project/dependencies/requirements-file.ts';
import { endOfLine, startOfLine, startOfNextLine } from './line-ends.ts';

export { normalizeName };

/** One requirement of a requirements file, with the ranges that an edit needs. */
export interface RequirementLine {
  readonly name: string;
  readonly normalizedName: string;
  readonly extras: readonly string[];
  /** Such as `>=5.2,<5.3`, without blanks; empty when there is none. */
  readonly specifier: string;
  readonly marker: string | undefined;
  /** True for a requirement by URL or path, also an editable one: its ranges mean nothing. */
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

const WRITTEN =
  /^(?<name>[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?(?:\s*\[[^\]]*\])?)(?<specifier>\s*\(?\s*[<>=!~][^;]*?)?(?=\s*(?:[;@]|$))/d;

/**
 * Every requirement of a requirements file that has a name, in order, with the ranges to change it;
 * see `parseRequirements`.
 */
export function requirementLines(text: string): RequirementLine[] {
  return parseRequirements('', text).requirements.flatMap((entry) => {
    if (entry.name === '') return [];
    const { start, end } = entry.at;
    // Joined lines are read as blanks, unit for unit, so that offsets hold.
    const match = WRITTEN.exec(
      text.slice(start, end).replace(/\\(?:\r\n|\n|\r)/g, (joint) => ' '.repeat(joint.length)),
    );
    const isUrl = entry.url !== undefined || match === null;
    const ranges = match?.indices?.groups;
    const [nameStart, nameEnd] = ranges?.name ?? [0, 0];
    const [specifierStart, specifierEnd] = ranges?.specifier ?? [nameEnd, nameEnd];
    return {
      name: entry.name,
      normalizedName: normalizeName(entry.name),
      extras: entry.extras,
      specifier: entry.specifier,
      marker: entry.marker,
      isUrl,
      hasHashes: entry.hasHashes,
      nameAt: [start + nameStart, start + nameEnd],
      specifierAt: [start + specifierStart, start + specifierEnd],
      start: startOfLine(text, start),
      end: endOfJoinedLines(text, end),
    };
  });
}

function endOfJoinedLines(text: string, at: number): number {
  let end = endOfLine(text, at);
  while (text[end - 1] === '\\' && end < text.length)
    end = endOfLine(text, startOfNextLine(text, end));
  return end;
}

const LINUX: Readonly<Record<string, string>> = {
  sys_platform: 'linux',
  platform_system: 'Linux',
  os_name: 'posix',
};

/**
 * False when the marker is one comparison that does not hold on Linux, such as `sys_platform ==
 * "win32"`; true when it holds or is not so simple.
 */
export function mayHoldOnLinux(marker: string | undefined): boolean {
  const match = /^(\w+)\s*([=!]=)\s*(['"])(.*)\3$/.exec(marker ?? '');
  const actual = LINUX[match?.[1] ?? ''];
  return match === null || actual === undefined || (match[4] === actual) === (match[2] === '==');
}
