import { findPlainAssignment } from '../../edits/python/assignment.ts';
import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Repository } from '../../project/repository.ts';
import type { ImportFrom } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { parseFile } from '../../python/parse-file.ts';
import { dottedName } from '../../python/walk.ts';
import type { READING_PACKAGES } from './config-reader.ts';
import type { SettingsLayout } from './layout.ts';

/** The object that a library reads with, as one of the settings files binds it. */
export interface Binding {
  readonly style: keyof typeof READING_PACKAGES;
  readonly name: string;
  readonly file: string;
  readonly end: number;
  /** True for `from decouple import config` without another name, which any module may repeat. */
  readonly isImport: boolean;
  /** Variables to which the object gives a default, so that a look-up of them never fails. */
  readonly defaults?: readonly string[];
}

/**
 * Every object of a library that the files of the settings bind once, those of production's own
 * file first.
 */
export function bindingsOf(repository: Repository, settings: EvaluatedSettings): Binding[] {
  return settings.files.flatMap((file) => {
    const text = repository.files.text(file) ?? '';
    // Most files read nothing this way, and parsing is the dearest part.
    if (!/\b(decouple|environs?)\b/.test(text)) return [];
    const parsed = parseFile(repository.files, file);
    return parsed?.ok ? bindingsIn(parsed.source) : [];
  });
}

function bindingsIn(source: PySource): Binding[] {
  const found: Binding[] = [];
  /**
   * Local names of what makes an object, with the style; `environ.Env` for a module that was
   * imported whole.
   */
  const makers = new Map<string, Binding['style']>();
  for (const statement of source.module.body) {
    if (statement.kind === 'Import') {
      for (const { name, asname } of statement.names) {
        if (name === 'environ')
          for (const one of ['Env', 'FileAwareEnv'])
            makers.set(`${asname ?? name}.${one}`, 'environ');
        if (name === 'environs') makers.set(`${asname ?? name}.Env`, 'environs');
        if (name === 'decouple')
          for (const one of ['Config', 'AutoConfig'])
            makers.set(`${asname ?? name}.${one}`, 'decouple');
      }
    } else if (statement.kind === 'ImportFrom' && statement.level === 0) {
      for (const { name, asname } of statement.names) {
        const local = asname ?? name;
        if (statement.module === 'decouple' && name === 'config')
          found.push({
            style: 'decouple',
            name: local,
            file: source.file,
            end: statement.end,
            isImport: local === 'config',
          });
        else if (statement.module === 'decouple') makers.set(local, 'decouple');
        else if (statement.module === 'environ') makers.set(local, 'environ');
        else if (statement.module === 'environs') makers.set(local, 'environs');
      }
    } else if (statement.kind === 'Assign' && statement.value.kind === 'Call') {
      const style = makers.get(dottedName(statement.value.func) ?? '');
      const [target] = statement.targets;
      if (
        style === undefined ||
        target?.kind !== 'Name' ||
        findPlainAssignment(source, target.id).state !== 'found'
      )
        continue;
      // `Env(SECRET_KEY=(str, ""))`: such a look-up never misses its variable.
      const defaults = statement.value.keywords.flatMap(({ arg, value }) =>
        arg !== null && value.kind === 'Tuple' ? [arg] : [],
      );
      found.push({
        style,
        name: target.id,
        file: source.file,
        end: statement.end,
        isImport: false,
        defaults,
      });
    }
  }
  return found;
}

/**
 * True when lines of production's settings can use the object: bound in their file before them, or
 * handed on by `import *`.
 */
export function isInSight(
  repository: Repository,
  settings: EvaluatedSettings,
  layout: SettingsLayout,
  binding: Binding,
): boolean {
  if (binding.isImport) return true;
  if (layout.mode === 'single' && binding.file === layout.sourcePath)
    return isBoundEarly(repository, binding);
  return layout.mode === 'split'
    ? binding.file === layout.sourcePath
    : hasName(repository, settings, layout.sourcePath, binding);
}

/**
 * True when the settings that ask for config vars in place, key and debug, stand below the object.
 */
export function isBoundEarly(repository: Repository, { file, end }: Binding): boolean {
  const first = /^(SECRET_KEY|DEBUG)\b/m.exec(repository.files.text(file) ?? '');
  return first === null || first.index > end;
}

function hasName(
  repository: Repository,
  settings: EvaluatedSettings,
  file: string,
  binding: Binding,
  seen: readonly string[] = [],
): boolean {
  if (file === binding.file) return true;
  const parsed = parseFile(repository.files, file);
  if (!parsed?.ok || seen.includes(file)) return false;
  const imports = parsed.source.module.body.filter(
    (one): one is ImportFrom => one.kind === 'ImportFrom',
  );
  return imports.some((statement) => {
    const isStar =
      statement.names.some(({ name }) => name === '*') && !binding.name.startsWith('_');
    const isNamed = statement.names.some(
      ({ name, asname }) => name === binding.name && asname === null,
    );
    if (!isStar && !isNamed) return false;
    const source = fileOf(statement, file, settings.files);
    if (source === undefined || (isStar && /^__all__\b/m.test(repository.files.text(source) ?? '')))
      return false;
    return hasName(repository, settings, source, binding, [...seen, file]);
  });
}

/** The file of the settings that a `from` names, relative or by its whole dotted path. */
function fileOf(
  { level, module }: ImportFrom,
  from: string,
  files: readonly string[],
): string | undefined {
  const tail = (module ?? '').replaceAll('.', '/');
  const folder = from.split('/').slice(0, -level || undefined);
  const base = level === 0 ? tail : [...folder, tail].filter(Boolean).join('/');
  const isIt = (path: string, end: string): boolean =>
    path === end || (level === 0 && path.endsWith(`/${end}`));
  return files.find((path) => isIt(path, `${base}.py`) || isIt(path, `${base}/__init__.py`));
}
