import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { fixProject } from '../../src/check/apply-fixes.ts';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Finding, Rule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import { renderPretty } from '../../src/cli/report/finding-pretty.ts';
import type { FileTree } from '../../src/python/file-tree.ts';
import { parsePython } from '../../src/python/parse.ts';
import { findCases, projectOf, readExpectation, readTexts, reread, withCrLf, writeExpectation } from './case-folder.ts';
import { keepToAugustFacts } from '../facts/use-august-facts.ts';

keepToAugustFacts({ complete: false });

const folder = dirname(fileURLToPath(import.meta.url));
const rules = new Map((await loadRules()).map((rule) => [rule.id, rule]));
const cases = findCases(folder);

/**
 * What a reader sees of a finding; offsets differ with the line ends, lines and columns must not.
 */
function seen({ rule, severity, file, line, column, what, why, next, fix }: Finding) {
  return { rule, severity, file, line, column, what, why, next, fix: fix?.title };
}

function ruleOf(id: string): Rule {
  const rule = rules.get(id);
  if (rule === undefined) throw new Error(`test/rules/${id} stands for no rule`);
  return rule;
}

describe.each(cases.filter(({ name }) => name.startsWith('good')))('$rule/$name', ({ rule, path }) => {
  const { texts, links, git } = readTexts(path);

  test('nothing is found', () => {
    expect(runRules(projectOf(texts, links, git), [ruleOf(rule)]).map(seen)).toEqual([]);
  });

  test('nothing is found with CRLF', () => {
    expect(runRules(projectOf(withCrLf(texts), links, git), [ruleOf(rule)]).map(seen)).toEqual([]);
  });
});

describe.each(cases.filter(({ name }) => name.startsWith('bad')))('$rule/$name', ({ rule, path }) => {
  const { texts, links, git } = readTexts(path);
  const repository = projectOf(texts, links, git);
  const findings = runRules(repository, [ruleOf(rule)]);
  const options = { unsafe: true, reread: (files: FileTree) => reread(files, git) };
  const outcome = fixProject(repository, [ruleOf(rule)], options);
  const text = renderPretty([{ root: '.', repository, findings }], { color: false, columns: 100 });
  if (process.env.UPDATE_CASES) writeExpectation(path, text, new Map(outcome.files.map((file) => [file.path, file.after])));
  const expected = readExpectation(path);

  test('the whole text is as written down', () => {
    expect(findings).not.toEqual([]);
    expect(text).toBe(expected.text);
  });

  test('the same is found with CRLF', () => {
    expect(runRules(projectOf(withCrLf(texts), links, git), [ruleOf(rule)]).map(seen)).toEqual(findings.map(seen));
  });

  test('its fix gives the files as written down, and the rule is quiet afterwards', () => {
    expect(Object.fromEntries(outcome.files.map((file) => [file.path, file.after]))).toEqual(expected.fixed);
    expect(outcome.left.map(seen)).toEqual(findings.filter(({ fix }) => fix === undefined || fix.safety === 'manual').map(seen));
    expect(fixProject(outcome.repository, [ruleOf(rule)], options).files).toEqual([]);
  });

  test('its fix touches only files it names, and keeps CRLF', () => {
    const named = new Set(findings.flatMap(({ fix }) => fix?.edits.map(({ file }) => file) ?? []));
    expect(outcome.files.map((file) => file.path).filter((file) => !named.has(file))).toEqual([]);
    const onWindows = fixProject(projectOf(withCrLf(texts), links, git), [ruleOf(rule)], options);
    expect(Object.fromEntries(onWindows.files.map((file) => [file.path, file.after]))).toEqual(withCrLf(expected.fixed));
  });

  test('the repaired Python parses', () => {
    const broken = outcome.files.filter((file) => file.path.endsWith('.py') && !parsePython(file.path, file.after).ok);
    expect(broken).toEqual([]);
  });
});
