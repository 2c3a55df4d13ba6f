import type { NoteId } from '../../../facts/failures/find.ts';
import { type Decision, fail } from '../refusal.ts';

/** The process types of a Procfile as the Fir generation reads it, and the ids of its warnings. */
export interface CnbProcfile {
  readonly types: ReadonlyMap<string, string>;
  readonly warnings: readonly NoteId[];
}

const NAME = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Reads a Procfile strictly: a name of lower-case letters, digits and inner hyphens, a colon, a
 * command. Capitals, underscores and leading blanks are corrected with a warning, of a name given
 * twice the last command counts with a warning, anything else is refused with its line. Source:
 * heroku/buildpacks-procfile of 2026-08-03; read 2026-11-23.
 */
export function readCnbProcfile(text: string): Decision<CnbProcfile> {
  const types = new Map<string, string>();
  const warnings = new Set<NoteId>();
  for (const [at, line] of text.split(/\r?\n/).entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#')) continue;
    const [, written = '', command = ''] = /^([^:]*):(.*)$/.exec(trimmed) ?? [];
    const name = written.toLowerCase().replaceAll('_', '-');
    if (!NAME.test(name) || command.trim() === '') {
      return fail('complete', 'cnb::Procfile', null, {
        evidence: [`Procfile, line ${at + 1}: ${line}`],
      });
    }
    if (written !== name || /^\s/.test(line)) warnings.add('procfile-corrected');
    if (types.has(name)) warnings.add('procfile-duplicate-type');
    types.delete(name);
    types.set(name, command.trim());
  }
  if (types.size === 0) warnings.add('procfile-empty');
  return { ok: true, types, warnings: [...warnings] };
}
