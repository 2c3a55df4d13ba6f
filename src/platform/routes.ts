import type { Route } from './api/route.ts';
import { ACCOUNT_ROUTES } from './routes/account.ts';
import { ADDON_ROUTES } from './routes/addons.ts';
import { APP_ROUTES } from './routes/apps.ts';
import { BUILD_ROUTES } from './routes/builds.ts';
import { CONFIG_VAR_ROUTES } from './routes/config-vars.ts';
import { DATA_ROUTES } from './routes/data.ts';
import { LOG_ROUTES } from './routes/logs.ts';
import { PIPELINE_ROUTES } from './routes/pipelines.ts';
import { PROCESS_ROUTES } from './routes/processes.ts';
import { RELEASE_ROUTES } from './routes/releases.ts';
import { REVIEW_APP_ROUTES } from './routes/review-apps.ts';
import { SETTING_ROUTES } from './routes/settings.ts';
import { SETUP_ROUTES } from './routes/setups.ts';

/** Every route of the API, one file a group. */
export const ROUTES: readonly Route[] = [
  ...ACCOUNT_ROUTES,
  ...APP_ROUTES,
  ...CONFIG_VAR_ROUTES,
  ...RELEASE_ROUTES,
  ...PROCESS_ROUTES,
  ...LOG_ROUTES,
  ...ADDON_ROUTES,
  ...DATA_ROUTES,
  ...BUILD_ROUTES,
  ...SETTING_ROUTES,
  ...PIPELINE_ROUTES,
  ...SETUP_ROUTES,
  ...REVIEW_APP_ROUTES,
];
