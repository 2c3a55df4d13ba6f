import { replaceSettingValue } from '../../edits/python/setting.ts';
import { applyEdits } from '../../edits/text-edit.ts';
import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Draft, Reason } from '../plan/draft.ts';
import type { RenderTemplate } from '../plan/templates.ts';
import { addImports, sortImports } from './imports.ts';
import type { SettingsLayout } from './layout.ts';
import { cutStatement, findPlainSetting, indent, parseSettings } from './statement.ts';

/** What the future local.py holds beside the shared settings. */
export interface DevelopmentSettings {
  /** Statements taken out of the shared file, in order. */
  readonly statements: string[];
  /**
   * Environment variables that the shared file reads while it is imported, with their values as
   * Python.
   */
  readonly presets: { readonly name: string; readonly value: string }[];
  /**
   * Production's settings with DEBUG off by default, once the shared file has it so: what that does
   * `if not DEBUG` is done there.
   */
  turned?: EvaluatedSettings;
}

/**
 * What became of a setting: `moved` to development, `asked` of the environment in place, or `left`
 * because it is more than a plain value.
 */
export type Kept = 'moved' | 'asked' | 'left';

/**
 * What takes the place of a written-out value: the look-up with the imports it may need, and the
 * value for the variable, both as Python.
 */
interface Lookup {
  readonly value: string;
  readonly imports: readonly string[];
  readonly preset: string;
}

/**
 * Keeps a written-out value for development only. In a package the statement moves to local.py, or,
 * where the shared file reads the name itself, `lookup` takes the value's place and local.py
 * provides it; in one file `lookup` takes its place.
 */
export function keepForDevelopment(
  draft: Draft,
  layout: SettingsLayout,
  development: DevelopmentSettings,
  name: string,
  lookup: (value: string) => Lookup | undefined,
  reason: Reason,
): Kept {
  const path = draft.pathNow(layout.sourcePath);
  const text = draft.text(path);
  if (text === undefined) return 'left';
  const source = parseSettings(path, text);
  const setting = findPlainSetting(source, name);
  if (setting === undefined || !setting.isLiteral) return 'left';
  if (layout.mode !== 'single' && !setting.isRead) {
    const { text: after, cut } = cutStatement(text, setting.statement);
    draft.write(path, after, reason);
    if (layout.mode === 'split') development.statements.push(cut);
    return 'moved';
  }
  const asked = lookup(setting.valueText);
  if (asked === undefined) return 'left';
  const replaced = replaceSettingValue(source, name, asked.value);
  if (!replaced.ok) return 'left';
  const imported = addImports(
    path,
    applyEdits(text, replaced.edits),
    asked.value.includes('os.')
      ? ['import os']
      : asked.imports.filter(() => asked.value.includes('("')),
  );
  if (!imported.ok) return 'left';
  draft.write(path, imported.text, reason);
  if (layout.mode === 'split') development.presets.push({ name, value: asked.preset });
  return 'asked';
}

/**
 * Puts a statement of a single settings file under `if not PRODUCTION:`, or moves it to local.py.
 * False when it is not that plain.
 */
export function leaveToDevelopment(
  draft: Draft,
  layout: SettingsLayout,
  development: DevelopmentSettings,
  name: string,
  reason: Reason,
): boolean {
  const path = draft.pathNow(layout.sourcePath);
  const text = draft.text(path) ?? '';
  const setting = findPlainSetting(parseSettings(path, text), name);
  if (setting === undefined || setting.isRead) return false;
  if (layout.mode === 'single') {
    const { start, end } = setting.statement;
    const guarded = `if not PRODUCTION:\n${indent(text.slice(start, end))}`;
    draft.write(path, text.slice(0, start) + guarded + text.slice(end), reason);
    return true;
  }
  if (!setting.isLiteral) return false;
  const { text: after, cut } = cutStatement(text, setting.statement);
  draft.write(path, after, reason);
  if (layout.mode === 'split') development.statements.push(cut);
  return true;
}

/** Writes local.py of a new settings package. */
export function writeDevelopment(
  draft: Draft,
  layout: SettingsLayout,
  development: DevelopmentSettings,
  render: RenderTemplate,
): void {
  const text = render('project/package/settings/local.py', {
    imports: sortImports(['import os', 'from django.core.exceptions import ImproperlyConfigured']),
    productionModule: layout.productionModule,
    ...development,
  });
  const because = 'manage.py uses it by default, and it refuses to start on a dyno';
  // Moved statements bring the line ends of their file; a new file has those of our templates.
  draft.write(`${layout.packagePath}/local.py`, text.replaceAll('\r\n', '\n'), {
    entry: 'settings',
    because,
  });
}
