import { readFileSync } from 'node:fs';
import { loadRules } from '../../src/check/catalogue.ts';
import type { Project } from '../../src/project/project.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { planSolution } from '../../src/workshop/solution.ts';
import { learnerFiles } from '../../src/workshop/start-project.ts';
import { reread } from '../rules/case-folder.ts';

const rules = await loadRules();
const solved = new Map<number, Project>();

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
export function solvedUpTo(number: number): Project {
  const known = solved.get(number);
  if (known !== undefined) return known;
  const project = number === 0 ? reread(memoryFiles(learnerTexts())) : nextOf(number);
  solved.set(number, project);
  return project;
}

function nextOf(number: number): Project {
  const { project } = planSolution(solvedUpTo(number - 1), rules, EXERCISES[number - 1]!, []);
  return number === 1 ? untracked(project) : project;
}

/** The project after `git rm --cached` of what is ignored, read anew. */
export function untracked(project: Project): Project {
  const texts = textsOf(project);
  for (const path of Object.keys(texts))
    if (/^(db\.sqlite3|staticfiles\/)/.test(path)) delete texts[path];
  return reread(memoryFiles(texts));
}

/** All texts of a project by path. */
export function textsOf({ files }: Project): Record<string, string> {
  return Object.fromEntries(files.paths.map((path) => [path, files.text(path) ?? '']));
}
