import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { benchBuild } from './build.ts';
import { benchCheck } from './check.ts';
import { withDemoProject } from './demo-project.ts';
import { benchFirstPrompt } from './first-prompt.ts';
import { benchLarge } from './large.ts';
import { type Row, renderTable } from './measure.ts';
import { benchRehearsal } from './rehearsal.ts';
import { benchRouter } from './router.ts';
import { benchWatch } from './watch.ts';
import { benchWorkshop } from './workshop.ts';

/**
 * `npm run bench [check] [watch] [large] [build] [rehearsal] [router] [prompt]`: how long we take
 * against a reference timed in the same run, as a table of ratios. Ends with 1 when a promised
 * ratio is missed. Figures depend on the machine, ratios hardly.
 */
const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const chosen = process.argv.slice(2);
const wants = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
const say = (line: string): void => void process.stderr.write(`${line}\n`);

const rows: Row[] = [];
if (wants('large')) rows.push(...(await benchLarge(checkout, say)));
if (['check', 'watch', 'workshop', 'build', 'rehearsal', 'router', 'prompt'].some(wants)) {
  await withDemoProject(checkout, say, async (demo) => {
    if (wants('check')) rows.push(await benchCheck(demo));
    if (wants('watch')) rows.push(...(await benchWatch(demo)));
    if (wants('workshop')) rows.push(await benchWorkshop(demo));
    if (wants('build')) rows.push(...(await benchBuild(demo, say)));
    if (wants('rehearsal')) rows.push(...(await benchRehearsal(demo, say)));
    if (wants('router')) rows.push(...(await benchRouter(demo, say)));
    if (wants('prompt')) rows.push(await benchFirstPrompt(demo));
  });
}
process.stdout.write(`${renderTable(rows)}\n`);
process.exit(rows.every((row) => row.oursMs / row.referenceMs <= row.atMost) ? 0 : 1);
