// A worker that obeys the name of the folder: what a check may do to its process at the worst.
import { createInterface } from 'node:readline';

const say = (value) => process.stdout.write(`${JSON.stringify(value)}\n`);
const outcome = {
  status: 'ok',
  reason: null,
  commit: null,
  content: null,
  findings: [],
  moreFindings: 0,
  suppressed: 0,
  rehearsal: null,
};
say({ kind: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
  const { id, folder } = JSON.parse(line);
  if (folder === '/endless') for (;;);
  if (folder === '/hog') for (const kept = []; ; ) kept.push(Buffer.alloc(2 ** 26, 1));
  if (folder === '/exit') process.exit(3);
  if (folder === '/nonsense') console.log('not JSON');
  else if (folder === '/same') say({ kind: 'unchanged', id });
  else say({ kind: 'outcome', id, outcome: { ...outcome, content: String(process.pid) } });
}
