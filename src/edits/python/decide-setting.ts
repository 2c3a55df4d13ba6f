import type { PySource } from '../../python/parse.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment } from './assignment.ts';
import { ensureImport } from './imports.ts';
import { addSetting, replaceSettingValue } from './setting.ts';

/**
 * The edits that give a setting a value, whether the module sets it or not; see
 * `replaceSettingValue` and `addSetting`.
 */
export function decideSetting(
  source: PySource,
  name: string,
  expression: string,
  options: { readonly after?: string } = {},
): EditResult {
  const isSet = findPlainAssignment(source, name).state !== 'absent';
  return isSet
    ? replaceSettingValue(source, name, expression)
    : addSetting(source, name, expression, options);
}

/**
 * As `decideSetting`, for an expression that uses `os`, which is imported above it; where the
 * module knows it by another name, that is written.
 */
export function decideByEnvironment(
  source: PySource,
  name: string,
  expression: string,
  options: { readonly after?: string } = {},
): EditResult {
  const found = findPlainAssignment(source, name);
  const imported = ensureImport(
    source,
    'os',
    found.state === 'found' ? { before: found.statement.start } : {},
  );
  if (!imported.ok) return imported;
  const decided = decideSetting(
    source,
    name,
    expression.replaceAll(/\bos\./g, `${imported.name}.`),
    options,
  );
  return decided.ok && decided.edits.length > 0
    ? { ok: true, edits: [...imported.edits, ...decided.edits] }
    : decided;
}
