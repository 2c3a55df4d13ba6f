import type { PySource } from '../../python/parse.ts';
import { fixedAddress } from '../../queries/processes/server-address.ts';
import type { EditResult } from '../text-edit.ts';
import { findPlainAssignment } from './assignment.ts';
import { ensureImport } from './imports.ts';
import { replaceSettingValue } from './setting.ts';

/**
 * The edits that let gunicorn's configuration file listen where the router knocks: on all
 * interfaces and on `$PORT`. Nothing to do when `bind` is absent (gunicorn then does so by itself)
 * or is no fixed address; declined when it is not one plain assignment.
 */
export function bindToPort(source: PySource): EditResult {
  const found = findPlainAssignment(source, 'bind');
  if (found.state === 'absent') return { ok: true, edits: [] };
  if (found.state === 'unclear') return { ok: false, because: found.because };
  const { value } = found.statement;
  if (value.kind !== 'Constant' || value.type !== 'str' || fixedAddress(value.value) === undefined)
    return { ok: true, edits: [] };
  const imported = ensureImport(source, 'os', { before: found.statement.start });
  if (!imported.ok) return imported;
  const replaced = replaceSettingValue(
    source,
    'bind',
    `f"0.0.0.0:{${imported.name}.environ.get('PORT', '8000')}"`,
  );
  return replaced.ok ? { ok: true, edits: [...imported.edits, ...replaced.edits] } : replaced;
}
