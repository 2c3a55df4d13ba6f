import type {
  Difference,
  DifferenceGravity,
  DifferenceKind,
} from '../../platform-api/comparison.ts';
import type { LiveApp } from '../../platform-api/live-app.ts';

/** The sentences about one difference: what was found, why it matters, what to type. */
export interface DifferenceText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

type Words = (difference: Difference, app: string) => DifferenceText;

const WORDS: Readonly<Record<DifferenceKind, Words>> = {
  'config-var-missing': ({ subject, here, gravity }, app) => ({
    what: `The config var ${subject} is not set, and ${here}.`,
    why:
      gravity === 'breaks'
        ? 'The build, the release or the start of a dyno stops where it is read.'
        : 'The settings do without it: a default takes its place, or nothing reads it.',
    next: `heroku config:set ${subject}=… --app ${app}`,
  }),
  'config-var-not-read': ({ subject }, app) => ({
    what: `The config var ${subject} is set, and neither the settings nor app.json name it.`,
    why: 'It may be left over, or be read by code outside the settings.',
    next: `When nothing needs it: heroku config:unset ${subject} --app ${app}`,
  }),
  'add-on-missing': ({ subject, here }, app) => ({
    what: `app.json declares the add-on ${subject}, and the app has none.`,
    why: 'app.json is read when an app is created; changing it does not change an app that exists.',
    next: `heroku addons:create ${here} --app ${app}`,
  }),
  'add-on-plan': ({ subject, here, live }) => ({
    what: `The add-on ${subject} runs on ${live}; app.json says ${here}.`,
    why: 'A review app or a second environment would get the other plan.',
    next: `Write "${live}" into app.json, or leave it when new apps shall differ.`,
  }),
  'add-on-not-declared': ({ subject, live }) => ({
    what: `The app has the add-on ${subject} (${live}), which app.json does not declare.`,
    why: 'An app created from app.json would lack it.',
    next: `Add "${live}" to "addons" in app.json.`,
  }),
  'process-type-new': ({ subject, here }, app) => ({
    what: `The Procfile declares ${subject}, which the app does not have yet: ${here}`,
    why:
      subject === 'web'
        ? 'The next push adds it and starts one dyno.'
        : 'The next push adds it, but starts no dyno: a new process type begins at 0.',
    next:
      subject === 'web'
        ? `After the push: heroku ps --app ${app}`
        : `After the push: heroku ps:scale ${subject}=1 --app ${app}`,
  }),
  'process-type-gone': ({ subject, live }) => ({
    what: `The app has the process type ${subject}, which the Procfile does not declare: ${live}`,
    why: 'The next push removes it and stops its dynos.',
    next: `Add "${subject}: …" to the Procfile if it is still needed.`,
  }),
  'process-command': ({ subject, here, live }) => ({
    what: `The command of ${subject} differs. Here: ${here}  Live: ${live}`,
    why: 'The next push starts the new one.',
    next: 'dynoready rehearse',
  }),
  'web-scaled-to-zero': (_, app) => ({
    what: 'The app has no web dyno.',
    why: 'Every request ends with H14, whatever is deployed.',
    next: `heroku ps:scale web=1 --app ${app}`,
  }),
  'stack-declared': ({ here, live }, app) => ({
    what: `app.json names the stack ${here}; the next build of the app uses ${live}.`,
    why: 'app.json is read when an app is created; this app keeps its stack.',
    next: `heroku stack:set ${here} --app ${app}`,
  }),
  'stack-of-next-build': ({ subject, live }) => ({
    what: `The app runs on ${live}, and its next build moves it to ${subject}.`,
    why: 'The next push changes the operating system together with your code.',
    next: 'Push once without other changes, so that a fault can be told apart.',
  }),
  'stack-deprecated': ({ subject }, app) => ({
    what: `The stack ${subject} is deprecated.`,
    why: 'It stops to get security fixes, and later to build.',
    next: `dynoready keep-up, then: heroku stack:set NEWER --app ${app}`,
  }),
  buildpacks: ({ here, live }, app) => ({
    what: `The buildpacks differ. app.json: ${here}  Live: ${live}`,
    why: 'The live app builds with its own list; app.json counts only for new apps.',
    next: `heroku buildpacks --app ${app}`,
  }),
  'release-not-successful': ({ live }, app) => ({
    what: `The last release did not succeed. ${live}`,
    why: 'The app still serves the release before it.',
    next: `heroku releases:output --app ${app}`,
  }),
};

/** What to tell a person about the difference. */
export function describeDifference(difference: Difference, app: string): DifferenceText {
  return WORDS[difference.kind](difference, app);
}

const COLOR: Readonly<Record<DifferenceGravity, string>> = {
  breaks: '31',
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
  const counts = (['breaks', 'differs', 'note'] as const)
    .map((gravity) => ({
      gravity,
      count: differences.filter((one) => one.gravity === gravity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(
      ({ gravity, count }) =>
        `${count} ${{ breaks: 'would break', differs: count === 1 ? 'differs' : 'differ', note: 'to note' }[gravity]}`,
    );
  return `${counts.join(', ')}.`;
}

/** The comparison as the public JSON document, with a line end. Config vars are names only. */
export function comparisonJson(live: LiveApp, differences: readonly Difference[]): string {
  const document = {
    schemaVersion: 1,
    app: live,
    differences: differences.map((difference) => ({
      ...difference,
      here: difference.here ?? null,
      live: difference.live ?? null,
      ...describeDifference(difference, live.name),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}
