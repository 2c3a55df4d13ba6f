import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/facts/django-setting-defaults.ts';

/** Prints the defaults of the names that are given, those that Django does not know left out. */
const PROGRAM = `import json, sys
sys.path.insert(0, sys.argv[1])
from django.conf import global_settings
print(json.dumps({name: getattr(global_settings, name) for name in sys.argv[2:] if hasattr(global_settings, name)}))
`;
const NAMES = [...new Set(['2.2', '4.1', '6.1'].flatMap((series) => [...defaultSettings(series).keys()]))];

/** A CPython that runs both series: pyenv's newest, else the one of PATH. */
function findPython(): string {
  try {
    const versions = join(homedir(), '.pyenv/versions');
    const newest = readdirSync(versions).filter((name) => /^3\.1[2-4]\./.test(name));
    if (newest.length > 0) return join(versions, newest.sort().at(-1)!, 'bin/python3');
  } catch {
    // No pyenv here.
  }
  return 'python3';
}

test.each(['4.2', '6.1'])('the defaults of Django %s are those that Django has', (series) => {
  const folder = mkdtempSync(join(tmpdir(), 'dynoready-defaults-'));
  try {
    const python = findPython();
    execFileSync(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--target', folder, `Django==${series}.*`], {
      stdio: 'pipe',
    });
    const real = JSON.parse(execFileSync(python, ['-W', 'ignore', '-c', PROGRAM, folder, ...NAMES], { encoding: 'utf8' })) as Record<
      string,
      unknown
    >;
    expect(Object.fromEntries(defaultSettings(series))).toEqual(real);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
