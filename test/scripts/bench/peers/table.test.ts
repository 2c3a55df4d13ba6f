import { expect, test } from 'vitest';
import { type Result, renderPeers } from '../../../../scripts/bench/peers/table.ts';

const ours: Result = {
  name: 'dynoready',
  followed: '`init --yes`.',
  toolMs: 800,
  touched: { changed: 5, added: 10, gone: 1, linesAdded: 378, linesRemoved: 131 },
  deployed: {
    build: 'ok',
    release: 'ok',
    boot: 'ok',
    checkIds: [],
    slugMb: 21.84,
    webPeakMb: 95.2,
    withoutCollectstatic: false,
    answers: {
      https: 200,
      http: { status: 301, location: 'https://example.com/' },
      foreignHost: 400,
      debugPage: false,
      stylesheet: {
        status: 200,
        cacheControl: 'max-age=315360000, public, immutable',
        encoding: 'gzip',
      },
      storesFiles: true,
    },
  },
};

const other: Result = {
  name: 'other',
  followed: 'README.',
  toolMs: undefined,
  touched: { changed: 1, added: 1, gone: 0, linesAdded: 2, linesRemoved: 0 },
  deployed: {
    build: 'django-collectstatic::improper-configuration',
    release: 'none',
    boot: 'H10',
    checkIds: ['security.W004', 'security.W008'],
    slugMb: undefined,
    webPeakMb: undefined,
    withoutCollectstatic: true,
    answers: undefined,
  },
};

test('the table shows each peer beside ours, why one was not run, and what is less than ours', () => {
  const text = renderPeers([
    other,
    ours,
    { name: 'third', followed: '', notRun: 'pip install ended with 1' },
  ]);
  expect(text).toMatchInlineSnapshot(`
    "                            other    dynoready
    its command took            by hand  0.8 s
    files changed, added, gone  1, 1, 0  5, 10, 1
    lines                       +2 -0    +378 -131
    build                       FAILS*   ok
    collectstatic               off      ran
    slug                        -        21.8 MB
    release phase               none     ok
    boot                        H10      ok
    check --deploy, issues      2        0
    GET / over https            -        200
    GET / over http             -        301 to https
    foreign Host                -        refused
    DEBUG                       -        off
    stylesheet                  -        200
      cached for                -        10 years
      compressed                -        gzip
    memory of web.1             -        95 MB
    a file is stored            -        yes

    * The build fails at collectstatic. What follows is with DISABLE_COLLECTSTATIC=1, as the message of the build offers.

    other: README.
      build: django-collectstatic::improper-configuration
      check --deploy: security.W004 security.W008
    dynoready: \`init --yes\`.
    third: not run. pip install ended with 1

    Less than ours: other, 2 files touched, ours 16; 2 lines added, ours 378 (its build fails)"
  `);
});

test('without our own result nothing is compared with it', () => {
  expect(renderPeers([other])).not.toContain('Less than ours');
});
