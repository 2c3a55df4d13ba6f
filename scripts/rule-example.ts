import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** What a rule's cases show of it. */
export interface RuleExample {
  /** The whole report of `dynoready check` on the bad case. */
  readonly report: string;
  /** Files of the bad case that the good one has otherwise, by path. */
  readonly bad: ReadonlyMap<string, string>;
  /** Files that the fix gives, or those of the good case that differ from the bad one, by path. */
  readonly good: ReadonlyMap<string, string>;
  /** Whether `good` is what the rule's own fix gives. */
  readonly isFixed: boolean;
}

/**
 * The example of a rule from its folder of cases (`test/rules/ID`): its first bad case, and what
 * the fix gives or else its first good case. Throws when there is no bad or no good case.
 */
export function readRuleExample(folder: string): RuleExample {
  const names = readdirSync(folder).sort();
  const isCase = (name: string): boolean => statSync(join(folder, name)).isDirectory();
  const first = (kind: string): string => {
    const found = names.find(
      (name) => name.startsWith(kind) && !name.endsWith('.fixed') && isCase(join(name)),
    );
    if (found === undefined) throw new Error(`${folder} has no ${kind} case`);
    return found;
  };
  const badName = first('bad');
  const bad = readFiles(join(folder, badName));
  const fixed = join(folder, `${badName}.fixed`);
  const isFixed = existsSync(fixed);
  const good = isFixed ? readFiles(fixed) : readFiles(join(folder, first('good')));
  const differing = [...good].filter(([path, text]) => bad.get(path) !== text);
  return {
    report: readFileSync(join(folder, `${badName}.txt`), 'utf8'),
    bad: new Map([...bad].filter(([path, text]) => good.has(path) && good.get(path) !== text)),
    good: new Map(differing),
    isFixed,
  };
}

function readFiles(folder: string): ReadonlyMap<string, string> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return new Map(
    paths
      .filter((path) => statSync(join(folder, path), { throwIfNoEntry: false })?.isFile())
      .map((path) => [
        path.replaceAll('\\', '/').replace(/(^|\/)_gitignore$/, '$1.gitignore'),
        readFileSync(join(folder, path), 'utf8'),
      ]),
  );
}
