import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithUsageError } from '../end-with-usage-error.ts';
import { renderTable } from './measure.ts';
import { runBench } from './run-bench.ts';

/**
 * `npm run bench [throttle] [large] [fleet] [check] [watch] [workshop] [build] [rehearsal] [router]
 * [platform] [prompt]`: how long we take against a reference timed in the same run, as a table of ratios. Ends with 1 when a
 * promised ratio is missed, with 2 for an unknown name. Figures depend on the machine, ratios
 * hardly.
 */
const checkout = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');

try {
  const rows = await runBench(
    process.argv.slice(2),
    checkout,
    (line) => void process.stderr.write(`${line}\n`),
  );
  process.stdout.write(`${renderTable(rows)}\n`);
  process.exit(rows.every((row) => row.oursMs / row.referenceMs <= row.atMost) ? 0 : 1);
} catch (error) {
  endWithUsageError(error);
}
