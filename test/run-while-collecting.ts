import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'rolldown';

/**
 * What a program prints that collects garbage all the while; rejects when it takes 15 seconds. Its
 * file is bundled, since Node reads no TypeScript.
 */
export async function runWhileCollecting(program: string, word: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'dynoready-collected-'));
  try {
    const file = join(folder, 'program.mjs');
    await build({ input: program, platform: 'node', output: { file }, logLevel: 'silent' });
    const words = ['--expose-gc', file, word];
    return (await promisify(execFile)(process.execPath, words, { timeout: 15_000 })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
