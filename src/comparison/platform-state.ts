import { daysBetween } from '../facts/end-of-life.ts';
import { factsInForce } from '../facts/in-force.ts';
import { stackCycles } from '../facts/stacks.ts';
import type { LiveApp } from '../platform-api/live-app.ts';
import type { AppJson } from '../project/app-json.ts';
import { type Difference, difference } from './difference.ts';

/** Days before its end from which a stack, and a certificate, are told of. */
const STACK_WARNING_DAYS = 365;
const CERTIFICATE_WARNING_DAYS = 30;

/** What the platform says of the app, whatever the repository holds. */
export function platformState(live: LiveApp): Difference[] {
  return [
    ...(live.maintenance ? [difference('maintenance-on', 'breaks', live.name)] : []),
    ...certificates(live),
    ...stackOfNextBuild(live),
    ...lastRelease(live),
  ];
}

/** A stack that app.json names and the next build does not use. */
export function compareStack(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const { stack, buildStack = stack } = live;
  const declared = appJson?.stack?.value;
  if (declared === undefined || buildStack === undefined || declared === buildStack) return [];
  return [difference('stack-declared', 'differs', declared, { here: declared, live: buildStack })];
}

function stackOfNextBuild({ stack, buildStack = stack, stacks }: LiveApp): Difference[] {
  if (stack === undefined || buildStack === undefined) return [];
  const moved =
    stack === buildStack
      ? []
      : [difference('stack-of-next-build', 'differs', buildStack, { live: stack })];
  const ends = stackCycles().find(({ cycle }) => cycle === buildStack)?.supportEnds;
  const isDeprecated = stacks.find(({ name }) => name === buildStack)?.state === 'deprecated';
  const isNear = ends !== undefined && daysBetween(factsInForce().today, ends) < STACK_WARNING_DAYS;
  if (!isDeprecated && !isNear) return moved;
  const kind = isDeprecated ? 'stack-deprecated' : 'stack-ends';
  const sides = { live: buildStack, ...(ends === undefined ? {} : { here: ends }) };
  return [...moved, difference(kind, 'differs', buildStack, sides)];
}

function certificates({ uncertified, certificates: known }: LiveApp): Difference[] {
  const { today } = factsInForce();
  const failed = uncertified
    .filter(({ status }) => /^(failed|failing)$/.test(status))
    .map(({ hostname, status, reason }) =>
      difference('certificate-failed', 'harms', hostname, {
        live: reason === undefined ? status : `${status}, ${reason}`,
      }),
    );
  const ending = known.flatMap(({ name, domains, expires }) =>
    expires === undefined || daysBetween(today, expires) > CERTIFICATE_WARNING_DAYS
      ? []
      : difference('certificate-ends', expires < today ? 'harms' : 'note', name, {
          live: `${domains.join(', ')} until ${expires}`,
        }),
  );
  return [...failed, ...ending];
}

/** Buildpacks that app.json and the app list differently. */
export function compareBuildpacks(appJson: AppJson | undefined, live: LiveApp): Difference[] {
  const declared = (appJson?.buildpacks ?? []).map(({ value }) => shortBuildpack(value));
  if (declared.length === 0) return [];
  const installed = live.buildpacks.map(shortBuildpack);
  if (declared.join() === installed.join()) return [];
  const shown = installed.length === 0 ? 'none set: chosen at each build' : installed.join(', ');
  return [
    {
      kind: 'buildpacks',
      gravity: 'differs',
      subject: 'buildpacks',
      here: declared.join(', '),
      live: shown,
    },
  ];
}

/**
 * The official buildpacks go by three spellings: `heroku/python`, `urn:buildpack:heroku/python`,
 * the repository's URL.
 */
function shortBuildpack(name: string): string {
  return name
    .replace(/^urn:buildpack:/, '')
    .replace(/^https:\/\/github\.com\/heroku\/heroku-buildpack-([a-z]+)(\.git)?$/, 'heroku/$1');
}

function lastRelease({ lastRelease: last }: LiveApp): Difference[] {
  if (last === undefined || last.status === 'succeeded') return [];
  const shown = `v${last.version} (${last.description}): ${last.status}`;
  return [difference('release-not-successful', 'differs', `v${last.version}`, { live: shown })];
}
