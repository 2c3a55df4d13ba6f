import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { defaultSettings } from '../../src/facts/django-setting-defaults.ts';
import { newestPython } from '../interpreter.ts';

/** Prints the defaults of the names that are given, those that Django does not know left out. */
const PROGRAM = `import json, sys
sys.path.insert(0, sys.argv[1])
from django.conf import global_settings
print(json.dumps({name: getattr(global_settings, name) for name in sys.argv[2:] if hasattr(global_settings, name)}))
`;
const NAMES = [
  ...new Set(['2.2', '4.1', '6.1'].flatMap((series) => [...defaultSettings(series).keys()])),
];

const python = await newestPython(['3.12', '3.13', '3.14']);

test.each(['4.2', '6.1'])('the defaults of Django %s are those that Django has', (series) => {
  const folder = mkdtempSync(join(tmpdir(), 'dynoready-defaults-'));
  try {
    execFileSync(
      python,
      [
        '-m',
        'pip',
        'install',
        '--quiet',
        '--disable-pip-version-check',
        '--target',
        folder,
        `Django==${series}.*`,
      ],
      {
        stdio: 'pipe',
      },
    );
    const real = JSON.parse(
      execFileSync(python, ['-W', 'ignore', '-c', PROGRAM, folder, ...NAMES], { encoding: 'utf8' }),
    ) as Record<string, unknown>;
    expect(Object.fromEntries(defaultSettings(series))).toEqual(real);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
