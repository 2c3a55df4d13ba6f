import { expect, test } from 'vitest';
import { brief, judged } from './judged.ts';

const WORDS = { 'legacy/old/a.txt': 'crimson emerald', 'new.txt': 'crimson' };

function setAsideIn(pyproject: string) {
  return judged({ ...WORDS, 'pyproject.toml': pyproject }).suppressions.map(
    ({ finding, by, because, paths }) => [brief(finding), by, because, paths],
  );
}

function refusal(pyproject: string): unknown {
  try {
    judged({ ...WORDS, 'pyproject.toml': pyproject });
  } catch (error) {
    const { name, message, evidence, next } = error as Error & {
      evidence: string[];
      next: string[];
    };
    return { name, message, evidence, next };
  }
  return undefined;
}

test('without the table, and with other tables, everything counts as the rule says', () => {
  const { findings, suppressions } = judged({
    ...WORDS,
    'pyproject.toml': '[project]\nname = "shop"\ndescription = "dynoready"\n',
  });
  expect(findings.map(brief)).toEqual([
    'warning word-red legacy/old/a.txt:1',
    'warning word-green legacy/old/a.txt:1',
    'warning word-red new.txt:1',
  ]);
  expect(suppressions).toEqual([]);
});

test('a rule is turned off for the whole project, with its reason if it has one', () => {
  expect(setAsideIn('[tool.dynoready.rules]\nword-red = "off"\n')).toEqual([
    ['warning word-red legacy/old/a.txt:1', 'configuration', undefined, undefined],
    ['warning word-red new.txt:1', 'configuration', undefined, undefined],
  ]);
  expect(
    setAsideIn('[tool.dynoready.rules]\nword-green = { level = "off", reason = "our colour" }\n'),
  ).toEqual([['warning word-green legacy/old/a.txt:1', 'configuration', 'our colour', undefined]]);
});

test('a rule is raised and lowered, and the order of findings follows', () => {
  const { findings } = judged({
    ...WORDS,
    'pyproject.toml': '[tool.dynoready.rules]\nword-red = "hint"\nword-green = "error"\n',
  });
  expect(findings.map(brief)).toEqual([
    'error word-green legacy/old/a.txt:1',
    'hint word-red legacy/old/a.txt:1',
    'hint word-red new.txt:1',
  ]);
});

test('an override concerns its paths alone, wins over the project, and the later over the earlier', () => {
  const { findings, suppressions } = judged({
    ...WORDS,
    'pyproject.toml': `[tool.dynoready]
rules = { word-red = "error" }

[[tool.dynoready.overrides]]
paths = ["legacy/**"]
rules = { word-red = "hint", word-green = "off" }
reason = "rewritten in January"

[[tool.dynoready.overrides]]
paths = ["legacy/old/"]
rules = { word-green = "warning" }
reason = "the buttons stay"
`,
  });
  expect(findings.map(brief)).toEqual([
    'error word-red new.txt:1',
    'warning word-green legacy/old/a.txt:1',
    'hint word-red legacy/old/a.txt:1',
  ]);
  expect(suppressions).toEqual([]);
});

test('an override that sets aside carries its reason and its paths', () => {
  const override =
    '[[tool.dynoready.overrides]]\npaths = ["legacy/**"]\nrules = { word-red = "off" }\nreason = "rewritten in January"\n';
  expect(setAsideIn(override)).toEqual([
    ['warning word-red legacy/old/a.txt:1', 'configuration', 'rewritten in January', ['legacy/**']],
  ]);
});

test('a rule that is none is wrong use, with its line and the nearest id', () => {
  expect(refusal('[tool.dynoready.rules]\nword-rad = "off"\n')).toEqual({
    name: 'UsageError',
    message: "pyproject.toml:2: there is no rule 'word-rad'",
    evidence: ['word-rad = "off"'],
    next: ['Nearest: word-red', 'This lists them all:', '  dynoready explain'],
  });
});

test('a level that is none is wrong use, with its line and the nearest level', () => {
  expect(refusal('[tool.dynoready.rules]\nword-red = "eror"\n')).toEqual({
    name: 'UsageError',
    message: "pyproject.toml:2: 'eror' is no level",
    evidence: ['word-red = "eror"'],
    next: ['Perhaps error. A level is one of: off, hint, warning, error'],
  });
  expect(refusal('[tool.dynoready.rules]\nword-red = true\n')).toMatchObject({
    message: 'pyproject.toml:2: this is no level',
  });
});

test.each([
  ['[tool.dynoready]\nrule = {}\n', "pyproject.toml:2: [tool.dynoready] has no key 'rule'"],
  ['[tool.dynoready]\noverrides = 1\n', 'pyproject.toml:2: overrides must be an array of tables'],
  [
    '[[tool.dynoready.overrides]]\nrules = { word-red = "off" }\nreason = "x"\n',
    'pyproject.toml:2: an override needs paths',
  ],
  [
    '[[tool.dynoready.overrides]]\npaths = ["a"]\nreason = "x"\n',
    'pyproject.toml:2: an override needs rules',
  ],
  [
    '[[tool.dynoready.overrides]]\npaths = ["a"]\nrules = { word-red = "off" }\n',
    'pyproject.toml:2: a reason is missing',
  ],
  [
    '[[tool.dynoready.overrides]]\npaths = ["a"]\nrules = { word-red = "off" }\nreason = " "\n',
    'pyproject.toml:4: reason must be a text that says why',
  ],
  [
    '[[tool.dynoready.overrides]]\npaths = "a"\nrules = { word-red = "off" }\nreason = "x"\n',
    'pyproject.toml:2: paths must be a list of texts',
  ],
  [
    '[tool.dynoready.rules]\nword-red = { level = "off" }\n',
    'pyproject.toml:2: a reason is missing',
  ],
])('%j is refused with its line', (pyproject, message) => {
  expect(refusal(pyproject)).toMatchObject({ name: 'UsageError', message });
});
