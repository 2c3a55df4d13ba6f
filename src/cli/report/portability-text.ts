import type { Portability } from '../../upgrades/portability.ts';

/** The list for a person, with a line end. */
export function renderPortability({ tied, unchanged }: Portability): string {
  const bound = tied.map(({ what, places, elsewhere, source }) =>
    [
      `  ${what}`,
      ...places.map(({ at, text }) => `    ${at}${at === text ? '' : `  ${text}`}`),
      `    elsewhere: ${elsewhere}`,
      `    source: ${source}`,
    ].join('\n'),
  );
  const free = unchanged.map(
    ({ path, where, source }) => `  ${path}: ${where}\n    source: ${source}`,
  );
  return `${[
    tied.length === 0 ? 'Nothing that was looked for is tied to Heroku.' : 'Tied to Heroku:',
    ...bound,
    ...(free.length === 0 ? [] : ['Runs unchanged:', ...free]),
  ].join('\n')}\n`;
}

/** The same as a JSON document, with a line end. */
export function portabilityJson(found: Portability): string {
  return `${JSON.stringify({ schemaVersion: 1, ...found }, undefined, 2)}\n`;
}
