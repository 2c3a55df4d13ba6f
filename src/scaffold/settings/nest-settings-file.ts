import { addParent, namesFromFile } from '../../edits/python/base-dir.ts';
import { applyEdits, type TextEdit } from '../../edits/text-edit.ts';
import type { Repository } from '../../project/repository.ts';
import { lineAndColumn } from '../../python/source-range.ts';
import { walk } from '../../python/walk.ts';
import { parseSettings } from './statement.ts';

/** A settings text that stands one folder further down, and what in it a person has to look at. */
export interface MovedDown {
  readonly text: string;
  readonly left: readonly { readonly line: number; readonly what: string }[];
}

/**
 * The text of a settings file as it must be one folder further down: every constant made from
 * `__file__`, BASE_DIR first of all, gains a parent, and relative imports a dot.
 */
export function moveDownOneFolder(path: string, text: string): MovedDown {
  let current = applyEdits(text, relativeImportEdits(path, text));
  const names = namesFromFile(parseSettings(path, current));
  const declined = new Map<string, string>();
  for (const name of names) {
    const raised = addParent(parseSettings(path, current), { name });
    if (raised.ok) current = applyEdits(current, raised.edits);
    else declined.set(name, raised.because);
  }
  const { module } = parseSettings(path, current);
  const left = [...walk(module)].flatMap((node) => {
    if (node.kind !== 'Name' || node.id !== '__file__') return [];
    const statement = module.body.find(({ start, end }) => start <= node.start && node.end <= end);
    const target = statement?.kind === 'Assign' ? statement.targets[0] : undefined;
    const name = target?.kind === 'Name' ? target.id : undefined;
    const because = name === undefined ? undefined : declined.get(name);
    if (name !== undefined && names.includes(name) && because === undefined) return [];
    const { line } = lineAndColumn(current, node.start);
    return [
      {
        line,
        what:
          because === undefined ? 'uses __file__' : `derives ${name} from __file__ (${because})`,
      },
    ];
  });
  return { text: current, left };
}

function relativeImportEdits(path: string, text: string): TextEdit[] {
  return [...walk(parseSettings(path, text).module)].flatMap((node) => {
    if (node.kind !== 'ImportFrom' || node.level === 0) return [];
    const dot = text.indexOf('.', node.start);
    return [{ start: dot, end: dot, text: '.' }];
  });
}

/**
 * Files of the site that import the settings module itself, with the line: in a package they would
 * find none of its settings.
 */
export function directImports(
  repository: Repository,
  module: string,
  file: string,
): readonly { readonly path: string; readonly line: number }[] {
  const [, parent = '', name = module] = /^(.*)\.([^.]+)$/.exec(module) ?? [];
  const literal = (text: string): string => text.replace(/\./g, '\\.');
  const forms = [
    `import ${literal(module)}\\b`,
    `from ${literal(module)} import`,
    `from ${literal(parent)} import ${name}\\b`,
  ];
  const pattern = new RegExp(`^[ \\t]*(?:${forms.slice(0, parent === '' ? 2 : 3).join('|')})`, 'm');
  const folder = repository.djangoProject?.root ? `${repository.djangoProject.root}/` : '';
  return repository.files.paths
    .filter((path) => path.endsWith('.py') && path.startsWith(folder) && path !== file)
    .flatMap((path) => {
      const text = repository.files.text(path) ?? '';
      const found = pattern.exec(text);
      return found === null ? [] : [{ path, line: lineAndColumn(text, found.index).line }];
    });
}

/** True when a settings file can become a package without a person having to look at anything. */
export function splitsCleanly(repository: Repository, module: string, file: string): boolean {
  const text = repository.files.text(file) ?? '';
  return (
    directImports(repository, module, file).length === 0 &&
    moveDownOneFolder(file, text).left.length === 0
  );
}
