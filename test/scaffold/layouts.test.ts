import { describe, expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { runRules } from '../../src/check/run.ts';
import { parsePython } from '../../src/python/parse.ts';
import { apply, changesOf, fixture, planFor, projectOf, type Texts } from './fixture-project.ts';

/**
 * The stock project as people lay it out: whatever is written must import, must keep its line ends,
 * and must leave nothing to a second run.
 */
const rules = await loadRules();
const stock = fixture('startproject-5.2');
const SETTINGS = 'mysite/settings.py';
const settings = stock[SETTINGS]!;

const all = (change: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(stock).map(([path, text]) => [path, change(text)]));
const withSettings = (text: string): Texts => ({ ...stock, [SETTINGS]: text });

function listOf(name: string, write: (items: readonly string[]) => string): string {
  const [whole, inner] = new RegExp(`^${name} = \\[\\n([^\\]]*)\\]`, 'm').exec(settings)!;
  const items = inner!
    .split('\n')
    .map((line) => line.trim().replace(/,$/, ''))
    .filter(Boolean);
  return settings.replace(whole, `${name} = ${write(items)}`);
}

const LAYOUTS: Readonly<Record<string, Texts>> = {
  CRLF: all((text) => text.replaceAll('\n', '\r\n')),
  'a BOM': withSettings(`\ufeff${settings}`),
  tabs: withSettings(settings.replaceAll('    ', '\t')),
  'no newline at the end': all((text) => text.replace(/\n+$/, '')),
  'a tuple': withSettings(listOf('MIDDLEWARE', (items) => `(\n    ${items.join(',\n    ')},\n)`)),
  'a tuple without parentheses': withSettings(
    listOf('INSTALLED_APPS', (items) => items.join(', ')),
  ),
  'lines that end in a backslash': withSettings(
    listOf('MIDDLEWARE', (items) => items.join(', \\\n    ')),
  ),
  'commas in front': withSettings(
    listOf('MIDDLEWARE', (items) => `[\n      ${items.join('\n    , ')}\n]`),
  ),
  'a list by a call': withSettings(
    listOf('MIDDLEWARE', (items) => `list(filter(None, [${items.join(', ')}]))`),
  ),
  annotations: withSettings(
    settings
      .replace(/^(MIDDLEWARE|INSTALLED_APPS) =/gm, '$1: list[str] =')
      .replace(/^(SECRET_KEY) =/m, '$1: str ='),
  ),
  'lists that are added to': withSettings(
    `${settings}\nINSTALLED_APPS += ['django.contrib.humanize']\nMIDDLEWARE += ['django.middleware.gzip.GZipMiddleware']\n`,
  ),
  'a walrus': withSettings(
    settings.replace('DEBUG = True', 'DEBUG = (IS_DEV := True)\nCHECKED = IS_DEV'),
  ),
  'an import further down': withSettings(
    settings.replace('DEBUG = True', 'import os\n\nDEBUG = not os.environ.get("QUIET")'),
  ),
  'imports in a block': withSettings(
    settings.replace(
      'DEBUG = True',
      'if True:\n    import os\nDEBUG = not os.environ.get("QUIET")',
    ),
  ),
  'a conditional block': withSettings(
    settings.replace(
      'DEBUG = True',
      'import os\nif os.environ.get("QUIET"):\n    DEBUG = False\nelse:\n    DEBUG = True',
    ),
  ),
  'two statements on a line': withSettings(
    settings.replace('DEBUG = True', 'DEBUG = True; INTERNAL_IPS = ["127.0.0.1"]'),
  ),
};

describe.each(Object.entries(LAYOUTS))('%s', (_what, texts) => {
  test.each(['split', 'single'] as const)('%s', (mode) => {
    const after = apply(texts, planFor(texts, { settings: mode }));
    for (const [path, text] of Object.entries(after)) {
      if (path.endsWith('.py')) expect([path, parsePython(path, text).ok]).toEqual([path, true]);
      expect([path, /\r\n/.test(text) && /(?<!\r)\n/.test(text)]).toEqual([path, false]);
    }
    const errors = runRules(projectOf(after), rules).filter(({ severity }) => severity === 'error');
    expect(errors.map(({ rule, what }) => `${rule}: ${what}`)).toEqual([]);
    expect(changesOf(planFor(after, { settings: mode }))).toEqual([]);
  });
});
