import type { EvaluatedSettings } from '../../evaluator/api.ts';
import type { Feature } from '../../facts/features.ts';
import type { Repository } from '../../project/repository.ts';
import type { Answers } from '../answers/answers.ts';
import type { Draft } from './draft.ts';

/** Something that keeps the settings from being changed. */
export interface Obstacle {
  readonly because: string;
  /** What to do before the settings can be worked on; undefined where they stay what they are. */
  readonly next: string | undefined;
}

/**
 * Why nothing is planned for the settings, though other files are; undefined when nothing is in the
 * way.
 */
export function findObstacle(
  { files }: Repository,
  settings: EvaluatedSettings,
): Obstacle | undefined {
  if (
    settings.files.some((path) =>
      /^[ \t]*(from|import)\s+configurations\b/m.test(files.text(path) ?? ''),
    )
  )
    return {
      because:
        'the settings are django-configurations classes, and DJANGO_CONFIGURATION selects one of them',
      next: undefined,
    };
  const next = 'Fix that first';
  if (settings.failure !== undefined)
    return {
      because: `the settings cannot be imported as on a dyno (${settings.failure.message})`,
      next,
    };
  if (settings.get('ROOT_URLCONF').state === 'absent')
    return {
      because: `${settings.module} defines no ROOT_URLCONF, so production seems to use another module`,
      next,
    };
  return undefined;
}

/** The obstacle that a settings file uses the name of the reader of config vars itself. */
export function ownName(file: string, name: string): Obstacle {
  return {
    because: `${file} already uses the name ${name} for something else`,
    next: 'Rename it first',
  };
}

/** False for an extra that is off, which would change nothing anyway. */
export function isWanted(entry: Feature, answers: Answers): boolean {
  const off: Partial<Record<Feature, boolean>> = {
    cache: answers.cache === 'none',
    tasks: answers.tasks === 'none',
    uploads: answers.storage === 'none',
    email: answers.email === 'none',
    errors: !answers.sentry,
    csp: answers.csp === 'off',
  };
  return off[entry] !== true;
}

/** Leaves all of these features to the person, in one entry, with what to do first. */
export function declineSettings(
  draft: Draft,
  settings: EvaluatedSettings,
  entries: readonly Feature[],
  { because, next }: Obstacle,
): void {
  const [entry] = entries;
  if (entry === undefined) return;
  const path = settings.failure?.at?.file ?? settings.file;
  const again = `${next}, then run: dynoready init --only ${entries.join(',')}`;
  const byHand =
    'Add what dynoready check and a rehearsal report to the production class, and set DJANGO_CONFIGURATION to its name.';
  draft.decline({ entry, path, because, next: next === undefined ? byHand : again });
}
