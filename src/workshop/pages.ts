import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadRules } from '../check/catalogue.ts';
import { renderUnifiedDiff } from '../edits/unified-diff.ts';
import { UsageError } from '../facts/usage-error.ts';
import { repositoryFromFiles } from '../project/read.ts';
import type { Repository } from '../project/repository.ts';
import { memoryFiles } from '../python/file-tree.ts';
import type { Exercise } from './exercise.ts';
import { readExerciseText } from './exercise-text.ts';
import { EXERCISES } from './exercises.ts';
import { renderHtmlPage } from './page-html.ts';
import { planSolution } from './solution.ts';
import { learnerFiles } from './start-project.ts';

/**
 * Writes the exercises as pages for a room into a new or empty folder, and returns their names: the
 * overview first, the teacher's page last, which has times, mistakes and answers. Throws UsageError
 * when the folder holds anything.
 */
export async function writePages(
  folder: string,
  format: 'md' | 'html',
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true });
  if (readdirSync(folder).length > 0) {
    throw new UsageError(`The folder ${basename(folder)} is not empty`, {
      next: ['Name another: dynoready workshop export FOLDER'],
    });
  }
  const pages = [
    { name: 'index', markdown: overview(format) },
    ...EXERCISES.map((exercise) => ({
      name: exercise.text,
      markdown: exercisePage(exercise, format),
    })),
    { name: 'teacher', markdown: await teacherPage() },
  ];
  return pages.map(({ name, markdown }) => {
    const file = `${name}.${format}`;
    writeFileSync(join(folder, file), format === 'md' ? markdown : renderHtmlPage(markdown));
    return file;
  });
}

function overview(format: string): string {
  const list = EXERCISES.map(
    ({ number, title, text }) => `${number}. [${title}](${text}.${format})`,
  ).join('\n');
  return `# From a running project to production

Fourteen exercises. Start with:

\`\`\`sh
dynoready workshop start
cd dynoready-workshop
dynoready workshop
\`\`\`

${list}
`;
}

function exercisePage(exercise: Exercise, format: string): string {
  const { goal, why, changes, hints } = readExerciseText(exercise);
  // The last hint is the answer: it is for the teacher's page.
  const given = hints.slice(0, -1).map((hint, index) => `${index + 1}. ${hint}`);
  return `# ${exercise.number}. ${exercise.title}

${goal}

## Why

${why}

## What changes

${changes}

## Hints

${given.join('\n')}

When you think it is done:

\`\`\`sh
dynoready workshop check
\`\`\`
${exercise.rehearsal === undefined ? '' : '\nThe check runs the project from the last commit, so commit first.\n'}
${waysOn(exercise, format)}
`;
}

/** Links to the page before, all exercises, and the page behind. */
function waysOn({ number }: Exercise, format: string): string {
  const link = (to: number, mark: string): string[] =>
    EXERCISES.filter((one) => one.number === to).map(
      ({ text, title }) => `[${mark}: ${title}](${text}.${format})`,
    );
  return [
    ...link(number - 1, 'Previous'),
    `[All exercises](index.${format})`,
    ...link(number + 1, 'Next'),
  ].join(' · ');
}

async function teacherPage(): Promise<string> {
  const rules = await loadRules();
  const total = EXERCISES.reduce((sum, { minutes }) => sum + minutes, 0);
  const parts: string[] = [];
  let repository = startProject();
  for (const exercise of EXERCISES) {
    const solution = planSolution(repository, rules, exercise, []);
    const diffs = await Promise.all(
      solution.changes.map((change) =>
        renderUnifiedDiff(
          change.path,
          change.kind === 'create' ? undefined : change.before,
          change.kind === 'delete' ? undefined : change.after,
          {
            color: false,
            ...(change.kind === 'move' ? { from: change.from } : {}),
          },
        ),
      ),
    );
    parts.push(teacherPart(exercise, diffs.join('')));
    repository = solution.repository;
  }
  const rehearsed = EXERCISES.filter(({ rehearsal }) => rehearsal !== undefined).map(
    ({ number }) => number,
  );
  return `# For the teacher

The exercises take ${total} minutes, not counting breaks and talks. Exercises ${rehearsed.join(', ')} run the project: each machine needs Python and, the first time, access to the package index. For a room without access, run \`dynoready doctor --install\` on each machine beforehand.

${parts.join('\n')}`;
}

function teacherPart(exercise: Exercise, diff: string): string {
  const { hints, mistakes } = readExerciseText(exercise);
  const answer = diff === '' ? '' : `\nWhat the generator writes:\n\n\`\`\`diff\n${diff}\`\`\`\n`;
  return `## ${exercise.number}. ${exercise.title}

Time: ${exercise.minutes} minutes.

What goes wrong:

${mistakes.map((mistake) => `- ${mistake}`).join('\n')}

The answer: ${hints.at(-1)}
${answer}`;
}

/** The project that learners start with, in memory. */
export function startProject(): Repository {
  const texts = Object.fromEntries(
    [...learnerFiles()].map(([path, source]) => [
      path,
      source === undefined ? '' : readFileSync(source, 'utf8'),
    ]),
  );
  return repositoryFromFiles('/workshop', memoryFiles(texts));
}
