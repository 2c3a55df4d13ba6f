import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { loadRules } from '../../../src/check/catalogue.ts';
import { IGNORE_RULES } from '../../../src/check/ignore-rules.ts';
import { renderCompact } from '../../../src/cli/report/finding-compact.ts';
import { renderGithub } from '../../../src/cli/report/finding-github.ts';
import { renderSarif } from '../../../src/cli/report/finding-sarif.ts';
import { judged, RULES } from '../../check/judged.ts';
import { findingsIn, textProject, wordRule } from '../../check/stand-in.ts';

const editorsPage = readFileSync(
  new URL('../../../docs/ci-and-editors.md', import.meta.url),
  'utf8',
);

/**
 * Validates against the official schema; its draft differs from ajv's own only in the two keys that
 * are left out.
 */
function sarifFaults(log: unknown): unknown {
  const path = new URL('../../check/schemas/sarif-schema-2.1.0.json', import.meta.url);
  const { $schema: _draft, id: _id, ...schema } = JSON.parse(readFileSync(path, 'utf8'));
  const ajv = new Ajv({ allErrors: true, strict: false });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return validate(log)
    ? []
    : validate.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`);
}

const TEXTS = {
  'a.py': '"crimson"  # dynoready: ignore[word-red] because it is art\n"crimson"\n',
  'legacy/b.txt': 'emerald\n',
  'pyproject.toml':
    '[[tool.dynoready.overrides]]\npaths = ["legacy/"]\nrules = { word-green = "off" }\nreason = "rewritten in January"\n',
};

test('sarif with fixes, suppressions and every rule of the catalogue is valid by the official schema', async () => {
  const catalogue = [...(await loadRules()), ...IGNORE_RULES];
  const mended = {
    root: 'one',
    ...findingsIn({ 'a b.txt': 'red\n' }, wordRule('red', { to: 'blue' })),
  };
  const whole = { ...wordRule('x'), check: () => [{ at: undefined, facts: { word: 'x' } }] };
  const reports = [
    { root: '.', ...judged(TEXTS) },
    mended,
    { root: 'three', ...findingsIn({}, whole) },
  ];
  const log = JSON.parse(renderSarif(reports, [...RULES.slice(0, 2), ...catalogue], '1.2.3'));
  expect(sarifFaults(log)).toEqual([]);
  expect(log.runs[0].results.filter((one: { fixes?: unknown }) => one.fixes)).toHaveLength(1);
});

test('the schema refuses what is no sarif', () => {
  expect(sarifFaults({ version: '2.1.0', runs: [{ tool: {} }] })).not.toEqual([]);
});

test('sarif keeps what was set aside as suppressed, with its kind, reason and place', () => {
  const log = JSON.parse(renderSarif([{ root: '.', ...judged(TEXTS) }], RULES, '1.2.3'));
  const shown = log.runs[0].results.map((one: Record<string, unknown>) => [
    one.ruleId,
    one.suppressions,
  ]);
  expect(shown).toEqual([
    ['word-red', undefined],
    [
      'word-red',
      [
        {
          kind: 'inSource',
          status: 'accepted',
          justification: 'it is art',
          location: {
            physicalLocation: {
              artifactLocation: { uri: 'a.py' },
              region: { startLine: 1, startColumn: 14, endLine: 1, endColumn: 59 },
            },
          },
        },
      ],
    ],
    [
      'word-green',
      [expect.objectContaining({ kind: 'external', justification: 'rewritten in January' })],
    ],
  ]);
});

test('a sarif result has the fingerprint of the baseline, which stays when lines move', () => {
  const printOf = (text: string): string =>
    JSON.parse(renderSarif([{ root: '.', ...judged({ 'a.txt': text }) }], RULES, '1')).runs[0]
      .results[0].partialFingerprints['dynoready/v1'];
  expect(printOf('crimson\n')).toMatch(/^[0-9a-f]{16}$/);
  expect(printOf('\n\n  crimson\n')).toBe(printOf('crimson\n'));
  expect(printOf('crimson!\n')).not.toBe(printOf('crimson\n'));
});

test('every rule names its source and the page where it can be read', async () => {
  const rules = [...(await loadRules()), ...IGNORE_RULES];
  for (const {
    id,
    source: { title, url },
  } of rules) {
    expect(title.trim(), id).toMatch(/^\S.*[^.\s]$/);
    const { protocol, pathname, search, href } = new URL(url);
    expect([protocol, search], id).toEqual(['https:', '']);
    expect(pathname, `${id}: a page, not a whole site`).not.toBe('/');
    expect(href, `${id}: written as a browser writes it`).toBe(url);
  }
});

test('sarif names the page of each rule as its help', async () => {
  const rules = await loadRules();
  const { driver } = JSON.parse(renderSarif([], rules, '1.2.3')).runs[0].tool;
  expect(driver.rules.map(({ helpUri }: { helpUri: string }) => helpUri)).toEqual(
    rules.map(({ source }) => source.url),
  );
});

test('a github command escapes what would end it or one of its properties', () => {
  const rule = {
    ...wordRule('red'),
    id: 'word-red',
    message: () => ({ what: '100 %, a: b\r\nc', why: '::d', next: 'e' }),
  };
  const { repository, findings } = findingsIn({ 'a:1,b%.txt': 'red\n' }, rule);
  expect(renderGithub([{ root: '.', repository, findings }])).toBe(
    '::warning file=a%3A1%2Cb%25.txt,line=1,col=1,endLine=1,endColumn=4,title=word-red::100 %25, a: b%0D%0Ac%0A::d%0Ae\n',
  );
});

test('compact is one line a finding, whatever the sentence holds', () => {
  const rule = {
    ...wordRule('red'),
    message: () => ({ what: 'It is [red]:\n  really.', why: 'b', next: 'c' }),
  };
  const report = { root: 'shops/one', ...findingsIn({ 'a.py': 'x\n  red\n' }, rule) };
  const whole = {
    ...wordRule('x'),
    severity: 'hint' as const,
    check: () => [{ at: undefined, facts: { word: 'x' } }],
  };
  expect(renderCompact([report, { root: '.', ...findingsIn({}, whole) }])).toBe(
    'shops/one/a.py:2:3: warning: It is [red]: really. [word-red]\n.:1:1: hint: The word x stands here. [word-x]\n',
  );
  expect(renderCompact([{ root: '.', repository: textProject({}), findings: [] }])).toBe('');
});

test('the pattern that the documentation gives to editors reads every part of a compact line', async () => {
  const written = /"regexp": "(.*)"/.exec(editorsPage)?.[1];
  const pattern = new RegExp(JSON.parse(`"${written}"`));
  const rules = await loadRules();
  const lines = rules.map((rule) => {
    const finding = {
      ...wordRule('x'),
      ...rule,
      check: () => [{ at: { file: 'a b/c.py', start: 0, end: 1 }, facts: rule.example }],
    };
    return {
      rule,
      line: renderCompact([{ root: '.', ...findingsIn({ 'a b/c.py': 'x' }, finding) }]).trimEnd(),
    };
  });
  for (const { rule, line } of lines) {
    const [, file, row, column, severity, message, code] = pattern.exec(line) ?? [];
    expect({ file, row, column, severity, code }).toEqual({
      file: 'a b/c.py',
      row: '1',
      column: '1',
      severity: rule.severity,
      code: rule.id,
    });
    expect(message, line).toMatch(/\S/);
  }
});
