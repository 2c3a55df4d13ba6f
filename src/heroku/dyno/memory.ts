import { readFileSync } from 'node:fs';
import { runProcess } from '../../machine/process.ts';
import { processesOfDyno } from './processes.ts';

/**
 * How memory is told: `PSS` counts a page that processes share once, `RSS` once for each of them,
 * which is more than a dyno is charged.
 */
export type MemoryMethod = 'PSS' | 'RSS';

export const MEMORY_METHOD: MemoryMethod = process.platform === 'linux' ? 'PSS' : 'RSS';

/** Returns the bytes that all processes of a dyno use together now; 0 when none is left. */
export async function measureMemory(home: string, processGroup: number): Promise<number> {
  if (MEMORY_METHOD === 'PSS')
    return processesOfDyno(home).reduce((sum, pid) => sum + proportionalBytes(pid), 0);
  const { stdout } = await runProcess({
    file: '/bin/ps',
    args: ['-axo', 'pgid=,rss='],
    cwd: '/',
    env: { PATH: '/usr/bin:/bin' },
  });
  return residentBytes(stdout, processGroup);
}

/** Sums the resident memory of a process group from `ps -axo pgid=,rss=`, in bytes. */
export function residentBytes(listing: string, processGroup: number): number {
  const rows = listing.split('\n').map((row) => row.trim().split(/\s+/).map(Number));
  return rows.reduce(
    (sum, [group, kilobytes = 0]) => (group === processGroup ? sum + kilobytes * 1024 : sum),
    0,
  );
}

function proportionalBytes(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
    const swapped = Number(/^SwapPss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0);
    return (Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1] ?? 0) + swapped) * 1024;
  } catch {
    // Ended between the listing and the look.
    return 0;
  }
}
