import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';
import { chosenNames } from './chosen-names.ts';
import { type DemoProject, withDemoProject } from './demo-project.ts';
import { benchFirstPrompt } from './first-prompt.ts';
import { benchFleet } from './fleet.ts';
import { benchLarge } from './large.ts';
import type { Row } from './measure.ts';
import { benchPlatform } from './platform.ts';
import { benchRehearsal } from './rehearsal.ts';
import { benchRouter } from './router.ts';
import { benchThrottle } from './throttle/throttle.ts';
import { benchWatch } from './watch.ts';
import { benchWorkshop } from './workshop.ts';

type Say = (line: string) => void;

/** Benchmarks that need nothing but this checkout, by the name that a person types. */
const WITHOUT_DEMO: Readonly<Record<string, (checkout: string, say: Say) => Promise<Row[]>>> = {
  throttle: benchThrottle,
  large: benchLarge,
  fleet: benchFleet,
};

/** Benchmarks that need the demo project, by the name that a person types. */
const WITH_DEMO: Readonly<Record<string, (demo: DemoProject, say: Say) => Promise<Row | Row[]>>> = {
  check: benchCheck,
  watch: benchWatch,
  workshop: benchWorkshop,
  build: benchBuild,
  rehearsal: benchRehearsal,
  router: benchRouter,
  platform: benchPlatform,
  prompt: benchFirstPrompt,
};

/**
 * The rows of the benchmarks that were asked for, or of all when none was. `say` gets progress, a
 * line each. Throws a UsageError for a name that is no benchmark, before anything is measured.
 */
export async function runBench(
  typed: readonly string[],
  checkout: string,
  say: Say,
): Promise<readonly Row[]> {
  const known = [...Object.keys(WITHOUT_DEMO), ...Object.keys(WITH_DEMO)];
  const chosen = chosenNames(typed, known, { noun: 'benchmark', command: 'bench' });
  const rows: Row[] = [];
  for (const [name, bench] of Object.entries(WITHOUT_DEMO))
    if (chosen.includes(name)) rows.push(...(await bench(checkout, say)));
  const withDemo = Object.entries(WITH_DEMO).filter(([name]) => chosen.includes(name));
  if (withDemo.length > 0)
    await withDemoProject(checkout, say, async (demo) => {
      for (const [, bench] of withDemo) rows.push(...[await bench(demo, say)].flat());
    });
  return rows;
}
