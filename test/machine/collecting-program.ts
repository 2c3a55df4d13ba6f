import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readUrl } from '../../src/machine/read-url.ts';

/**
 * Reads an address that never completes its answer, and collects garbage all the while. Prints what
 * came of it. `node --expose-gc PROGRAM silent|hanging`
 */
const server = createServer((_, response) => {
  if (process.argv[2] === 'hanging') response.writeHead(200, { 'Content-Length': 10 }).write('{');
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const collect = (globalThis as { gc?: () => void }).gc;
if (collect === undefined) throw new Error('needs --expose-gc');
setInterval(collect, 20);

const answer = await readUrl(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, {
  timeoutMs: 1000,
  largestBytes: 1000,
  signal: new AbortController().signal,
});
process.stdout.write(answer.ok ? answer.bytes.toString() : answer.problem);
process.exit();
