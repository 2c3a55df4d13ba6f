import type { Command } from 'commander';
import { z } from 'zod';
import { UsageError } from '../../facts/usage-error.ts';
import { lineFilter } from '../../heroku/logs/log-filter.ts';
import { type AppRouter, startAppRouter } from '../../heroku/router/app-router.ts';
import { isCancelled } from '../../machine/cancellation.ts';
import type { LiveApp } from '../../rehearsal/live-app.ts';
import type { Terminal } from '../command.ts';
import { portOption } from '../port-option.ts';
import { attachKeys, KEYS_TEXT } from '../rehearsal-keys.ts';
import {
  declareRehearsalOptions,
  rehearsalOptionsSchema,
  timeFactorOf,
} from '../rehearsal-options.ts';
import { runRehearsal } from '../rehearsal-run.ts';
import { logPainter } from '../report/rehearsal-log.ts';

const DEFAULT_PORT = 5006;
/** Ports that are tried to name a free one when the wanted one is taken. */
const PORTS_TRIED = 50;

const optionsSchema = rehearsalOptionsSchema.extend({
  port: z.number(),
  source: z.string().optional(),
  dyno: z.string().optional(),
});

export function declare(command: Command): Command {
  return declareRehearsalOptions(command, ['pretty', 'json'])
    .option('-p, --port <number>', 'port of the local address', portOption(1), DEFAULT_PORT)
    .option('--source <app|heroku>', 'show only what the app, or only what the platform says')
    .option(
      '--dyno <name>',
      'show only the lines of a dyno (web.1), a process type (web) or the router',
    )
    .addHelpText(
      'after',
      `
Rehearses the deploy, then keeps the app running behind a router on http://localhost:${DEFAULT_PORT} and shows its log, until Ctrl-C.
A dyno that crashes is started again. The database is empty at the start and gone at the end.`,
    );
}

/**
 * 0 when every phase passed, 1 when one failed. The app stays up when it boots, also after a failed
 * check or probe.
 */
export async function run(
  terminal: Terminal,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
): Promise<number> {
  const options = optionsSchema.parse(given);
  const isShown = lineFilter(options);
  const render = logPainter(terminal.color);
  const router = await openRouter(options.port, timeFactorOf(options));
  const hardStop = new AbortController();
  const held = holdBack(terminal.err);
  let live = false;
  let quit: () => void = () => {};
  const asked = new Promise<void>((resolve) => {
    quit = resolve;
    const onAbort = (): void => {
      // Before the app is up there is nothing to wind up gently.
      if (!live) hardStop.abort();
      resolve();
    };
    if (terminal.signal.aborted) onAbort();
    else terminal.signal.addEventListener('abort', onAbort, { once: true });
  });
  const whileUp = async (app: LiveApp): Promise<void> => {
    live = true;
    terminal.err(
      `\nThe app is up: http://localhost:${router.localPort}  (Ctrl-C stops it)\n${terminal.interactive ? `${KEYS_TEXT}\n` : ''}\n`,
    );
    const print = terminal.err;
    const runOneOff = (): Promise<void> => openOneOff(app, terminal, held);
    const detach = terminal.interactive
      ? attachKeys({ input: process.stdin, app, print, quit, runOneOff })
      : () => {};
    await app.releases.keepRunning(asked).finally(detach);
  };
  try {
    const rehearsal = await runRehearsal(terminal, {
      operands,
      options,
      signal: hardStop.signal,
      command: 'dynoready up',
      router,
      whileUp,
      onLog: (line) => live && isShown(line) && held.print(`${render(line)}\n`),
    });
    return rehearsal.verdict === 'passed' ? 0 : 1;
  } finally {
    await router.close();
  }
}

/**
 * Asks for a command, gives it the terminal on a one-off dyno, and says how it ended. The log waits
 * meanwhile.
 */
async function openOneOff(
  app: LiveApp,
  terminal: Terminal,
  log: ReturnType<typeof holdBack>,
): Promise<void> {
  const { input } = await import('../prompts.ts');
  log.hold();
  const takeBack = terminal.yieldInterrupts?.();
  try {
    const context = { signal: terminal.signal, output: process.stderr };
    const command = await input(
      { message: 'Command for a one-off dyno (heroku run)', default: 'python manage.py shell' },
      context,
    );
    const { columns = 80, rows = 24 } = process.stdout;
    const status = await app.runAttached(command, {
      TERM: terminal.env.TERM ?? 'xterm',
      COLUMNS: String(columns),
      LINES: String(rows),
    });
    terminal.err(`\nThe one-off dyno ended with status ${status}.\n`);
  } catch (error) {
    // Ctrl-C at the question means: no dyno after all.
    if (!isCancelled(error)) throw error;
  } finally {
    takeBack?.();
    log.release();
  }
}

/**
 * Lines that are kept while something else has the screen; what is older is dropped, and that is
 * said.
 */
const MAX_HELD = 1000;

function holdBack(print: (text: string) => void): {
  print(text: string): void;
  hold(): void;
  release(): void;
} {
  let kept: string[] | undefined;
  let dropped = 0;
  // Lines of one moment are written together: under load each write of its own costs as much as the
  // request it tells of.
  let waiting: string[] = [];
  const flush = (): void => {
    const text = waiting.join('');
    waiting = [];
    print(text);
  };
  return {
    print: (text) => {
      if (kept === undefined) {
        if (waiting.push(text) === 1) setImmediate(flush);
        return;
      }
      kept.push(text);
      if (kept.length > MAX_HELD) {
        kept.shift();
        dropped += 1;
      }
    },
    hold: () => {
      kept ??= [];
    },
    release: () => {
      const lines = kept ?? [];
      kept = undefined;
      if (dropped > 0) print(`(${dropped} older lines of the log are left out)\n`);
      dropped = 0;
      for (const line of lines) print(line);
    },
  };
}

async function openRouter(port: number, timeFactor: number): Promise<AppRouter> {
  try {
    return await startAppRouter({ localPort: port, timeFactor });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE')
      throw new UsageError(`Port ${port} cannot be opened on 127.0.0.1`, { evidence: [message] });
    const free = await findFreePortAfter(port);
    throw new UsageError(`Port ${port} is taken by another program`, {
      next: [
        free === undefined
          ? 'Choose another one with --port.'
          : `Port ${free} is free: dynoready up --port ${free}`,
      ],
    });
  }
}

async function findFreePortAfter(port: number): Promise<number | undefined> {
  for (
    let candidate = port + 1;
    candidate <= Math.min(port + PORTS_TRIED, 65_535);
    candidate += 1
  ) {
    const router = await startAppRouter({ localPort: candidate }).catch(() => undefined);
    if (router === undefined) continue;
    await router.close();
    return candidate;
  }
  return undefined;
}
