import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { renderUsageError, UsageError } from '../../src/facts/usage-error.ts';
import { parseFleetList } from '../../src/fleet/list.ts';

let folder = '';
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'list-')));
  mkdirSync(join(folder, 'shops/one'), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const parse = (text: string) =>
  parseFleetList(text, { name: 'list', folder, gitHost: 'https://github.com/' });

function problemOf(text: string): string {
  try {
    parse(text);
  } catch (error) {
    if (error instanceof UsageError) return renderUsageError(error);
  }
  return 'no problem';
}

describe('what a line may be', () => {
  test('a folder, a git URL or owner/name, each once, sorted; comments and blanks are left out', () => {
    const text = `# shops
shops/one   # here
django/django

https://user:secret@git.example.com/a.git
git@example.com:team/b.git
file:///srv/c
django/django
`;
    expect(parse(text)).toEqual([
      { repository: 'django/django', source: { url: 'https://github.com/django/django.git' } },
      { repository: 'file:///srv/c', source: { url: 'file:///srv/c' } },
      { repository: 'git@example.com:team/b.git', source: { url: 'git@example.com:team/b.git' } },
      {
        repository: 'https://git.example.com/a.git',
        source: { url: 'https://user:secret@git.example.com/a.git' },
      },
      { repository: 'shops/one', source: { folder: join(folder, 'shops/one') } },
    ]);
  });

  test('the array that GitHub answers', () => {
    const text = JSON.stringify([
      { full_name: 'b/b', clone_url: 'https://github.com/b/b.git', stargazers_count: 3 },
      { clone_url: 'https://github.com/a/a.git' },
    ]);
    expect(parse(text).map(({ repository }) => repository)).toEqual([
      'b/b',
      'https://github.com/a/a.git',
    ]);
  });
});

test('every bad line is named, with its number and without a password', () => {
  const text =
    'shops/one\nshops/none/at-all\n--upload-pack=x\next::sh -c id\nhttps://user:secret@h .git\n';
  expect(problemOf(text)).toBe(`list has 4 lines that cannot be read

  line 2: 'shops/none/at-all' is neither a folder, a git URL, nor owner/name
  line 3: '--upload-pack=x' is neither a folder, a git URL, nor owner/name
  line 4: 'ext::sh -c id' is neither a folder, a git URL, nor owner/name
  line 5: 'https://h .git' is neither a folder, a git URL, nor owner/name

Nothing was checked. Correct the list, then run the command again.
`);
  expect(problemOf('[{"clone_url": "https://h/a"}, {"name": "b"}, 3]')).toContain(
    '  entry 2: it has no clone_url\n  entry 3: it has no clone_url\n',
  );
  expect(problemOf('[{')).toContain('begins as a JSON array, but is none');
  expect(problemOf('# nothing\n')).toContain('list names no repository');
  expect(problemOf('x y\n'.repeat(30))).toContain('  and 20 more\n');
});
