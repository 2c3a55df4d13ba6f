import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { evaluateText, shown } from './evaluated-text.ts';

const FOLDER = join(dirname(fileURLToPath(import.meta.url)), 'hostile');

/** The slowest of them takes about a fifth of this on an idle machine. */
const MOST_PROCESSOR_MS = 2000;
const MOST_MEMORY_MB = 300;

describe('settings that ask for too much end soon', () => {
  test.each(readdirSync(FOLDER))('%s', (file) => {
    const text = readFileSync(join(FOLDER, file), 'utf8');
    const [, expected] = /^# DEBUG: (.*)$/m.exec(text) ?? [];
    const before = process.cpuUsage();
    const memoryBefore = process.resourceUsage().maxRSS;
    const debug = shown(evaluateText(`DEBUG = True\n${text}`).get('DEBUG'));
    const processorMs = process.cpuUsage(before).user / 1000;
    const memoryMb = (process.resourceUsage().maxRSS - memoryBefore) / 1024;
    expect(debug).toBe(expected);
    expect(processorMs).toBeLessThan(MOST_PROCESSOR_MS);
    expect(memoryMb).toBeLessThan(MOST_MEMORY_MB);
  });
});
