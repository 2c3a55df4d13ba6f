import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { followRequirements } from '../../../src/project/dependencies/requirements-chain.ts';
import type { RequirementEntry } from '../../../src/project/dependencies/requirements-file.ts';
import { readFiles } from '../../../src/project/read-files.ts';
import { newestPython } from '../../interpreter.ts';

const cases = resolve(import.meta.dirname, 'cases/requirements');
const names = readdirSync(cases).filter((name) => name.endsWith('.txt'));
const python = await newestPython(['3.10', '3.11', '3.12', '3.13']);
const pipHome = mkdtempSync(join(tmpdir(), 'pip-reads-'));
let results: Record<string, string | Record<string, unknown>[]> = {};

beforeAll(() => {
  execFileSync(python, [
    '-m',
    'pip',
    'install',
    '-q',
    '--root-user-action=ignore',
    '--target',
    pipHome,
    'pip==26.2.1',
  ]);
  const printed = execFileSync(python, [resolve(import.meta.dirname, 'pip_reads.py'), ...names], {
    cwd: cases,
    env: { PATH: process.env.PATH, PYTHONPATH: pipHome },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // pip prints the usage of its own option parser before it gives up.
  results = JSON.parse(printed.trim().split('\n').at(-1)!);
});
afterAll(() => rmSync(pipHome, { recursive: true }));

function shown({
  normalizedName,
  extras,
  specifier,
  marker,
  url,
  isEditable,
  hasHashes,
}: RequirementEntry & { normalizedName: string }) {
  return {
    name: normalizedName,
    extras: [...extras].sort(),
    specifier: specifier.split(',').filter(Boolean).sort(),
    marker: marker !== undefined,
    url: url !== undefined,
    editable: isEditable,
    hashes: hasHashes,
  };
}

describe('a requirements file says the same to us as to pip 26.2.1', () => {
  test.each(names)('%s', (name) => {
    const chain = followRequirements(readFiles(cases), name);
    const invalid = [...chain.files.values()].flatMap((file) => file.invalid);
    const read = results[name];
    expect(typeof read === 'string', `pip: ${JSON.stringify(read)}`).toBe(name.startsWith('bad-'));
    if (typeof read === 'string') expect(invalid, read).not.toEqual([]);
    else {
      expect(invalid).toEqual([]);
      expect(chain.entries.map(shown)).toEqual(read);
    }
  });
});
