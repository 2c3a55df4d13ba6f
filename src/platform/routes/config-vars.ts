import { z } from 'zod';
import { CONFIG_VARS_BYTES } from '../../facts/platform-limits.ts';
import { configVarNameProblem } from '../../rehearsal/config-vars.ts';
import { invalidParams, notFound } from '../api/api-error.ts';
import { answer, appOf, defineRoute, noBody } from '../api/route.ts';
import { mergeConfigVars } from '../deploy/release-app.ts';
import { releaseInTurn } from '../deploy/wait-for-release.ts';
import { configVarsNow } from '../state/app-ledger.ts';
import type { AppRecord } from '../state/records.ts';

type Changes = Readonly<Record<string, string | null>>;

const body = z.record(z.string(), z.union([z.string(), z.null()]));

/** What the platform calls such a release: `Set A, B config vars`. */
export function describeChanges(changes: Changes): string {
  const names = (isSet: boolean): string[] =>
    Object.entries(changes)
      .filter(([, value]) => (value !== null) === isSet)
      .map(([name]) => name);
  const parts = [
    names(true).length === 0 ? '' : `Set ${names(true).join(', ')}`,
    names(false).length === 0 ? '' : `Remove ${names(false).join(', ')}`,
  ].filter((part) => part !== '');
  return `${parts.join(' and ')} config vars`;
}

/** Throws the API's 422 for config vars that an app cannot have. */
export function assertConfigVars(app: AppRecord, changes: Changes): void {
  for (const name of Object.keys(changes)) {
    const problem = configVarNameProblem(name);
    if (problem !== undefined) throw invalidParams(`${name}: ${problem}`);
    const owner = app.attachments.find((one) => `${one.name}_URL` === name);
    if (owner !== undefined) throw invalidParams(`Cannot overwrite attachment values ${name}.`);
  }
  const merged = Object.entries(mergeConfigVars(app, changes));
  const bytes = merged.reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (bytes > CONFIG_VARS_BYTES)
    throw invalidParams(`Config vars have at most ${CONFIG_VARS_BYTES} bytes together.`);
}

/** Config vars of the app, and of a release. */
export const CONFIG_VAR_ROUTES = [
  defineRoute({
    method: 'GET',
    path: '/apps/:app/config-vars',
    body: noBody,
    run: (call) => answer(configVarsNow(appOf(call))),
  }),
  defineRoute({
    method: 'PATCH',
    path: '/apps/:app/config-vars',
    body,
    run: async (call) => {
      const { platform, body: changes } = call;
      const app = appOf(call);
      assertConfigVars(app, changes);
      const now = configVarsNow(app);
      const isChange = ([name, value]: [string, string | null]): boolean =>
        value === null ? name in now : now[name] !== value;
      if (Object.entries(changes).some(isChange)) {
        await releaseInTurn(platform, app, (current) => ({
          description: describeChanges(changes),
          configVars: mergeConfigVars(current, changes),
        }));
      }
      const after = platform.store.findApp(app.id);
      if (after === undefined) throw notFound('app');
      return answer(configVarsNow(after));
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/apps/:app/releases/:release/config-vars',
    body: noBody,
    run: (call) => {
      const app = appOf(call);
      const wanted = call.params.release ?? '';
      const release = app.releases.find(
        (one) => one.id === wanted || String(one.version) === wanted,
      );
      if (release === undefined) throw notFound('release');
      return answer(release.configVars);
    },
  }),
];
