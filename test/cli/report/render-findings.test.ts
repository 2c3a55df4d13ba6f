import { expect, test } from 'vitest';
import { FINDINGS_SCHEMA } from '../../../src/check/finding-schema.ts';
import { renderCompact } from '../../../src/cli/report/finding-compact.ts';
import { renderGithub } from '../../../src/cli/report/finding-github.ts';
import { renderJson } from '../../../src/cli/report/finding-json.ts';
import { renderJunit } from '../../../src/cli/report/finding-junit.ts';
import { renderPretty } from '../../../src/cli/report/finding-pretty.ts';
import { renderSarif } from '../../../src/cli/report/finding-sarif.ts';
import { findingsIn, textProject, wordRule } from '../../check/stand-in.ts';

const red = wordRule('red', { to: 'blue' });
const odd = { ...wordRule('<&>'), id: 'word-odd', severity: 'error' as const };
const whole = {
  ...wordRule('x'),
  id: 'whole',
  severity: 'hint' as const,
  initFeature: 'procfile' as const,
  check: () => [{ at: undefined, facts: { word: 'x' } }],
};
const rules = [red, odd, whole];
const { repository, findings } = findingsIn(
  { 'notes.txt': 'first\nthe red one\n', 'a,b.txt': 'of <&>\n' },
  ...rules,
);
const report = { root: 'shops/one', repository, findings };
const clean = { root: 'shops/two', repository: textProject({}), findings: [] };

test('pretty shows the place underlined, what, why, next and the fix, and counts at the end', () => {
  expect(
    renderPretty([report], { color: false, columns: 60 }),
  ).toBe(`error  word-odd  shops/one/a,b.txt:1:4

  1 | of <&>
    |    ^^^

  The word <&> stands here.
  why   It is a test.
  next  Take another.

warning  word-red  shops/one/notes.txt:2:5

  2 | the red one
    |     ^^^

  The word red stands here.
  why   It is a test.
  next  Take another.
  fix   Write blue (dynoready check --fix)

hint  whole  shops/one
  The word x stands here.
  why   It is a test.
  next  Take another.

1 error, 1 warning, 1 hint. \`dynoready check --fix\` fixes 1. \`dynoready init\` writes what is missing.
`);
});

test('pretty says so when nothing was found, in one project and in several', () => {
  expect(renderPretty([clean], { color: false, columns: 80 })).toBe('Nothing found.\n');
  expect(renderPretty([clean, clean], { color: false, columns: 80 })).toBe(
    'Nothing found in 2 projects.\n',
  );
});

test('what a terminal or a CI runner would obey is written out, wherever the project says it', () => {
  const named = findingsIn(
    { '::set-env::\u001b]0;x\u0007.txt': '\u001b[2Jred\u202e \u009b1m\n' },
    red,
  );
  const hostile = { root: '.', ...named };
  expect(renderPretty([hostile], { color: false, columns: 80 })).toContain(
    'warning  word-red  ::set-env::\\x1b]0;x\\x07.txt:1:5\n\n  1 | \ufffd[2Jred\ufffd \ufffd1m\n',
  );
  expect(renderCompact([hostile])).toBe(
    './::set-env::\\x1b]0;x\\x07.txt:1:5: warning: The word red stands here. [word-red]\n',
  );
});

test('pretty shows no value of a .env file', () => {
  const shown = (file: string) =>
    renderPretty([{ root: '.', ...findingsIn({ [file]: 'KEY_red = "hunter2"\n' }, red) }], {
      color: false,
      columns: 80,
    });
  expect(shown('.env')).toContain('\n  1 | KEY_red = ***\n    |     ^^^\n');
  expect(shown('web/.env.production')).not.toContain('hunter2');
  expect(shown('.env.example')).toContain('KEY_red = "hunter2"');
});

test('pretty uses colour only when it is asked to', () => {
  expect(renderPretty([report], { color: true, columns: 80 })).toContain('\x1b[1;31merror\x1b[0m');
  expect(renderPretty([report], { color: false, columns: 80 })).not.toContain('\x1b');
});

test('pretty keeps the place in sight on a long line, and breaks sentences at the width', () => {
  const long = findingsIn({ 'a.txt': `${'x'.repeat(200)} red ${'y'.repeat(200)}` }, red);
  const text = renderPretty([{ root: '.', ...long }], { color: false, columns: 60 });
  expect(
    Math.max(
      ...text
        .split('\n')
        .slice(0, -3)
        .map((line) => line.length),
    ),
  ).toBeLessThanOrEqual(60);
  const lines = text.split('\n');
  const underline = lines.findIndex((line) => line.includes('^^^'));
  expect(
    lines[underline - 1]?.slice(
      lines[underline]?.indexOf('^'),
      (lines[underline]?.lastIndexOf('^') ?? 0) + 1,
    ),
  ).toBe('red');
});

test('json is what its schema says, with ranges and fixes', () => {
  const document = FINDINGS_SCHEMA.parse(JSON.parse(renderJson([report, clean])));
  expect(document.projects.map(({ root, findings: found }) => [root, found.length])).toEqual([
    ['shops/one', 3],
    ['shops/two', 0],
  ]);
  expect(document.projects[0]?.findings[1]).toEqual({
    rule: 'word-red',
    group: 'repository',
    severity: 'warning',
    file: 'notes.txt',
    line: 2,
    column: 5,
    endLine: 2,
    endColumn: 8,
    what: 'The word red stands here.',
    why: 'It is a test.',
    next: 'Take another.',
    fix: {
      title: 'Write blue',
      safety: 'safe',
      edits: [{ file: 'notes.txt', start: 10, end: 13, text: 'blue' }],
    },
    declined: null,
    fingerprint: expect.stringMatching(/^[0-9a-f]{16}$/),
  });
  expect(document.projects[0]?.findings[2]).toMatchObject({
    file: null,
    line: 1,
    column: 1,
    fix: null,
  });
});

test('sarif names its rules, gives each result its place, and escapes the path', () => {
  const log = JSON.parse(renderSarif([report], rules, '1.2.3'));
  const [run] = log.runs;
  expect([
    log.version,
    run.tool.driver.semanticVersion,
    run.tool.driver.rules.map((rule: { id: string }) => rule.id),
  ]).toEqual(['2.1.0', '1.2.3', ['word-red', 'word-odd', 'whole']]);
  expect(
    run.results.map((result: { ruleId: string; ruleIndex: number; level: string }) => [
      result.ruleId,
      result.ruleIndex,
      result.level,
    ]),
  ).toEqual([
    ['word-odd', 1, 'error'],
    ['word-red', 0, 'warning'],
    ['whole', 2, 'note'],
  ]);
  expect(run.results[0].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'shops/one/a%2Cb.txt' },
    region: { startLine: 1, startColumn: 4, endLine: 1, endColumn: 7 },
  });
  expect(run.results[1].fixes[0].artifactChanges[0].replacements).toEqual([
    {
      deletedRegion: { startLine: 2, startColumn: 5, endLine: 2, endColumn: 8 },
      insertedContent: { text: 'blue' },
    },
  ]);
  expect(run.results[2].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: 'shops/one' },
  });
});

test('github gets one command a finding, with everything escaped that would end it', () => {
  expect(renderGithub([report])).toBe(
    [
      '::error file=shops/one/a%2Cb.txt,line=1,col=4,endLine=1,endColumn=7,title=word-odd::The word <&> stands here.%0AIt is a test.%0ATake another.',
      '::warning file=shops/one/notes.txt,line=2,col=5,endLine=2,endColumn=8,title=word-red::The word red stands here.%0AIt is a test.%0ATake another.',
      '::notice title=whole::The word x stands here.%0AIt is a test.%0ATake another.',
      '',
    ].join('\n'),
  );
});

test('junit has a suite a project, a case a finding, and a case that passed where nothing was found', () => {
  expect(renderJunit([report, clean])).toBe(`<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="dynoready">
  <testsuite name="shops/one" tests="3" failures="2" errors="0" skipped="1">
    <testcase name="shops/one/a,b.txt:1:4" classname="dynoready.word-odd" file="shops/one/a,b.txt" line="1">
      <failure type="error" message="The word &lt;&amp;&gt; stands here.">It is a test.
Take another.</failure>
    </testcase>
    <testcase name="shops/one/notes.txt:2:5" classname="dynoready.word-red" file="shops/one/notes.txt" line="2">
      <failure type="warning" message="The word red stands here.">It is a test.
Take another.</failure>
    </testcase>
    <testcase name="shops/one" classname="dynoready.whole">
      <skipped message="The word x stands here."/>
    </testcase>
  </testsuite>
  <testsuite name="shops/two" tests="1" failures="0" errors="0" skipped="0">
    <testcase name="nothing found" classname="dynoready"/>
  </testsuite>
</testsuites>
`);
});
