import type { Repository } from '../../project/repository.ts';

/** What a management command of the project does that cannot be done twice. */
export type RepeatFault =
  /** It creates a user, whose name is unique. */
  | 'user'
  /** It adds rows each time. */
  | 'rows';

/** Words by which code shows that it looks before it writes, or takes a failure. */
const LOOKS_FIRST =
  /exists\(|get_or_create|update_or_create|ignore_conflicts|update_conflicts|DoesNotExist|IntegrityError|\.first\(|\.count\(|\.filter\(|\.get\(|\.delete\(|^[ \t]*except\b/m;

/** The file of a management command that the project defines; undefined for any other. */
export function ownCommand({ files }: Repository, name: string): string | undefined {
  const end = `/management/commands/${name}.py`;
  return files.paths.find((path) => path.endsWith(end));
}

/** What code does that fails or piles up when it runs again; undefined when it looks first. */
export function repeatFault(text: string): RepeatFault | undefined {
  const code = text.replace(/#[^\n]*/g, '');
  if (LOOKS_FIRST.test(code)) return undefined;
  if (/\bcreate_(super)?user\(/.test(code)) return 'user';
  return /\.objects\.(create|bulk_create)\(/.test(code) ? 'rows' : undefined;
}

/** What the entries of a fixture have as key: `given`, `none`, or `unknown` for other formats. */
export function fixtureKeys({ files }: Repository, name: string): 'given' | 'none' | 'unknown' {
  const wanted = name.replace(/^\.\//, '');
  const path = files.paths.find(
    (one) =>
      one === wanted ||
      one.endsWith(`/${wanted}`) ||
      one === `${wanted}.json` ||
      one.endsWith(`/${wanted}.json`),
  );
  const text = path?.endsWith('.json') ? files.text(path) : undefined;
  if (text === undefined) return 'unknown';
  const entries = text.match(/"model"\s*:/g)?.length ?? 0;
  const keys = text.match(/"pk"\s*:\s*(?!null)\S/g)?.length ?? 0;
  if (entries === 0) return 'unknown';
  // With natural keys Django finds the row again without one.
  const isNatural = files.paths.some(
    (one) => /models/.test(one) && /get_by_natural_key/.test(files.text(one) ?? ''),
  );
  return keys < entries && !isNatural ? 'none' : 'given';
}
