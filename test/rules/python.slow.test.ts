import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const folder = dirname(fileURLToPath(import.meta.url));

test('Python itself reads every file that a fix leaves behind', () => {
  const repaired = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.fixed\/.*\.py$/.test(name));
  expect(repaired.length).toBeGreaterThan(5);
  const program = 'import ast, sys\nfor path in sys.argv[1:]:\n    ast.parse(open(path, encoding="utf-8").read(), path)\n';
  const result = spawnSync('python3', ['-c', program, ...repaired.map((name) => join(folder, name))], { encoding: 'utf8' });
  expect([result.status, result.stderr]).toEqual([0, '']);
});
