import { defineRule, type Finding, type Rule } from '../../src/check/rule.ts';
import { runRules } from '../../src/check/run.ts';
import type { ProcessType } from '../../src/project/procfile.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';

/**
 * A project that is nothing but texts, for the engine and the reporters, which look at nothing
 * else.
 */
export function textProject(texts: Record<string, string>): Repository {
  return {
    root: '/app',
    files: memoryFiles(texts),
    git: undefined,
    djangoProjects: [],
    djangoProject: undefined,
    procfile: undefined,
    herokuYml: undefined,
    appJson: undefined,
    pythonVersion: { files: new Map(), misspelled: [] },
    dependencies: {
      managers: [],
      files: [],
      requirements: [],
      locked: new Map(),
      invalid: [],
      editable: undefined,
      declares: () => false,
      find: () => undefined,
    },
    broken: [],
  };
}

/** One process type as the Procfile reader gives it. */
export function processType(name: string, command: string): ProcessType {
  const start = name.length + 2;
  const at = { file: 'Procfile', start: 0, end: start + command.length };
  return { name, command, at, commandAt: { ...at, start } };
}

/** A rule that finds every occurrence of a word in every file and would replace it. */
export function wordRule(
  word: string,
  options: { readonly to?: string; readonly safety?: 'safe' | 'unsafe' | 'manual' } = {},
): Rule {
  return defineRule<{ word: string }>({
    id: `word-${word.toLowerCase().replace(/[^a-z]+/g, '-')}`,
    group: 'repository',
    severity: 'warning',
    since: '0.1.0',
    source: { title: 'this test', url: 'https://example.com/word' },
    docs: `The word ${word} is used.`,
    example: { word },
    *check(repository) {
      for (const file of repository.files.paths) {
        for (const match of (repository.files.text(file) ?? '').matchAll(new RegExp(word, 'g'))) {
          const at = { file, start: match.index, end: match.index + word.length };
          const edits = [{ ...at, text: options.to ?? '' }];
          const fix =
            options.to === undefined
              ? {}
              : {
                  fix: {
                    title: `Write ${options.to}`,
                    safety: options.safety ?? ('safe' as const),
                    edits,
                  },
                };
          yield { at, facts: { word }, ...fix };
        }
      }
    },
    message: (facts) => ({
      what: `The word ${facts.word} stands here.`,
      why: 'It is a test.',
      next: 'Take another.',
    }),
  });
}

/** Findings of one rule in one text. */
export function findingsIn(
  texts: Record<string, string>,
  ...rules: readonly Rule[]
): { repository: Repository; findings: Finding[] } {
  const repository = textProject(texts);
  return { repository, findings: runRules(repository, rules) };
}
