import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { run } from '../../src/cli/commands/workshop.ts';
import { readExerciseText } from '../../src/workshop/exercise-text.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { renderHtmlPage } from '../../src/workshop/page-html.ts';
import { writePages } from '../../src/workshop/pages.ts';
import { recordingTerminal } from '../clock/recording-terminal.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dynoready-pages-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function read(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

test('in Markdown: an overview, a page for each exercise without its answer, and the teacher page with all of them', async () => {
  const names = await writePages(folder, 'md');
  expect(names).toEqual(['index.md', ...EXERCISES.map(({ text }) => `${text}.md`), 'teacher.md']);
  for (const exercise of EXERCISES) {
    const page = read(`${exercise.text}.md`);
    const { goal, hints, mistakes } = readExerciseText(exercise);
    expect(read('index.md')).toContain(
      `${exercise.number}. [${exercise.title}](${exercise.text}.md)`,
    );
    expect(page).toContain(goal);
    for (const answer of exercise.answer) expect(page).not.toContain(answer);
    const teacher = read('teacher.md');
    expect(teacher).toContain(
      `## ${exercise.number}. ${exercise.title}\n\nTime: ${exercise.minutes} minutes.\n`,
    );
    expect(teacher).toContain(`The answer: ${hints.at(-1)}`);
    for (const mistake of mistakes) expect(teacher).toContain(`- ${mistake}`);
  }
  expect(read('teacher.md')).toMatch(/^# For the teacher\n\nThe exercises take 270 minutes, /);
  expect(read('teacher.md')).toContain('+release: python manage.py migrate --no-input\n');
});

test('in HTML each page stands alone: links lead to pages that are there, and nothing is fetched', async () => {
  const names = await writePages(folder, 'html');
  expect(readdirSync(folder).sort()).toEqual([...names].sort());
  for (const name of names) {
    const page = read(name);
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">\n/);
    expect(page).not.toMatch(/<script|<link|src=|https?:\/\//);
    for (const [, target = ''] of page.matchAll(/href="([^"]+)"/g)) expect(names).toContain(target);
  }
});

test('what Markdown and HTML take for marks stays text', () => {
  const page = renderHtmlPage(
    '# A & b\n\nUse `x < [y](z)` here.\n\n```sh\n# no heading\n\n<b>\n```\n\n1. one\n2. two\n\n- a\n',
  );
  expect(page).toContain('<title>A &amp; b</title>');
  expect(page.slice(page.indexOf('<body>'))).toBe(`<body>
<h1>A &amp; b</h1>
<p>Use <code>x &lt; [y](z)</code> here.</p>
<pre><code># no heading

&lt;b&gt;</code></pre>
<ol>
<li>one</li>
<li>two</li>
</ol>
<ul>
<li>a</li>
</ul>
</body>
</html>
`);
});

test('the command says where the pages are, and leaves a folder alone that holds anything', async () => {
  const terminal = recordingTerminal(folder);
  expect(await run(terminal, ['export', 'room'], { format: 'md' })).toBe(0);
  expect(terminal.shown.out).toBe(
    "16 pages are in room; begin with index.md. The teacher's page is teacher.md.\n",
  );
  writeFileSync(join(folder, 'mine'), '');
  await expect(run(terminal, ['export', '.'], {})).rejects.toThrow('is not empty');
});
