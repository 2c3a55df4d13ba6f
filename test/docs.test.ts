import {
  cpSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { COMMANDS } from '../src/cli/commands.ts';
import { runCommandLine } from '../src/cli/run.ts';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const fixture = join(root, 'test/fixtures/projects/startproject-6.1');
const documents = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = ['README.md', ...documents.map((name) => `docs/${name}`)];

/**
 * A comment above a fenced block says where its text comes from, or in which file a reader saves it.
 * `lines 1 to 8 of the output of` keeps these lines, and an ellipsis for what is left out.
 */
const MARKED_BLOCK =
  /<!-- (?:(?:lines (\d+) to (\d+) of the )?output of: dynoready (.+)|saved as: (.+)) -->\n```(\w+)\n([\s\S]*?)```/g;

async function outputOf(folder: string, words: readonly string[]): Promise<string[]> {
  let output = '';
  const collect = (text: string): void => {
    output += text;
  };
  await runCommandLine(words, {
    cwd: folder,
    env: { PATH: process.env.PATH, HOME: join(folder, '.home') },
    out: collect,
    err: collect,
    interactive: false,
    color: false,
    columns: 80,
    signal: new AbortController().signal,
  });
  return output.trimEnd().split('\n');
}

function excerpt(lines: readonly string[], first: number, last: number): string[] {
  return [
    ...(first > 1 ? ['…'] : []),
    ...lines.slice(first - 1, last),
    ...(last < lines.length ? ['…'] : []),
  ];
}

/** The page with the output that its commands print now, run in order in one copy of the fixture. */
async function withCurrentOutput(page: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    cpSync(fixture, folder, { recursive: true });
    let current = '';
    let end = 0;
    for (const block of page.matchAll(MARKED_BLOCK)) {
      const [whole, first = '1', last = 'Infinity', command = '', file, language, text = ''] =
        block;
      let shown = text;
      if (file !== undefined) writeFileSync(join(folder, file), text);
      else {
        const lines = await outputOf(folder, command.split(' '));
        const kept = excerpt(lines, Number(first), Number(last));
        shown = `${[`$ dynoready ${command}`, ...kept].join('\n')}\n`;
      }
      const comment = whole.slice(0, whole.indexOf('\n'));
      current += `${page.slice(end, block.index)}${comment}\n\`\`\`${language}\n${shown}\`\`\``;
      end = block.index + whole.length;
    }
    return current + page.slice(end);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The first page also loads every rule, which a busy machine takes its time for. */
const PAGE_LIMIT_MS = 120_000;

test.each(pages)(
  '%s shows what its commands print now',
  async (path) => {
    const page = readFileSync(join(root, path), 'utf8');
    const current = await withCurrentOutput(page);
    if (process.env.UPDATE_CASES) writeFileSync(join(root, path), current);
    else expect(current).toBe(page);
  },
  PAGE_LIMIT_MS,
);

test('a block that shows something else is replaced, and saved files count for what follows', async () => {
  const block = (text: string): string =>
    `<!-- saved as: pyproject.toml -->\n\`\`\`toml\n[tool.dynoready.rules]\ndebug-on = "off"\n\`\`\`\n\n<!-- lines 1 to 1 of the output of: dynoready check --rule debug-on -->\n\`\`\`text\n${text}\`\`\`\nafter\n`;
  const shown = '$ dynoready check --rule debug-on\nNothing found.\n…\n';
  expect(await withCurrentOutput(block('of another day\n'))).toBe(block(shown));
});

test('the README has a row for each command and each generator', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  const generators = readdirSync(join(root, 'generators')).filter((name) => name !== 'app');
  const rows = [
    'yo dynoready',
    ...generators.map((name) => `yo dynoready:${name}`),
    ...COMMANDS.map(({ name }) => `dynoready ${name}`),
  ];
  const inTable = [...readme.matchAll(/^\| `([^`]+)` \|/gm)].map(([, command]) => command);
  expect(inTable.sort()).toEqual(rows.sort());
});

/** Already linked by docs/architecture.md; drop this line once the file is there. */
const PAGE_TO_COME = 'src/evaluator/README.md';

test.each(pages)('every relative link of %s leads to a file', (path) => {
  const page = readFileSync(join(root, path), 'utf8');
  const targets = [...page.matchAll(/\]\((?![a-z]+:|#)([^)#\s]+)/g)].map(
    ([, target = '']) => target,
  );
  const missing = targets
    .map((target) => join(dirname(path), target))
    .filter((target) => target !== PAGE_TO_COME && !existsSync(join(root, target)));
  expect(missing).toEqual([]);
});
