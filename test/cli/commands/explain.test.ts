import { expect, test } from 'vitest';
import { nearestIds } from '../../../src/check/nearest-ids.ts';
import type { Terminal } from '../../../src/cli/command.ts';
import { run } from '../../../src/cli/commands/explain.ts';

async function explain(...operands: string[]): Promise<string> {
  let text = '';
  const terminal: Terminal = {
    cwd: '/',
    env: {},
    out: (part) => {
      text += part;
    },
    err: () => {},
    interactive: false,
    color: false,
    columns: 80,
    signal: new AbortController().signal,
  };
  expect(await run(terminal, operands)).toBe(0);
  return text;
}

test('a rule is explained with what, why, what to do, what it leads to and its source', async () => {
  expect(
    await explain('procfile-missing'),
  ).toBe(`procfile-missing  (error: the build, the release or the boot fails, or no request is answered)

The root has no Procfile, so Heroku does not know what to start.

For instance
  The root of the repository has no Procfile.

Why
  The Python buildpack starts nothing by itself. Without a \`web\` process, every request ends in H14, "No web processes running".

What to do
  Run \`dynoready init --only procfile\`, or create a file named exactly Procfile with:
    web: gunicorn shop.wsgi

Fixed by
  dynoready init --only procfile

Leads to
  H14

Source: Heroku Dev Center, "The Procfile"
  https://devcenter.heroku.com/articles/procfile
Page with examples: docs/rules/procfile-missing.md
`);
});

test('a build failure is explained, with the rules that catch it earlier', async () => {
  const text = await explain('package-manager::multiple-found');
  expect(text).toMatch(/^package-manager::multiple-found {2}\(failure of the build\)\n/);
  expect(text).toContain(
    'Caught earlier by\n  buildpack-writes-requirements\n  package-manager-conflict\n',
  );
});

test('a log code is found in either case, with the rules that catch it earlier', async () => {
  const text = await explain('h14');
  expect(text).toMatch(/^H14 {2}No web/);
  expect(text).toContain('  procfile-missing\n  procfile-web-missing\n');
});

test('without an id everything is listed, one line each', async () => {
  const text = await explain();
  for (const heading of [
    'Rules of dynoready check',
    'Failures, warnings and notices of a build',
    'Codes in the log',
  ]) {
    expect(text).toContain(`${heading}\n`);
  }
  expect(text).toMatch(/^ {2}debug-on +DEBUG is on/m);
  expect(text).toMatch(/^ {2}checks::existing-venv-dir +\S/m);
  expect(text).toMatch(/^ {2}R14 +Memory quota exceeded$/m);
});

test('an unknown id is wrong use and names the nearest', async () => {
  await expect(explain('debug-onn')).rejects.toMatchObject({
    name: 'UsageError',
    message: "Nothing has the id 'debug-onn'",
    evidence: [expect.stringContaining('debug-on')],
  });
  await expect(explain('zzzzzzzzzzzz')).rejects.toMatchObject({ evidence: [] });
});

test.each([
  ['procfile', ['procfile-missing', 'procfile-web-missing']],
  ['debugon', ['debug-on']],
  ['qqqq', []],
])('the nearest of %s are %j', (typed, expected) => {
  expect(
    nearestIds(typed, ['debug-on', 'procfile-web-missing', 'procfile-missing', 'hsts-missing']),
  ).toEqual(expected);
});

test('the rules about comments that set findings aside are explained like the others', async () => {
  const out = await explain('ignore-without-reason');
  expect(out).toContain('This comment sets debug-on aside and gives no reason.');
});
