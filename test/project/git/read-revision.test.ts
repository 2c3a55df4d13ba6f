import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRevision } from '../../../src/project/git/read-revision.ts';
import { readFiles } from '../../../src/project/read-files.ts';
import { addFiles, commitAll, git, makeFolder } from './made-repository.ts';

const FILES = {
  'manage.py': 'print(1)\n',
  'shop/settings.py': 'DEBUG = True\n',
  link: '-> manage.py',
};

function committed(files: Readonly<Record<string, string>> = FILES): string {
  const root = makeFolder(files);
  commitAll(root);
  return root;
}

const revisionOf = (root: string) => readRevision(root, readFiles(root).paths);

test('the commit is that of git, loose, packed and detached', () => {
  const root = committed();
  const head = git(root, ['rev-parse', 'HEAD']).trim();
  expect(revisionOf(root).commit).toBe(head);
  git(root, ['pack-refs', '--all']);
  expect(revisionOf(root).commit).toBe(head);
  git(root, ['checkout', '-q', '--detach']);
  expect(revisionOf(root).commit).toBe(head);
});

test('the content is the same for the same files, in git or not, and whatever their times', () => {
  const { content } = revisionOf(committed());
  expect(content).toMatch(/^[0-9a-f]{16}$/);
  expect(revisionOf(makeFolder(FILES))).toEqual({ commit: null, content });
  const touched = committed();
  utimesSync(join(touched, 'manage.py'), 1, 1);
  expect(revisionOf(touched).content).toBe(content);
});

test('a change counts, whether edited, staged, added or deleted', () => {
  const before = revisionOf(committed()).content;
  const seen = new Set([before]);
  const changed = (change: (root: string) => void): void => {
    const root = committed();
    change(root);
    const { content } = revisionOf(root);
    expect(seen).not.toContain(content);
    seen.add(content);
  };
  changed((root) => writeFileSync(join(root, 'manage.py'), 'print(2)\n'));
  changed((root) => {
    writeFileSync(join(root, 'manage.py'), 'print(3)\n');
    git(root, ['add', 'manage.py']);
  });
  changed((root) => addFiles(root, { Procfile: 'web: gunicorn shop.wsgi\n' }));
  changed((root) => git(root, ['rm', '-q', 'shop/settings.py']));
});

test('a file that git ignores does not count', () => {
  const root = committed({ ...FILES, '.gitignore': '*.log\n' });
  const before = revisionOf(root);
  addFiles(root, { 'a.log': 'x' });
  expect(revisionOf(root)).toEqual(before);
});
