import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { renderJunit } from '../../../src/cli/report/finding-junit.ts';
import { findingsIn, textProject, wordRule } from '../../check/stand-in.ts';

const PROGRAM = `
import json, sys, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
print(json.dumps([[suite.get("name"), int(suite.get("tests")), [[case.get("name"), [child.get("message") for child in case]] for case in suite]] for suite in root]))
`;

test('Python reads the JUnit document back, whatever stands in the texts', () => {
  const what = 'a < b & "c" \' > d ]]>\n\u0000\u001b[31m é 😀 \ud800 \uffff %';
  const rule = { ...wordRule('red'), message: () => ({ what, why: what, next: what }) };
  const report = { root: 'shop & "co"', ...findingsIn({ 'a<b>.txt': 'red' }, rule) };
  const xml = renderJunit([report, { root: '.', repository: textProject({}), findings: [] }]);
  const result = spawnSync('python3', ['-c', PROGRAM], {
    input: xml,
    encoding: 'utf8',
    env: { ...process.env, PYTHONIOENCODING: 'utf-8' },
  });
  expect(result.stderr).toBe('');
  const shown = 'a < b & "c" \' > d ]]>\n\ufffd\ufffd[31m é 😀 \ufffd \ufffd %';
  expect(JSON.parse(result.stdout)).toEqual([
    ['shop & "co"', 1, [['shop & "co"/a<b>.txt:1:1', [shown]]]],
    ['.', 1, [['nothing found', []]]],
  ]);
});
