import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { DEFAULT_DYNO_SIZE } from '../../facts/dynos.ts';
import { startStreamed } from '../../machine/process.ts';
import { commandInTerminal, type TerminalSize } from '../../machine/pty-script.ts';
import { recordProcessGroup } from '../../machine/workspace.ts';
import { copySlug } from './copy-slug.ts';
import { dynoEnvironment, dynoScript } from './environment.ts';
import type { App } from './one-off.ts';
import { markOf } from './processes.ts';

/** Milliseconds between SIGTERM and SIGKILL when nobody is attached any more. */
const GRACE_MS = 5_000;

export interface StreamedDynoOptions {
  /** Such as `run.4711`. */
  readonly name: string;
  readonly command: string;
  /** What comes over the config vars. */
  readonly env: Readonly<Record<string, string>>;
  /** The terminal that the command sees; undefined gives it pipes. */
  readonly terminal: TerminalSize | undefined;
}

/** A one-off dyno that somebody far away is attached to. */
export interface StreamedDyno {
  readonly command: string;
  readonly home: string;
  readonly input: Writable;
  /** What the command prints; standard error is apart without a terminal only. */
  readonly outputs: readonly Readable[];
  /** True when the command sees a terminal, which knows Ctrl-D and Ctrl-C by itself. */
  readonly hasTerminal: boolean;
  /** SIGTERM, and SIGKILL five seconds later. */
  stop(): void;
  /** Exit status, or 128 and the number of the signal. Never rejects. */
  readonly ended: Promise<number>;
}

let copies = 0;

/**
 * Starts a command on a one-off dyno as `heroku run` does: its own copy of the slug and the config
 * vars, and its streams for whoever attaches. What it prints is not part of the log, as there.
 */
export function startStreamedDyno(app: App, options: StreamedDynoOptions): StreamedDyno {
  const { name, command, env, terminal } = options;
  copies += 1;
  const home = join(app.workspaceFolder, 'dynos', `${name}-attached-${copies}`, 'app');
  copySlug(app.slugFolder, home);
  const say = (message: string): void =>
    app.log({ at: new Date(), source: 'heroku', dyno: name, message });
  say('State changed from starting to up');
  say(`Starting process with command \`${command}\``);
  const script = dynoScript(app.size ?? DEFAULT_DYNO_SIZE);
  const words = ['bash', '--noprofile', '--norc', '-c', script, 'dyno', command];
  const inTerminal = terminal === undefined ? undefined : commandInTerminal(words, terminal);
  const child = startStreamed({
    ...(inTerminal ?? { file: 'bash', args: words.slice(1) }),
    cwd: home,
    env: {
      ...dynoEnvironment({ home, name, port: undefined, configVars: app.configVars }),
      ...env,
    },
    mark: markOf(home),
  });
  if (child === undefined) throw new Error('bash cannot be started');
  recordProcessGroup(app.workspaceFolder, child.pid);
  const stop = (): void => {
    child.kill('SIGTERM');
    setTimeout(() => child.kill('SIGKILL'), GRACE_MS).unref();
  };
  app.signal.addEventListener('abort', stop, { once: true });
  return {
    command,
    home,
    input: child.stdin,
    outputs: inTerminal === undefined ? [child.stdout, child.stderr] : [child.stdout],
    hasTerminal: inTerminal !== undefined,
    stop,
    ended: child.ended.then((status) => {
      app.signal.removeEventListener('abort', stop);
      say(`Process exited with status ${status}`);
      say('State changed from up to complete');
      return status;
    }),
  };
}
