import { randomBytes } from 'node:crypto';
import { type App, runOneOff } from '../heroku/dyno/one-off.ts';
import type { DjangoProject } from '../project/repository.ts';
import { underProductionSettings } from './phases/check-deploy.ts';
import type { Credentials } from './probe/observe-login.ts';

/** Seconds that the command may take. */
const CREATE_TIMEOUT_S = 60;

/**
 * Creates a superuser with a random password in the rehearsal's own database. Undefined when the
 * user model asks for more than a name and an address, or there is none.
 */
export async function createUser(
  app: App,
  djangoProject: DjangoProject,
): Promise<Credentials | undefined> {
  const user: Credentials = {
    username: 'dynoready-probe',
    password: randomBytes(24).toString('base64url'),
  };
  const production = underProductionSettings(app, djangoProject);
  const configVars = { ...production.configVars, DJANGO_SUPERUSER_PASSWORD: user.password };
  const command = `python ${djangoProject.managePath} createsuperuser --noinput --username ${user.username} --email probe@dynoready.invalid`;
  const { end } = await runOneOff(
    { ...production, configVars, log: () => {} },
    'run.3',
    command,
    CREATE_TIMEOUT_S,
  );
  return end.status === 0 ? user : undefined;
}
