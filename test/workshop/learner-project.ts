import { readFileSync } from 'node:fs';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Repository } from '../../src/project/repository.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { planSolution } from '../../src/workshop/solution.ts';
import { learnerFiles } from '../../src/workshop/start-project.ts';
import { reread } from '../rules/case-folder.ts';

const rules = await loadRules();
const solved = new Map<number, Repository>();

/** The texts that a learner starts with, by path. */
export function learnerTexts(): Record<string, string> {
  return Object.fromEntries(
    [...learnerFiles()].map(([path, source]) => [
      path,
      source === undefined ? '' : readFileSync(source, 'utf8'),
    ]),
  );
}

/**
 * The learner's project, all of it tracked, as the generator leaves it after that many exercises; 0
 * is the start.
 */
export function solvedUpTo(number: number): Repository {
  const known = solved.get(number);
  if (known !== undefined) return known;
  const repository = number === 0 ? reread(memoryFiles(learnerTexts())) : nextOf(number);
  solved.set(number, repository);
  return repository;
}

function nextOf(number: number): Repository {
  const { repository } = planSolution(solvedUpTo(number - 1), rules, EXERCISES[number - 1]!, []);
  return number === 1 ? untracked(repository) : repository;
}

/** The project after `git rm --cached` of what is ignored, read anew. */
export function untracked(repository: Repository): Repository {
  const texts = textsOf(repository);
  for (const path of Object.keys(texts))
    if (/^(db\.sqlite3|staticfiles\/)/.test(path)) delete texts[path];
  return reread(memoryFiles(texts));
}

/** All texts of a project by path. */
export function textsOf({ files }: Repository): Record<string, string> {
  return Object.fromEntries(files.paths.map((path) => [path, files.text(path) ?? '']));
}
