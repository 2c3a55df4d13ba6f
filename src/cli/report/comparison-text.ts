import { type Difference, type DifferenceGravity, GRAVITIES } from '../../comparison/difference.ts';
import type { LiveApp } from '../../platform-api/live-app.ts';
import { describeDifference } from './difference-text.ts';

const COLOR: Readonly<Record<DifferenceGravity, string>> = {
  breaks: '31',
  harms: '31',
  differs: '33',
  note: '36',
};

/** The comparison as a person reads it, with a line end. */
export function renderComparison(
  live: LiveApp,
  differences: readonly Difference[],
  color: boolean,
): string {
  const paint = (code: string, text: string): string =>
    color ? `\x1b[${code}m${text}\x1b[0m` : text;
  const release = live.lastRelease;
  const head = [
    `${paint('1', live.name)}${live.webUrl === undefined ? '' : `  ${live.webUrl}`}`,
    ...(release === undefined
      ? []
      : [`  release     v${release.version} ${release.status}, ${release.createdAt.slice(0, 10)}`]),
    ...(live.stack === undefined ? [] : [`  stack       ${live.stack}`]),
    ...(live.commit === undefined ? [] : [`  commit      ${live.commit.slice(0, 9)}`]),
    ...(live.processTypes.length === 0
      ? []
      : [
          `  formation   ${live.processTypes.map(({ name, quantity, size }) => `${name}=${quantity}${size ? `:${size}` : ''}`).join(' ')}`,
        ]),
    `  config vars ${live.configVarNames.length}   add-ons ${live.addons.length}   domains ${live.domains.length}`,
  ].join('\n');
  const blocks = differences.map((difference) => {
    const { what, why, next } = describeDifference(difference, live.name);
    return `${paint(COLOR[difference.gravity], difference.gravity.padEnd(7))} ${what}\n        ${why}\n        ${paint('1', next)}`;
  });
  return `${[head, ...blocks, summarize(differences)].join('\n\n')}\n`;
}

function summarize(differences: readonly Difference[]): string {
  if (differences.length === 0) return 'Repository and app agree.';
  const counts = GRAVITIES.map((gravity) => ({
    gravity,
    count: differences.filter((one) => one.gravity === gravity).length,
  }))
    .filter(({ count }) => count > 0)
    .map(
      ({ gravity, count }) =>
        `${count} ${{ breaks: 'would break', harms: count === 1 ? 'harms production' : 'harm production', differs: count === 1 ? 'differs' : 'differ', note: 'to note' }[gravity]}`,
    );
  return `${counts.join(', ')}.`;
}

/** One line for an app of the account: its name, what was compared, and the counts. */
export function summarizeApp(
  name: string,
  isOfRepository: boolean,
  differences: readonly Difference[],
): string {
  const compared = isOfRepository ? '' : ' (runs no commit of this repository: its state alone)';
  return `${name}${compared}: ${differences.length === 0 ? 'nothing to tell.' : summarize(differences)}\n`;
}

/** A comparison as a part of the public JSON document. Config vars are names only. */
export function comparisonDocument(live: LiveApp, differences: readonly Difference[]) {
  return {
    app: live,
    differences: differences.map((difference) => ({
      ...difference,
      here: difference.here ?? null,
      live: difference.live ?? null,
      ...describeDifference(difference, live.name),
    })),
  };
}

/** A part of the public JSON documents as text, with its schema's version and a line end. */
export function comparisonJson(part: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify({ schemaVersion: 1, ...part }, undefined, 2)}\n`;
}
