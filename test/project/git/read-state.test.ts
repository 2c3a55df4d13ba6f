import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { pushedBytes } from '../../../src/project/git/pushed-bytes.ts';
import { readIndexEntries } from '../../../src/project/git/read-index-entries.ts';
import { readGitState } from '../../../src/project/git/read-state.ts';
import { readRepository } from '../../../src/project/read.ts';
import { readFiles } from '../../../src/project/read-files.ts';
import { addFiles, git, makeFolder } from './made-repository.ts';

/** What git itself would push: tracked and still there, and untracked but not ignored. */
function pushed(root: string, home = root): string[] {
  const [all, deleted] = [['--cached', '--others', '--exclude-standard'], ['--deleted']].map(
    (options) =>
      git(root, ['ls-files', '-z', ...options!], { home })
        .split('\0')
        .filter(Boolean),
  );
  return [...new Set(all)].filter((path) => !deleted!.includes(path) && !path.endsWith('/')).sort();
}

beforeEach(() => {
  vi.stubEnv('XDG_CONFIG_HOME', '/nonexistent');
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const LAYERED = {
  '.gitignore':
    '*.log\n!keep.log\n/build/\n.env\nlocal_*\n# a comment\n\\#odd\nnotes.txt   \nvar/**/cache\ndata/*\n!data/seed.json\nÜber/\n[Tt]mp\n',
  'app/.gitignore': '!debug.log\nsecret?.py\n/only-here\nsub/deep\n!*.pyc\n',
  'app/sub/.gitignore': '*\n!.gitignore\n!kept.py\n',
  'a[1]/.gitignore': 'x\n',
  'a[1]/x': '',
  'a1/x': '',
  'a[1]/y': '',
  'manage.py': '',
  'a.log': '',
  'keep.log': '',
  'app/debug.log': '',
  'app/other.log': '',
  'app/secret1.py': '',
  'app/only-here': '',
  'app/inner/only-here': '',
  'app/sub/deep/x.py': '',
  'app/sub/kept.py': '',
  'app/sub/lost.py': '',
  'app/x.pyc': '',
  'build/x': '',
  'app/build/x': '',
  '.env': '',
  'local_settings.py': '',
  '#odd': '',
  'notes.txt': '',
  'var/cache/x': '',
  'var/a/b/cache/x': '',
  'data/seed.json': '',
  'data/other.json': '',
  'Über/x.py': '',
  'über/x.py': '',
  'tmp/x': '',
  'Tmp/x': '',
  'TMP/x': '',
  'with space/ä.py': '',
};

describe('the list of files equals that of git', () => {
  test('with nested .gitignore files, info/exclude and a global file', () => {
    const root = makeFolder(LAYERED);
    const home = makeFolder({
      '.gitconfig': '[core]\n\texcludesFile = "~/my ignores" ; mine\n',
      'my ignores': '*.pyc\nglobal.txt\n',
    });
    vi.stubEnv('HOME', home);
    git(root, ['init', '-q', '-b', 'trunk']);
    addFiles(root, {
      'global.txt': '',
      'local.txt': '',
      '.git/info/exclude': 'local.txt\nmanage.py.bak\n',
      'manage.py.bak': '',
    });
    expect(readFiles(root).paths).toEqual(pushed(root, home));
    git(root, ['add', '-f', 'a.log', 'build/x', 'manage.py'], { home });
    expect(readFiles(root).paths).toEqual(pushed(root, home));
    expect(readFiles(root).paths).toContain('build/x');
    const state = readGitState(root)!;
    expect([...state.tracked].sort()).toEqual(['a.log', 'build/x', 'manage.py']);
    expect([state.branch, state.workTree]).toEqual(['trunk', root]);
    const asked = [
      ...Object.keys(LAYERED),
      'global.txt',
      'local.txt',
      'app/migrations/0001.py',
      'build/',
      'app/build/',
      'tmp/new/x',
    ];
    const input = `${asked.join('\0')}\0`;
    const ignored = git(root, ['check-ignore', '--no-index', '-z', '--stdin'], { home, input })
      .split('\0')
      .filter(Boolean);
    expect(asked.filter((path) => state.isIgnored(path))).toEqual(ignored);
  });

  test.each([2, 3, 4])('when the index has version %i', (version) => {
    const root = makeFolder(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, at) => [
          `app${at % 7}/${'deep/'.repeat(at % 4)}module_${at}.py`,
          `${at}`,
        ]),
      ),
    );
    git(root, ['init', '-q']);
    git(root, ['add', '.']);
    addFiles(root, { 'later.py': '' });
    // Only an entry that is meant to be added makes git write version 3.
    if (version === 3) git(root, ['add', '-N', 'later.py']);
    else git(root, ['update-index', '--index-version', String(version)]);
    const entries = readIndexEntries(join(root, '.git/index'), 20);
    expect(entries?.map(({ path }) => path)).toEqual(
      git(root, ['ls-files', '-z']).split('\0').filter(Boolean),
    );
    expect(readFiles(root).paths).toEqual(pushed(root));
  });

  test('with object names of SHA-256, a split index and a deleted file', () => {
    const root = makeFolder({ 'a.py': '', 'b.py': '', 'gone.py': '' });
    git(root, ['init', '-q', '--object-format=sha256']);
    git(root, ['add', '.']);
    git(root, ['update-index', '--split-index']);
    addFiles(root, { 'c/d.py': '' });
    git(root, ['add', 'c']);
    git(root, ['rm', '-q', '-f', '--cached', 'b.py']);
    expect(readFiles(root).paths).toEqual(pushed(root));
    expect(readFiles(root).text('c/d.py')).toBe('');
  });

  test('below the work tree, with paths relative to the folder asked for', () => {
    const root = makeFolder({
      '.gitignore': 'backend/tmp/\n',
      'backend/manage.py': 'm',
      'backend/tmp/x': '',
      'backend/.gitignore': 'y\n',
      'backend/a/y': '',
      z: '',
    });
    git(root, ['init', '-q']);
    git(root, ['add', '.']);
    const backend = join(root, 'backend');
    expect(readFiles(backend).paths).toEqual(['.gitignore', 'manage.py']);
    expect(readFiles(backend).text('manage.py')).toBe('m');
    const state = readGitState(backend)!;
    expect([...state.tracked]).toEqual(['.gitignore', 'manage.py']);
    expect([
      state.workTree,
      state.isIgnored('tmp/x'),
      state.isIgnored('a/y'),
      state.isIgnored('manage.py'),
    ]).toEqual([root, true, true, false]);
  });

  test('in a worktree, whose .git is a file', () => {
    const root = makeFolder({ 'a.py': '', '.gitignore': 'x\n' });
    const other = makeFolder({});
    git(root, ['init', '-q']);
    git(root, ['add', '.']);
    git(root, ['commit', '-qm', 'One']);
    git(root, ['worktree', 'add', '-q', '-b', 'side/track', join(other, 'tree')]);
    addFiles(other, { 'tree/x': '', 'tree/y': '' });
    expect(readFiles(join(other, 'tree')).paths).toEqual(['.gitignore', 'a.py', 'y']);
    expect(readGitState(join(other, 'tree'))?.branch).toBe('side/track');
    git(join(other, 'tree'), ['checkout', '-q', '--detach']);
    expect(readGitState(join(other, 'tree'))?.branch).toBeUndefined();
    git(root, ['remote', 'add', 'origin', 'https://example.com/heroku.com/shop.git']);
    git(root, ['remote', 'add', 'heroku', 'https://git.heroku.com/shop.git']);
    git(root, ['remote', 'add', 'stage', 'git@heroku.com:shop-stage.git']);
    expect(readGitState(join(other, 'tree'))?.herokuRemotes).toEqual(['heroku', 'stage']);
  });

  test('with a submodule, whose files a build would fetch, and without a repository that merely lies inside', () => {
    const library = makeFolder({ 'lib.py': '' });
    git(library, ['init', '-q']);
    git(library, ['add', '.']);
    git(library, ['commit', '-qm', 'One']);
    const root = makeFolder({ 'a.py': '', 'inner/b.py': '' });
    git(root, ['init', '-q']);
    git(join(root, 'inner'), ['init', '-q']);
    git(root, ['submodule', 'add', '-q', library, 'vendor/lib']);
    expect(readFiles(root).paths).toEqual(['.gitmodules', 'a.py', 'vendor/lib/lib.py']);
    expect([...readGitState(root)!.tracked]).toEqual(['.gitmodules']);
  });
});

describe('what is left out or kept', () => {
  test('packages and virtualenvs are left out, a tracked virtualenv is kept but for its packages', () => {
    const venv = (name: string) => ({
      [`${name}/pyvenv.cfg`]: '',
      [`${name}/bin/python`]: '',
      [`${name}/lib/python3.12/site-packages/django/a.py`]: '',
    });
    const root = makeFolder({
      'manage.py': '',
      'node_modules/x/a.js': '',
      ...venv('venv'),
      ...venv('.venv'),
    });
    git(root, ['init', '-q']);
    git(root, ['add', 'venv']);
    expect(readFiles(root).paths).toEqual(['manage.py', 'venv/bin/python', 'venv/pyvenv.cfg']);
    expect(readGitState(root)?.tracked.has('venv/lib/python3.12/site-packages/django/a.py')).toBe(
      true,
    );
  });

  test('a link to a file is a file, a link to a folder or out of the project is only a link', () => {
    const root = makeFolder({
      'a/manage.py': 'm',
      'manage.py': '-> a/manage.py',
      b: '-> a',
      passwd: '-> /etc/passwd',
      dangling: '-> nowhere',
    });
    const files = readFiles(root);
    expect(files.paths).toEqual(['a/manage.py', 'manage.py']);
    expect(files.text('manage.py')).toBe('m');
    expect(Object.fromEntries(files.symlinks)).toEqual({
      b: 'a',
      dangling: 'nowhere',
      'manage.py': 'a/manage.py',
      passwd: '/etc/passwd',
    });
  });

  test('outside git the .gitignore files still count', () => {
    const root = makeFolder({
      '.gitignore': 'staticfiles/\n',
      'staticfiles/x': '',
      'a/.gitignore': 'b\n',
      'a/b': '',
      'a/c': '',
    });
    expect(readFiles(root).paths).toEqual(['.gitignore', 'a/.gitignore', 'a/c']);
    expect(readGitState(root)).toBeUndefined();
  });

  test('a damaged index leaves a list without tracked files', () => {
    const root = makeFolder({ 'a.py': '' });
    git(root, ['init', '-q']);
    git(root, ['add', '.']);
    addFiles(root, { '.git/index': 'DIRC\0\0\0\u0002\0\0\0\u0009' });
    expect(readIndexEntries(join(root, '.git/index'), 20)).toBeUndefined();
    expect(readFiles(root).paths).toEqual(['a.py']);
  });
});

describe('what a push carries', () => {
  test('modes, submodules, and files that stay behind', () => {
    const root = makeFolder({
      '.gitignore': '*.log\n',
      'release.sh': '#!/bin/sh\n',
      'run.sh': '#!/bin/sh\n',
      'Errors.log': '',
      'kept.log': '',
    });
    git(root, ['init', '-q', '-b', 'main']);
    git(root, ['add', '-A']);
    git(root, ['add', '-f', 'kept.log']);
    git(root, ['update-index', '--chmod=+x', 'run.sh']);
    const state = readGitState(root)!;
    expect(state.trackedFile('release.sh')?.executable).toBe(false);
    expect(state.trackedFile('run.sh')?.executable).toBe(true);
    expect(state.trackedFile('run.sh')?.bytes).toBe('#!/bin/sh\n'.length);
    expect(state.trackedFile('Errors.log')).toBeUndefined();
    expect(['Errors.log', 'errors.log', 'kept.log', 'run.sh'].map(state.staysBehind)).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(state.submodules).toEqual([]);
  });

  test('the content is the one that was added, whatever line ends the disk has', () => {
    const root = makeFolder({
      'unix.sh': 'a\nb\n',
      'windows.sh': 'a\r\nb\r\n',
      'changed.sh': 'a\n',
    });
    git(root, ['init', '-q', '-b', 'main']);
    git(root, ['-c', 'core.autocrlf=true', 'add', 'unix.sh', 'changed.sh']);
    git(root, ['add', 'windows.sh']);
    addFiles(root, { 'unix.sh': 'a\r\nb\r\n', 'changed.sh': 'b\n' });
    const repository = readRepository(root);
    const text = (path: string) => {
      const bytes = pushedBytes(repository, path);
      return bytes && Buffer.from(bytes).toString();
    };
    expect(text('unix.sh')).toBe('a\nb\n');
    expect(text('windows.sh')).toBe('a\r\nb\r\n');
    expect(text('changed.sh')).toBeUndefined();
  });
});
