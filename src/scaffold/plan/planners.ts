import type { Feature } from '../../facts/features.ts';
import { writeAppJson } from '../features/app-json.ts';
import { writeCache } from '../features/cache.ts';
import { writeCi } from '../features/ci.ts';
import { writeCsp } from '../features/csp.ts';
import { writeDatabase } from '../features/database.ts';
import { writeDependencies } from '../features/dependencies.ts';
import { writeEmail } from '../features/email.ts';
import { writeEnvExample } from '../features/env-example.ts';
import { writeErrors } from '../features/errors.ts';
import { writeGitignore } from '../features/gitignore.ts';
import { writeGunicorn } from '../features/gunicorn.ts';
import { writeHealth } from '../features/health.ts';
import { writeHttps } from '../features/https.ts';
import { writeLogging } from '../features/logging.ts';
import { writePreCommit } from '../features/pre-commit.ts';
import { writeProcfile } from '../features/procfile.ts';
import { writePythonVersion } from '../features/python-version.ts';
import { writeSecrets } from '../features/secrets.ts';
import { writeSettings } from '../features/settings.ts';
import { writeStaticFiles } from '../features/static-files.ts';
import { writeTasks, writeWorker } from '../features/tasks.ts';
import { writeUploads } from '../features/uploads.ts';
import type { WriteEntry } from './feature.ts';

/** What a feature plans in the passes it takes part in: one at least. */
export type Planner =
  | { readonly settings: WriteEntry; readonly files?: WriteEntry }
  | { readonly files: WriteEntry };

/** The stored answers are planned last, from the whole plan, by `keepAnswers`. */
export type PlannedFeature = Exclude<Feature, 'answers'>;

/**
 * The planner of every feature; one that is missing here does not compile. The order is that of
 * each pass: `settings` gathers the lines of the settings files, which are then written together,
 * and `files` follows from the settings as they will be.
 */
export const PLANNERS: Readonly<Record<PlannedFeature, Planner>> = {
  gitignore: { files: writeGitignore },
  health: { files: writeHealth },
  'python-version': { files: writePythonVersion },
  procfile: { files: writeProcfile },
  settings: { settings: writeSettings },
  secrets: { settings: writeSecrets },
  database: { settings: writeDatabase },
  'static-files': { settings: writeStaticFiles },
  https: { settings: writeHttps },
  logging: { settings: writeLogging },
  cache: { settings: writeCache },
  // The worker is a line of the Procfile, so it comes after it.
  tasks: { settings: writeTasks, files: writeWorker },
  uploads: { settings: writeUploads },
  email: { settings: writeEmail },
  errors: { settings: writeErrors },
  csp: { settings: writeCsp },
  gunicorn: { files: writeGunicorn },
  dependencies: { files: writeDependencies },
  'env-example': { files: writeEnvExample },
  'app-json': { files: writeAppJson },
  ci: { files: writeCi },
  'pre-commit': { files: writePreCommit },
};

/** The chosen features that take part in a pass, each with what it plans there, in order. */
export function plannersOf(
  pass: 'settings' | 'files',
  chosen: (feature: Feature) => boolean,
): readonly (readonly [PlannedFeature, WriteEntry])[] {
  return (Object.keys(PLANNERS) as PlannedFeature[]).flatMap((feature) => {
    const planner: { readonly settings?: WriteEntry; readonly files?: WriteEntry } =
      PLANNERS[feature];
    const plan = planner[pass];
    return plan === undefined || !chosen(feature) ? [] : [[feature, plan] as const];
  });
}
