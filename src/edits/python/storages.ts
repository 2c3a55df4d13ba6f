import type { PyNode } from '../../python/nodes.ts';
import type { PySource } from '../../python/parse.ts';
import { endOfLine, lineEndOf } from '../line-ends.ts';
import type { EditResult, TextEdit } from '../text-edit.ts';
import { findPlainAssignment, isAssigned, type PlainAssignment, readsOf } from './assignment.ts';
import { lineRemoval, textOf } from './setting.ts';
import { parseStatements, verified } from './verified.ts';
import { lineOf, quoted, tokensIn } from './written.ts';

/**
 * Django's own backends, which hold when a setting is left out. Source: Django 5.2.19,
 * conf/global_settings.py; read 2026-11-24.
 */
const DEFAULT_BACKENDS = {
  default: 'django.core.files.storage.FileSystemStorage',
  staticfiles: 'django.contrib.staticfiles.storage.StaticFilesStorage',
};

/**
 * The edits that write STATICFILES_STORAGE and DEFAULT_FILE_STORAGE, which Django 5.1 silently
 * ignores, as STORAGES with both keys. `series` is the lowest Django (X.Y) that the project may run
 * on: below 4.2, which has no STORAGES, it is declined, as when STORAGES is set as well.
 */
export function replaceStorageSettings(
  source: PySource,
  { series }: { readonly series: string },
): EditResult {
  const old = {
    default: findPlainAssignment(source, 'DEFAULT_FILE_STORAGE'),
    staticfiles: findPlainAssignment(source, 'STATICFILES_STORAGE'),
  };
  const settings = [old.default, old.staticfiles];
  if (settings.every(({ state }) => state === 'absent')) return { ok: true, edits: [] };
  const unclear = settings.find((one) => one.state === 'unclear');
  if (unclear !== undefined) return { ok: false, because: unclear.because };
  if (isBelow42(series))
    return { ok: false, because: `Django ${series} has no STORAGES: upgrade to Django 4.2 first` };
  if (isAssigned(source, 'STORAGES'))
    return {
      ok: false,
      because: 'STORAGES is set too, and Django accepts only one of the two',
    };
  for (const name of ['DEFAULT_FILE_STORAGE', 'STATICFILES_STORAGE']) {
    const [use] = readsOf(source, name);
    if (use !== undefined)
      return {
        ok: false,
        because: `${name} is used elsewhere in this file (${lineOf(source, use)})`,
      };
  }
  const value = (key: keyof typeof DEFAULT_BACKENDS): string => {
    const found = old[key];
    return found.state === 'found'
      ? textOf(source, found.statement.value)
      : quoted(source, DEFAULT_BACKENDS[key]);
  };
  const statements = settings
    .flatMap((one) => (one.state === 'found' ? [one.statement] : []))
    .sort((a, b) => a.start - b.start);
  // Both values must be known where STORAGES stands, so it takes the place of the later one.
  const kept = statements.at(-1)!;
  const text = renderStorages(source, {
    default: value('default'),
    staticfiles: value('staticfiles'),
  });
  const lost = statements.find((statement) =>
    tokensIn(source, statement.start, statement.end).some(({ kind }) => kind === 'comment'),
  );
  if (lost !== undefined)
    return {
      ok: false,
      because: `a comment in the old setting would be lost (${lineOf(source, lost)})`,
    };
  const replaced = new Map<PyNode, readonly PyNode[]>(statements.map((one) => [one, []]));
  replaced.set(kept, parseStatements(text));
  const removals = statements.filter((one) => one !== kept).map((one) => removal(source, one));
  return verified(source, [...removals, { start: kept.start, end: kept.end, text }], { replaced });
}

/** A comment beside the removed setting stays, on a line of its own. */
function removal(source: PySource, statement: PlainAssignment): TextEdit {
  const comment = /^\s*(#.*)$/.exec(
    source.text.slice(statement.end, endOfLine(source.text, statement.end)),
  );
  if (comment === null) return lineRemoval(source, statement);
  return { start: statement.start, end: statement.end + comment[0].indexOf('#'), text: '' };
}

function renderStorages(
  source: PySource,
  values: { readonly default: string; readonly staticfiles: string },
): string {
  const eol = lineEndOf(source.text);
  const key = (name: string): string => quoted(source, name);
  const entry = (name: keyof typeof values): string[] => [
    `    ${key(name)}: {`,
    `        ${key('BACKEND')}: ${values[name]},`,
    '    },',
  ];
  return ['STORAGES = {', ...entry('default'), ...entry('staticfiles'), '}'].join(eol);
}

function isBelow42(series: string): boolean {
  const [major = 0, minor = 0] = series.split('.').map(Number);
  return major < 4 || (major === 4 && minor < 2);
}
