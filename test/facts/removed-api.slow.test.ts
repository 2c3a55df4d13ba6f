import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { compareCycles } from '../../src/facts/end-of-life.ts';
import { REMOVED_FROM_PYTHON } from '../../src/facts/removed-api.ts';
import { findInterpreters } from '../../src/machine/interpreters.ts';

/** Prints the paths, read as JSON from standard input, that this Python does not have. */
const PROGRAM = `
import importlib, json, sys, warnings
warnings.simplefilter('ignore')
missing = []
for path in json.load(sys.stdin):
    parts = path.split('.')
    for length in range(len(parts), 0, -1):
        try:
            found = importlib.import_module('.'.join(parts[:length]))
            for name in parts[length:]:
                found = getattr(found, name)
            break
        except (ImportError, AttributeError):
            pass
    else:
        missing.append(path)
print(json.dumps(missing))
`;

/** Modules that a Python has only where the system has what they speak to. */
const NEVER_HERE = new Set(['msilib', 'nis', 'ossaudiodev', 'spwd', 'tkinter.tix']);

test('what the table says of Python is what the Pythons of this machine have', async () => {
  const interpreters = await findInterpreters();
  expect(interpreters.length).toBeGreaterThan(0);
  for (const { line, path } of interpreters) {
    const rows = REMOVED_FROM_PYTHON.filter((row) => !NEVER_HERE.has(row.path));
    const input = JSON.stringify(rows.map((row) => row.path));
    const ran = spawnSync(path, ['-I', '-S', '-c', PROGRAM], {
      input,
      encoding: 'utf8',
      timeout: 60_000,
    });
    const missing = JSON.parse(ran.stdout) as string[];
    const gone = rows.filter(({ removedIn }) => compareCycles(removedIn, line) <= 0);
    expect([line, missing.sort()]).toEqual([line, gone.map((row) => row.path).sort()]);
  }
});
