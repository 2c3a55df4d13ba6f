import { expect, test } from 'vitest';
import { brief, commentsIn, judged, RULES } from './judged.ts';

test.each([
  [
    'a.py',
    'x = "crimson"  # dynoready: ignore[word-red] because it is art\n',
    'x = "crimson"  # dynoready: ignore[word-red] because it is art',
  ],
  ['a.py', '# dynoready: ignore[word-red] because it is art\n# more\n\nx = "crimson"\n', ''],
  ['a.py', '# dynoready: ignore[word-red] because it is art\nx = "crimson"\n', 'x = "crimson"'],
  [
    'Procfile',
    '# dynoready: ignore[word-red] because it is art\r\nweb: crimson\r\n',
    'web: crimson',
  ],
  [
    'requirements/base.txt',
    'crimson==1  # dynoready: ignore[word-red] because it is art\n',
    'crimson==1  # dynoready: ignore[word-red] because it is art',
  ],
  [
    'pyproject.toml',
    '[tool.x]\n# dynoready: ignore[word-red] because it is art\ncrimson = 1\n',
    'crimson = 1',
  ],
])('in %s the comment %j means one line', (file, text, line) => {
  expect(commentsIn(file, text)).toEqual([{ rules: ['word-red'], reason: 'it is art', line }]);
});

test.each([
  ['a.py', 'x = "# dynoready: ignore[word-red] because it is no comment"\n'],
  ['a.toml', 'x = "# dynoready: ignore[word-red] because it is no comment"\n'],
  ['page.html', '# dynoready: ignore[word-red] because this is no language with such comments\n'],
  ['a.py', '# dynoready is fine\n'],
])('in %s there is no comment in %j', (file, text) => {
  expect(commentsIn(file, text)).toEqual([]);
});

test('a comment sets aside what it names on its line, and nothing else', () => {
  const { findings, suppressions } = judged({
    'a.py': '"crimson emerald"  # dynoready: ignore[word-red] because it is art\n"crimson"\n',
  });
  expect(findings.map(brief)).toEqual(['warning word-green a.py:1', 'warning word-red a.py:2']);
  expect(
    suppressions.map(({ finding, by, because }) => [finding.rule, finding.line, by, because]),
  ).toContainEqual(['word-red', 1, 'comment', 'it is art']);
});

test('one comment may name several rules', () => {
  const { findings, suppressions } = judged({
    'a.py': '# dynoready: ignore[word-red, word-green] because of the season\n"crimson emerald"\n',
  });
  expect([findings.map(brief), suppressions.length]).toEqual([[], 2]);
});

test('a comment without a reason sets aside, and is itself reported', () => {
  const { findings, suppressions } = judged({
    Procfile: 'web: x\n# dynoready: ignore[word-green]\nemerald: y\n',
  });
  expect(suppressions).toHaveLength(1);
  expect(findings).toMatchObject([
    {
      rule: 'ignore-without-reason',
      severity: 'hint',
      line: 2,
      column: 3,
      what: 'This comment sets word-green aside and gives no reason.',
      why: 'Who reads the line in a year cannot tell whether the reason still holds, so the comment stays for ever.',
      next: 'Write the reason behind it:\n  # dynoready: ignore[word-green] because …',
    },
  ]);
});

test.each([
  [
    'word-green',
    '`word-green` finds nothing on this line.',
    'Remove the comment, or the rule from its brackets.',
  ],
  [
    'word-gren',
    'There is no rule `word-gren`, so this comment sets nothing aside.',
    'Write the id of a rule that there is; nearest: word-green, word-red.',
  ],
  [
    'nonsense-of-mine',
    'There is no rule `nonsense-of-mine`, so this comment sets nothing aside.',
    'Remove the comment, or the rule from its brackets.',
  ],
])('a comment for %s that matches nothing is reported', (rule, what, next) => {
  const { findings } = judged({
    'a.py': `x = 1  # dynoready: ignore[${rule}] because of something\n`,
  });
  expect(findings.filter((one) => one.rule === 'ignore-unused')).toMatchObject([
    { severity: 'hint', line: 1, what, next },
  ]);
});

test('a comment that names no rule is reported', () => {
  expect(judged({ 'a.py': 'x = 1  # dynoready: ignore\n' }).findings).toMatchObject([
    {
      rule: 'ignore-unused',
      what: 'This comment names no rule, so it sets nothing aside.',
      next: 'Name the rule in brackets:\n  # dynoready: ignore[debug-on] because …',
    },
  ]);
});

test('a comment for a rule that did not run is not idle', () => {
  const ran = RULES.filter(({ id }) => id !== 'word-green');
  expect(
    judged(
      { 'a.py': 'x = 1  # dynoready: ignore[word-green] because of spring\n' },
      ran,
    ).findings.map(brief),
  ).toEqual([]);
});
