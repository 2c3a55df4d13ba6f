import { readerOfVariable } from '../facts/library-variables.ts';
import type { LiveApp } from '../platform-api/live-app.ts';
import type { OutsideLookup } from '../queries/settings/variable-uses.ts';
import type { ComparedRepository } from './compare.ts';
import { type Difference, difference } from './difference.ts';

/**
 * Variables that the platform or the buildpack gives every dyno, so that they are no config vars.
 * Source: Dev Center, "Dynos and the dyno manager"; read 2026-11-23.
 */
const GIVEN_TO_DYNOS =
  /^(PORT|DYNO|DYNO_RAM|HOME|PATH|LANG|USER|PWD|PYTHONHASHSEED|PYTHONHOME|PYTHONUNBUFFERED|PYTHONPATH|WEB_CONCURRENCY)$/;

/** Config vars that are missing, and those that nothing reads. */
export function compareConfigVars(repository: ComparedRepository, live: LiveApp): Difference[] {
  const missing = missingVariables(repository, live);
  return repository.settings === undefined
    ? missing
    : [...missing, ...unreadVariables(repository, live)];
}

function missingVariables(
  { appJson, settings, outside }: ComparedRepository,
  live: LiveApp,
): Difference[] {
  const required = new Map<string, Pick<Difference, 'kind' | 'gravity' | 'here'>>();
  const undecided = settings === undefined;
  for (const { name, required: needed, value, generated } of appJson?.env.values() ?? []) {
    const breaks = undecided || name === 'DJANGO_SETTINGS_MODULE';
    if (needed || generated || value !== undefined)
      required.set(name, {
        kind: 'config-var-missing',
        gravity: breaks ? 'breaks' : 'differs',
        here: 'app.json declares it',
      });
  }
  for (const { variable, at, atImport } of outside ?? [])
    required.set(variable, describeOutside(at.file, atImport));
  for (const { variable, required: needed } of settings?.lookups ?? [])
    if (needed)
      required.set(variable, {
        kind: 'config-var-missing',
        gravity: 'breaks',
        here: `${settings!.module} has no default for it`,
      });
  const set = new Set(live.configVarNames);
  return [...required]
    .filter(([name]) => !set.has(name) && !GIVEN_TO_DYNOS.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([subject, found]) => ({ ...found, subject, live: undefined }));
}

function describeOutside(
  file: string,
  atImport: OutsideLookup['atImport'],
): Pick<Difference, 'kind' | 'gravity' | 'here'> {
  return {
    kind: atImport ? 'config-var-missing' : 'config-var-missing-later',
    gravity: atImport ? 'breaks' : 'harms',
    here: `${file} has no default for it`,
  };
}

function unreadVariables(
  { appJson, settings, named }: ComparedRepository,
  live: LiveApp,
): Difference[] {
  const read = new Set([
    ...(settings?.lookups ?? []).map(({ variable }) => variable),
    ...(appJson?.env.keys() ?? []),
    ...live.addons.flatMap(({ configVars }) => configVars),
    ...(named?.keys() ?? []),
  ]);
  return live.configVarNames
    .filter((name) => !read.has(name) && readerOfVariable(name) === undefined)
    .map((subject) => difference('config-var-not-read', 'note', subject, { live: 'set' }));
}
