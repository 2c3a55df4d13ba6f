import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, onTestFinished, test } from 'vitest';
import { runCommandLine } from '../../src/cli/run.ts';
import { findFailure } from '../../src/facts/failures/find.ts';
import { factsInForce } from '../../src/facts/in-force.ts';
import { defaultPythonLine, findPythonRow } from '../../src/facts/python-lines.ts';
import { SHIPPED_TABLES } from '../../src/facts/tables.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';
import { useShippedFacts } from '../facts/use-august-facts.ts';
import { archiveOf } from '../machine/archive-of.ts';
import { type Instead, startFactSources } from '../machine/fact-source-server.ts';

const cache = mkdtempSync(join(tmpdir(), 'dynoready-facts-'));
const TODAY = '2026-12-10';

afterEach(() => {
  useShippedFacts();
  rmSync(join(cache, 'facts.json'), { force: true });
});
afterAll(() => rmSync(cache, { recursive: true }));

async function run(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const terminal = recordingTerminal(import.meta.dirname, { DYNOREADY_CACHE: cache, ...env });
  return { code: await runCommandLine(words, terminal), ...terminal.shown };
}

/** Refreshes from the stand-in, which answers some sources as `instead` says. */
async function refresh(instead: Readonly<Record<string, Instead>> = {}, words: string[] = []) {
  const sources = await startFactSources(instead);
  onTestFinished(sources.close);
  const shown = await run(['facts', '--refresh', '--today', TODAY, ...words], sources.env);
  return { ...shown, asked: sources.asked };
}

test('what the sources say is kept, printed value by value, and in force at once', async () => {
  const { code, out, asked } = await refresh({ '/celery/': 404 });
  expect(code).toBe(0);
  expect(out.replace(cache, '<cache>')).toMatchInlineSnapshot(`
    "django series 5.2 newest: 5.2.19 -> 5.2.20
    django series 6.2 newest: 6.2 (new)
    django series 6.2 firstRelease: 2027-04-05 (new)
    django series 6.2 mainstreamEnds: 2027-12-06 (new)
    django series 6.2 supportEnds: 2030-04-01 (new)
    django series 6.2 lts: true (new)
    django series 6.2 oldestPython: 3.13 (new)
    django series 6.2 newestPython: 3.15 (new)
    django series 6.2 oldestPostgres: 15 (new)
    packages written gunicorn newest: 27.0.1 -> 28.0.0
    postgres versions 19 supportEnds: 2031-11-13 (new)
    python lines 3.10 classic: 3.10.21 -> null
    python lines 3.10 cnb: 3.10.20 -> null
    python lines 3.10 refusedSince: 2027-01-06 -> 2026-12-02
    python lines 3.11 classic: 3.11.18 -> 3.11.19
    python lines 3.11 cnb: 3.11.18 -> 3.11.19
    python lines 3.11 deprecatedSince: null -> 2026-12-08
    python lines 3.14 classic: 3.14.10 -> 3.14.11
    python lines 3.14 cnb: 3.14.10 -> 3.14.11
    python lines 3.15 classic: 3.15.2 -> 3.15.3
    python lines 3.15 cnb: 3.15.2 -> 3.15.3
    python defaults 3.15 since: 2026-12-05 -> 2026-12-08
    python defaults 3.15 expected: true -> false
    tools pins pip classic: 26.2.1 -> 26.3
    tools pins pip cnb: 26.1.2 -> 26.3
    tools pins pipenv classic: 2026.7.1 -> 2026.10.3
    tools pins poetry classic: 2.4.1 -> 2.5.1
    tools pins poetry cnb: 2.4.1 -> 2.5.1
    tools pins uv classic: 0.12.5 -> 0.13.9
    tools pins uv cnb: 0.11.33 -> 0.13.9
    tools pipTools version: 7.6.2 -> 7.7.0
    tools wheels pip==26.3 sha256: ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff (new)
    Facts of 10 Dec 2026, kept in <cache>/facts.json.
    "
  `);
  expect(asked).toContain('/github/heroku/heroku-buildpack-python/v363/requirements/pip.txt');
  expect(asked.filter((path) => path.includes('/uv/'))).toEqual([]);
  expect(findPythonRow('3.14')).toMatchObject({
    classic: '3.14.11',
    cnb: '3.14.11',
    read: TODAY,
    source: {
      title:
        'heroku/heroku-buildpack-python v363 of 2026-12-08; heroku/buildpacks-python v7.1.0 of 2026-12-09; end upstream: endoflife.date',
      url: 'https://github.com/heroku/heroku-buildpack-python/releases/tag/v363',
    },
  });
  expect(factsInForce().tables.tools.wheels).toContainEqual(
    expect.objectContaining({ wheel: 'pip==26.3', sha256: 'f'.repeat(64) }),
  );
});

test('nothing newer is replaced by something older, which is said', async () => {
  const { err } = await refresh();
  expect(findPythonRow('3.13')?.classic).toBe('3.13.18');
  expect(err).toContain(
    'Kept what is known: Python 3.13, classic: 3.13.17 was read, which is older than 3.13.18.\n',
  );
  const django = factsInForce().tables.django.series.find(({ series }) => series === '6.1');
  expect([django?.newest, django?.newestPython, django?.supportEnds]).toEqual([
    '6.1.3',
    '3.15',
    '2027-12-31',
  ]);
});

test('later runs of every command go by the kept facts and name them', async () => {
  await refresh();
  useShippedFacts();
  const { out, err } = await run(['explain', 'python-version::eol', '--today', TODAY]);
  expect(err).toBe('facts of 10 Dec 2026\n');
  expect(out).toContain('3.11 to 3.15 (read on 2026-12-10)');
  expect(out).toContain('echo 3.15 > .python-version');
  expect(defaultPythonLine()).toBe('3.15');
});

test('a package that was updated after the refresh keeps its own newer rows', async () => {
  const [row, ...others] = SHIPPED_TABLES.postgres.versions;
  const kept = {
    schemaVersion: 1,
    ...SHIPPED_TABLES,
    postgres: {
      ...SHIPPED_TABLES.postgres,
      versions: [
        { ...row, supportEnds: '2001-01-01', read: '2026-01-01' },
        ...others.map((one) => ({ ...one, supportEnds: '2040-01-01', read: '2026-12-20' })),
      ],
    },
  };
  writeFileSync(join(cache, 'facts.json'), JSON.stringify(kept));
  const { err } = await run(['facts', '--today', '2026-12-24']);
  expect(err).toBe('facts of 20 Dec 2026\n');
  const ends = factsInForce().tables.postgres.versions.map(({ supportEnds }) => supportEnds);
  expect(ends).toEqual([row?.supportEnds, ...others.map(() => '2040-01-01')]);
});

test.each<[string, Record<string, Instead>, string]>([
  ['answers with an error', { 'CHANGELOG.md': 500 }, 'CHANGELOG.md answered 500.'],
  [
    'has another shape',
    { 'python_version.sh': 'PYTHONS=(3.15)' },
    'lib/python_version.sh is not understood: default:',
  ],
  [
    'lacks a line that it names',
    {
      'python_version.sh': `LATEST_PYTHON_3_15="3.15.3"\nOLDEST_SUPPORTED_PYTHON_3_MINOR_VERSION=14\nNEWEST_SUPPORTED_PYTHON_3_MINOR_VERSION=15\nDEFAULT_PYTHON_FULL_VERSION="$\{LATEST_PYTHON_3_15}"\n`,
    },
    'is not understood: the whole: no patch of Python 3.14.',
  ],
  [
    'is a page for people',
    { '/products/python/': '<html>' },
    'api/v1/products/python/ is not understood: no JSON',
  ],
  [
    'has another version of its schema',
    { '/products/django/': '{"schema_version":"2.0","result":{"name":"django","releases":[]}}' },
    'is not understood: schema_version: another version of its schema.',
  ],
  ['pins nothing', { 'v363/requirements/uv.txt': 'uv>=0.13' }, 'not one line such as uv==1.2.3.'],
  [
    'is larger than it may be',
    { '/simple/gunicorn/': Buffer.alloc(20_000_001, 32) },
    '/simple/gunicorn/ is longer than 20 MB.',
  ],
])('a source that %s keeps the old rows and is named', async (_, instead, problem) => {
  const { code, err } = await refresh(instead);
  expect(code).toBe(0);
  expect(err).toContain(problem);
});

test('rows of a source that fails stay with their reading day, and others are renewed', async () => {
  await refresh({ 'CHANGELOG.md': 404, '/uv/': 404 });
  const { python, postgres, tools } = factsInForce().tables;
  const known = SHIPPED_TABLES.python.lines.find(({ line }) => line === '3.14');
  expect(python.lines.find(({ line }) => line === '3.14')).toEqual(known);
  expect(tools.pins).toEqual(SHIPPED_TABLES.tools.pins);
  expect(postgres.versions.at(-1)).toMatchObject({ version: '19', read: TODAY });
});

test("where Heroku's table cannot be read, uv's stands in for lines that Heroku builds", async () => {
  const table = {
    'cpython-3.16.0a2-linux-x86_64-gnu': build(16, 0, 'a2'),
    'cpython-3.15.4-linux-x86_64-gnu': build(15, 4),
    'cpython-3.14.9-linux-x86_64-gnu': build(14, 9),
    'cpython-3.16.0-linux-x86_64-gnu': build(16, 0),
    'cpython-3.9.25-linux-x86_64-gnu': build(9, 25),
  };
  const { err } = await refresh({
    'CHANGELOG.md': 404,
    'uv-0.13.9.tar.gz': archiveOf('uv-0.13.9/crates/uv/download-metadata.json', table),
  });
  const patches = ['3.15', '3.14', '3.9', '3.16'].map((line) => findPythonRow(line)?.classic);
  expect(patches).toEqual(['3.15.4', '3.14.10', null, undefined]);
  expect(findPythonRow('3.15')?.source).toEqual({
    title:
      "uv 0.13.9, its table of Pythons, for what could not be read of Heroku's; end upstream: endoflife.date",
    url: 'https://pypi.org/project/uv/',
  });
  expect(err).toContain('Python 3.14, cnb: 3.14.9 was read, which is older than 3.14.10.');
});

function build(minor: number, patch: number, prerelease = '') {
  return { name: 'cpython', major: 3, minor, patch, prerelease, variant: null };
}

test('a pip whose wheel the index does not show is not taken over', async () => {
  const { err } = await refresh({ '/simple/pip/': 404 });
  const pip = factsInForce().tables.tools.pins.find(({ tool }) => tool === 'pip');
  expect(pip).toEqual(SHIPPED_TABLES.tools.pins.find(({ tool }) => tool === 'pip'));
  expect(err).toContain('pip, classic: 26.3 was read, and the index did not show its wheel.');
});

test('when no source answers, nothing is kept and the exit code is 1', async () => {
  const { code, out } = await refresh({ '': 503 });
  expect([code, out]).toEqual([1, 'No fact could be renewed; the known ones stay in force.\n']);
  expect(readdirSync(cache)).toEqual([]);
});

test('a file of facts that is broken is named and not used', async () => {
  writeFileSync(join(cache, 'facts.json'), '{"schemaVersion": 1}');
  const { code, err } = await run(['facts', '--today', TODAY]);
  expect(code).toBe(0);
  expect(err).toContain(`${join(cache, 'facts.json')} is no file of facts and is not used.`);
  expect(factsInForce().tables).toBe(SHIPPED_TABLES);
});

test('--format json gives the renewed tables, and the kept file holds the same', async () => {
  const { out } = await refresh({}, ['--format', 'json']);
  const { tables } = JSON.parse(out);
  const { schemaVersion, ...kept } = JSON.parse(readFileSync(join(cache, 'facts.json'), 'utf8'));
  expect([schemaVersion, tables]).toEqual([1, kept]);
});

test.each([
  [['--offline'], {}],
  [[], { DYNOREADY_OFFLINE: '1' }],
])('--refresh with %j and %j is a usage error and asks nobody', async (words, env) => {
  const sources = await startFactSources();
  onTestFinished(sources.close);
  const { code, err } = await run(['facts', '--refresh', ...words], { ...sources.env, ...env });
  expect([code, sources.asked]).toEqual([2, []]);
  expect(err).toContain('--refresh asks the network');
});

test('without --refresh no source is asked, however old the facts are', async () => {
  const sources = await startFactSources();
  onTestFinished(sources.close);
  const { err } = await run(['facts', '--today', '2027-06-01'], sources.env);
  expect(sources.asked).toEqual([]);
  expect(err).toMatch(/days ago\. Renew them: dynoready facts --refresh\n$/);
});

test('an explanation follows the facts in force, not those of the start', () => {
  expect(findFailure('python-version::eol')?.trigger).toContain('read on 2026-11-30');
});
