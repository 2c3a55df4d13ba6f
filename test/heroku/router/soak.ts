import { readdirSync, readFileSync } from 'node:fs';
import { processesOfDyno, sendSignal } from '../../../src/heroku/dyno/processes.ts';
import type { Dyno } from '../../../src/heroku/dyno/start-dyno.ts';

/** Kills one of the dynos that are up, as a fault would: SIGKILL to all of its processes. */
export function killOne(dynos: readonly Dyno[]): void {
  const up = dynos.filter((dyno) => dyno.state() === 'up');
  const victim = up[Math.floor(Math.random() * up.length)];
  for (const pid of victim === undefined ? [] : processesOfDyno(victim.home)) sendSignal(pid, 'SIGKILL');
}

/** How many descriptors a process has open; of this one unless another is named. Linux. */
export function openDescriptors(pid: number | 'self' = 'self'): number {
  return readdirSync(`/proc/${pid}/fd`).length;
}

/** Ids of all processes whose home lies below the folder. Linux. */
export function processesBelow(folder: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`, 'latin1').includes(`HOME=${folder}`);
    } catch {
      return false;
    }
  });
}
