import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';

export default defineExercise({
  number: 12,
  title: 'A rehearsal of the first deploy',
  text: '12-first-deploy',
  minutes: 25,
  groups: 'all',
  rules: ['load-staticfiles-tag'],
  remarks: (repository) => [...uncommitted(repository), ...otherBranch(repository)],
  praise: ({ git, files }) =>
    git !== undefined && files.paths.every((path) => git.tracked.has(path))
      ? ['git tracks every file: the build sees what you see.']
      : [],
  // The deploy check asks for what the last exercise teaches.
  rehearsal: { mayFail: ['check'], drill: true },
  answer: ['{% load static %}'],
});

function uncommitted({ git, files }: Repository): Remark[] {
  if (git === undefined) {
    return [
      remark(
        'This folder is not a git repository.',
        'A push contains what is committed, and nothing is.',
        'Run: git init && git add --all && git commit -m "First commit"',
      ),
    ];
  }
  return files.paths
    .filter((path) => !git.tracked.has(path))
    .map((path) =>
      remark(
        `${path} is on disk but not in git.`,
        'The build sees only what is committed, so it would run without this file.',
        `Run: git add ${path} && git commit. Or ignore it.`,
        { file: path },
      ),
    );
}

function otherBranch({ git }: Repository): Remark[] {
  if (git?.branch === undefined || ['main', 'master'].includes(git.branch)) return [];
  return [
    remark(
      `You are on the branch \`${git.branch}\`.`,
      'Heroku builds what is pushed to main, and accepts other branches without building them.',
      `Push it as main: git push heroku ${git.branch}:main`,
      { blocks: false },
    ),
  ];
}
