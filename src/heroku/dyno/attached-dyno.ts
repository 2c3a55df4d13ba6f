import { join } from 'node:path';
import { DEFAULT_DYNO_SIZE } from '../../facts/dynos.ts';
import { startInTerminal } from '../../machine/process.ts';
import { copySlug } from './copy-slug.ts';
import { dynoEnvironment, dynoScript } from './environment.ts';
import type { App } from './one-off.ts';
import { markOf } from './processes.ts';

/** Milliseconds between SIGTERM and SIGKILL when the rehearsal ends under an attached dyno. */
const GRACE_MS = 2_000;

/** The terminal that an attached dyno is shown in, as far as programs ask for it. */
export interface AttachedTerminal {
  readonly TERM: string;
  readonly COLUMNS: string;
  readonly LINES: string;
}

let runs = 0;

/** The name of the next one-off dyno, such as `run.4711`; it does not come twice in a while. */
export function nextRunName(): string {
  runs += 1;
  return `run.${1000 + (((process.pid % 1000) + runs) % 9000)}`;
}

/**
 * Runs a command on a one-off dyno as `heroku run` does: its own copy of the slug, the config vars,
 * and this process' terminal for its input and output. Returns its exit status, or 128 and the
 * number of the signal that ended it. What it prints is not part of the log, as there.
 */
export async function runAttached(
  app: App,
  command: string,
  terminal: AttachedTerminal,
): Promise<number> {
  const name = nextRunName();
  const home = join(app.workspaceFolder, 'dynos', `${name}-${runs}`, 'app');
  copySlug(app.slugFolder, home);
  const say = (message: string): void =>
    app.log({ at: new Date(), source: 'heroku', dyno: name, message });
  say(`Starting process with command \`${command}\``);
  say('State changed from starting to up');
  const child = startInTerminal({
    file: 'bash',
    args: [
      '--noprofile',
      '--norc',
      '-c',
      dynoScript(app.size ?? DEFAULT_DYNO_SIZE),
      'dyno',
      command,
    ],
    cwd: home,
    env: {
      ...dynoEnvironment({ home, name, port: undefined, configVars: app.configVars }),
      ...terminal,
    },
    mark: markOf(home),
  });
  const onAbort = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  app.signal.addEventListener('abort', onAbort, { once: true });
  const status = await child.ended;
  app.signal.removeEventListener('abort', onAbort);
  say(`Process exited with status ${status}`);
  say('State changed from up to complete');
  return status;
}
