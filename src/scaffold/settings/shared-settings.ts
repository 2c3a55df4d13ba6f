import { applyEdits, type EditResult } from '../../edits/text-edit.ts';
import type { PySource } from '../../python/parse.ts';
import type { Reason } from '../plan/draft.ts';
import type { FeatureContext } from '../plan/feature.ts';
import { parseSettings } from './statement.ts';

/**
 * Edits one of the settings files, named as the project has it now. True when it is as wanted
 * afterwards; when it cannot be edited for certain it is left to the person, with `next` as what to
 * do.
 */
export function editSettingsFile(
  { draft }: FeatureContext,
  file: string,
  edit: (source: PySource) => EditResult,
  reason: Reason,
  next: string,
): boolean {
  const path = draft.pathNow(file);
  const text = draft.text(path);
  const result: EditResult =
    text === undefined
      ? { ok: false, because: 'the file is not there' }
      : edit(parseSettings(path, text));
  if (result.ok) draft.write(path, applyEdits(text ?? '', result.edits), reason);
  else draft.decline({ entry: reason.entry, path, because: result.because, next });
  return result.ok;
}

/**
 * The file that holds the setting, as the project has it now: the one with the item that is asked
 * for, since another may only put something in front; else the one of its first item; else the file
 * that all environments share.
 */
export function fileOfSetting(
  { settings, layout }: FeatureContext,
  name: string,
  item?: string,
): string {
  const setting = settings.get(name);
  if (setting.state === 'absent') return layout.sourcePath;
  const element =
    setting.elements?.find(({ value }) => item !== undefined && value === item) ??
    setting.elements?.[0];
  return element?.at?.file ?? setting.at?.file ?? layout.sourcePath;
}
