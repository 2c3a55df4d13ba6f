import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * The folder of this user, outside any project, that keeps what the tool must remember: what
 * `--undo` takes back, the results of rehearsals. `DYNOREADY_STATE` and `XDG_STATE_HOME` move it.
 * The folder may not exist yet.
 */
export function stateFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.DYNOREADY_STATE) return env.DYNOREADY_STATE;
  if (env.XDG_STATE_HOME) return join(env.XDG_STATE_HOME, 'dynoready');
  const home = env.HOME || homedir();
  return process.platform === 'darwin'
    ? join(home, 'Library', 'Application Support', 'dynoready')
    : join(home, '.local', 'state', 'dynoready');
}
