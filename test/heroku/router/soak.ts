import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { createFormation } from '../../../src/heroku/dyno/formation.ts';
import { processesOfDyno } from '../../../src/heroku/dyno/processes.ts';
import type { Dyno } from '../../../src/heroku/dyno/start-dyno.ts';
import type { LogLine } from '../../../src/heroku/logs/log-line.ts';
import { startAppRouter } from '../../../src/heroku/router/app-router.ts';
import { sendThroughRouter } from '../../../src/heroku/router/send-request.ts';
import { sendSignal } from '../../../src/machine/start-group.ts';
import { withWorkspace } from '../../../src/machine/workspace.ts';
import { programSlug } from '../dyno/program-slug.ts';

const HOST = 'shop.example.com';
const VISITORS = 4;
/** Milliseconds between two kills: less than a crashed dyno takes to be up again. */
const KILL_EACH_MS = 250;
const isLinux = process.platform === 'linux';

/** What a soak came to. */
export interface SoakResult {
  /** Answers by status, or by the router's code. A status of 0 is an answer that never came. */
  readonly seen: ReadonlyMap<string, number>;
  /** Requests that the router logged with a code. */
  readonly logged: number;
  readonly dynosStarted: number;
  /**
   * Descriptors open at the end beyond those at the start, and processes left below the workspace;
   * 0 where that cannot be told.
   */
  readonly descriptorsLeft: number;
  readonly processesLeft: number;
}

/**
 * Sends requests to three dynos for so many milliseconds, while one of them is killed at random
 * again and again. `programs` as for `programSlug`.
 */
export async function soak(durationMs: number, programs?: string): Promise<SoakResult> {
  return await withWorkspace(async (workspaceFolder) => {
    let [dynosStarted, logged] = [0, 0];
    const log = ({ dyno, message }: LogLine): void => {
      if (dyno === 'router' && / code=H\d+/.test(message)) logged += 1;
    };
    const router = await startAppRouter({ timeFactor: 0.2 });
    const formation = createFormation({
      app: {
        slugFolder: programSlug(workspaceFolder, 'answers.py', programs),
        workspaceFolder,
        configVars: {},
        log,
        signal: new AbortController().signal,
        timeFactor: 0.02,
        onDyno: () => {
          dynosStarted += 1;
        },
      },
      processTypes: new Map([['web', 'python3 answers.py']]),
      quantities: new Map([['web', 3]]),
      host: HOST,
    });
    let over = (): void => {};
    const ended = new Promise<void>((resolve) => {
      over = resolve;
    });
    const seen = new Map<string, number>();
    let descriptorsLeft = 0;
    try {
      await formation.boot();
      router.serve({ table: formation.table, host: HOST, log });
      void formation.keepRunning(ended);
      const before = openDescriptors();
      const until = performance.now() + durationMs;
      const visitor = async (): Promise<void> => {
        while (performance.now() < until) {
          const { status, code } = await sendThroughRouter(router.target, {
            path: '/',
            host: HOST,
            scheme: 'https',
          });
          const label = code ?? String(status);
          seen.set(label, (seen.get(label) ?? 0) + 1);
        }
      };
      const killer = async (): Promise<void> => {
        while (performance.now() < until) {
          await pause(KILL_EACH_MS);
          killOne(formation.dynos());
        }
      };
      await Promise.all([...Array.from({ length: VISITORS }, visitor), killer()]);
      await pause(300);
      descriptorsLeft = openDescriptors() - before;
    } finally {
      over();
      await formation.stop();
      await router.close();
    }
    return {
      seen,
      logged,
      dynosStarted,
      descriptorsLeft,
      processesLeft: processesBelow(workspaceFolder).length,
    };
  });
}

/** Kills one of the dynos that are up, as a fault would: SIGKILL to all of its processes. */
function killOne(dynos: readonly Dyno[]): void {
  const up = dynos.filter((dyno) => dyno.state() === 'up');
  const victim = up[Math.floor(Math.random() * up.length)];
  for (const pid of victim === undefined ? [] : processesOfDyno(victim.home))
    sendSignal(pid, 'SIGKILL');
}

function openDescriptors(): number {
  return isLinux ? readdirSync('/proc/self/fd').length : 0;
}

/** Ids of all processes whose home lies below the folder. */
function processesBelow(folder: string): string[] {
  return (isLinux ? readdirSync('/proc') : []).filter((pid) => {
    try {
      return (
        /^\d+$/.test(pid) &&
        readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${folder}`)
      );
    } catch {
      return false;
    }
  });
}
