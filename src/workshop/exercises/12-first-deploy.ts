import type { Repository } from '../../project/repository.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';

export default defineExercise({
  number: 12,
  title: 'The first deploy, rehearsed',
  text: '12-first-deploy',
  minutes: 25,
  groups: 'all',
  rules: ['load-staticfiles-tag'],
  remarks: (repository) => [...uncommitted(repository), ...otherBranch(repository)],
  praise: ({ git, files }) =>
    git !== undefined && files.paths.every((path) => git.tracked.has(path))
      ? ['git knows every file: the build sees what you see.']
      : [],
  // The deploy check asks for what the last exercise teaches.
  rehearsal: { mayFail: ['check'], drill: true },
  answer: ['{% load static %}'],
});

function uncommitted({ git, files }: Repository): Remark[] {
  if (git === undefined) {
    return [
      remark(
        'This folder is no git repository.',
        'A push takes what is committed, and nothing is.',
        'Run: git init && git add --all && git commit -m "First commit"',
      ),
    ];
  }
  return files.paths
    .filter((path) => !git.tracked.has(path))
    .map((path) =>
      remark(
        `${path} is on this disk and not in git.`,
        'The build sees only what is committed, so it would run without it.',
        `Run: git add ${path} && git commit; or ignore it.`,
        { file: path },
      ),
    );
}

function otherBranch({ git }: Repository): Remark[] {
  if (git?.branch === undefined || ['main', 'master'].includes(git.branch)) return [];
  return [
    remark(
      `You are on the branch \`${git.branch}\`.`,
      'Heroku builds what is pushed to main, and takes any other branch without building it.',
      `Push it as main: git push heroku ${git.branch}:main`,
      { blocks: false },
    ),
  ];
}
