import type { RehearsalState } from './state.ts';

/** Something that a phase cannot do without: why it is missing, or undefined when it is there. */
export type Need = (state: RehearsalState) => string | undefined;

/** A slug from the build. */
export const slug: Need = ({ deploy }) => (deploy === undefined ? 'the build failed' : undefined);

/** A Django project to run commands of. */
export const managePy: Need = ({ options }) =>
  options.repository.djangoProject === undefined ? 'no manage.py' : undefined;

/** A command to run before the new code serves. */
export const releaseLine: Need = ({ deploy }) =>
  deploy?.built.slug.processTypes.has('release') ? undefined : 'the Procfile has no release line';

/** A release command that succeeded, or none. */
export const released: Need = ({ failed }) =>
  failed.has('release') ? 'the release failed, so Heroku keeps the old one running' : undefined;

/** An app that answers. */
export const booted: Need = ({ failed }) =>
  failed.has('boot') ? 'the app did not boot' : undefined;

/** A rehearsal that does not end after one of these phases. */
export function notUntil(...last: readonly ('release' | 'boot')[]): Need {
  return ({ options: { until } }) =>
    until !== undefined && last.includes(until) ? 'not asked for' : undefined;
}
