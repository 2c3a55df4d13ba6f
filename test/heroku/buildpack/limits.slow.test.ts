import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type MadeProject, makeProject } from './made-project.ts';

const PLAIN = { 'requirements.txt': '', '.python-version': '3.12\n' };

let repository: MadeProject;
beforeEach(() => {
  repository = makeProject();
});
afterEach(() => repository.remove());

test('a slug over the limit fails with its twenty largest files, the largest first', async () => {
  const files = Object.fromEntries(
    Array.from({ length: 30 }, (_, at) => [`data/${at}.txt`, 'x'.repeat(3_000_000 + at)]),
  );
  repository.commit({ ...PLAIN, ...files });
  const { report, failureLog, slug } = await repository.build({
    measureSlug: true,
    limits: { slugBytes: 200_000 },
  });
  expect([report.failureReason, report.stage, slug]).toEqual([
    'slug-too-large',
    'complete',
    undefined,
  ]);
  expect(failureLog).toMatch(
    /^ {2}\d\.\d MB after compression; 0\.2 MB are allowed\. The largest files, not compressed:$/m,
  );
  const named = [...(failureLog ?? '').matchAll(/ MB {2}(data\/\d+\.txt)$/gm)].map(
    ([, path]) => path,
  );
  expect(named).toHaveLength(20);
  expect(named.slice(0, 2)).toEqual(['data/29.txt', 'data/28.txt']);
});

test('a slug near the limit is deployed with a warning and the same list', async () => {
  repository.commit(PLAIN);
  const { slug } = await repository.build({ measureSlug: true });
  const limits = { slugBytes: Math.round((slug?.slugBytes ?? 0) * 1.1) };
  const { report, log } = await repository.build({ measureSlug: true, limits });
  expect(report.outcome).toBe('success');
  expect(report.warnings).toContain('slug-nearly-too-large');
  expect(log).toMatch(/^ {7} +\d+\.\d MB {2}\.heroku\/python\//m);
});

test('a build that takes longer than the platform allows ends with a message, and its processes with it', async () => {
  repository.commit({ ...PLAIN, 'bin/pre_compile': '#!/bin/sh\nsleep 60\n' });
  const started = performance.now();
  const { report, failureLog } = await repository.build({ limits: { buildMs: 2000 } });
  expect([report.failureReason, report.stage, report.failureDetail]).toEqual([
    'build-timeout',
    'hooks',
    '2 s',
  ]);
  expect(failureLog).toContain('Found:\n  not done after 2 s, at the step hooks\n');
  expect(performance.now() - started).toBeLessThan(15_000);
});

test('corpora that cannot be downloaded end the build; those that can are found by what runs later', async () => {
  const nltk = (code: number) => ({
    'nltk/__init__.py': '',
    'nltk/downloader.py': `import sys\nprint(sys.argv)\nsys.exit(${code})\n`,
  });
  repository.commit({
    ...PLAIN,
    ...nltk(1),
    'nltk.txt': 'stopwords\npunkt\n',
    'bin/post_compile': '#!/bin/sh\necho "data in $NLTK_DATA"\n',
  });
  const failed = await repository.build();
  expect([failed.report.failureReason, failed.report.stage]).toEqual(['nltk-downloader', 'nltk']);
  expect(failed.log).toContain("'stopwords', 'punkt']");
  repository.commit(nltk(0));
  const { log, app, report } = await repository.build();
  expect(report.metadata.nltk_downloader).toBe('enabled');
  expect(log).toContain(`data in ${app}/.heroku/python/nltk_data`);
});

test('a stylesheet that refers to a missing file has its own reason', async () => {
  repository.commit({
    ...PLAIN,
    'django/__init__.py': '',
    'manage.py':
      'import sys\nsys.exit("ValueError: The CSS file \'a.css\' references a file which could not be found: b.png")\n',
  });
  expect((await repository.build()).report.failureReason).toBe('collectstatic-fancy-references');
});

test('a Python that cannot be installed is a failure of its own, with the first line of what was said', async () => {
  repository.commit(PLAIN);
  // No environment can be made in a folder that cannot stand in PATH.
  const { report } = await repository.build({ workFolder: join(repository.folder, 'a:b') });
  expect(report.failureReason).toBe('install-python');
  expect(report.failureDetail).toMatch(/PATH separator/);
});
