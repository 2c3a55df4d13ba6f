import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeChanges } from '../../src/edits/write.ts';
import { undoLastWrite } from '../../src/edits/undo-write.ts';
import { recoverWrites } from '../../src/edits/recover-writes.ts';
import type { Change } from '../../src/edits/change.ts';
import { UsageError } from '../../src/facts/usage-error.ts';
import type { TextEncoding } from '../../src/python/file-tree.ts';

const utf8 = (): TextEncoding => 'utf-8';
let base: string;
let root: string;
let stateFolder: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'edits-write-'));
  root = join(base, 'project');
  stateFolder = join(base, 'state');
  mkdirSync(join(root, 'shop'), { recursive: true });
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const put = (path: string, content: string | Buffer): void => writeFileSync(join(root, path), content);
const get = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The error of a refused call, with everything a person reads. */
function refusal(call: () => unknown): { situation: string; evidence: readonly string[]; next: readonly string[] } {
  try {
    call();
  } catch (error) {
    if (error instanceof UsageError) return { situation: error.message, evidence: error.evidence, next: error.next };
    throw error;
  }
  throw new Error('the call was not refused');
}

/** Every file below the root with its content, to prove that nothing changed. */
function tree(): Record<string, string> {
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => statSync(join(root, name)).isFile());
  return Object.fromEntries(names.sort().map((name) => [name, get(name)]));
}

describe('writing', () => {
  test('creates, edits, moves and deletes, and leaves nothing else behind', () => {
    put('manage.py', 'a');
    put('shop/settings.py', 'b');
    put('runtime.txt', 'c');
    const changes: Change[] = [
      { kind: 'create', path: 'deep/down/Procfile', after: 'web: x\n' },
      { kind: 'edit', path: 'manage.py', before: 'a', after: 'A' },
      { kind: 'move', from: 'shop/settings.py', path: 'shop/settings/base.py', before: 'b', after: 'B' },
      { kind: 'delete', path: 'runtime.txt', before: 'c' },
    ];
    expect(writeChanges(root, changes, { encodingOf: utf8 })).toEqual([
      'deep/down/Procfile',
      'manage.py',
      'runtime.txt',
      'shop/settings.py',
      'shop/settings/base.py',
    ]);
    expect(tree()).toEqual({ 'deep/down/Procfile': 'web: x\n', 'manage.py': 'A', 'shop/settings/base.py': 'B' });
    expect(readdirSync(root).sort()).toEqual(['deep', 'manage.py', 'shop']);
  });

  test('does not touch a file whose edit changes nothing', () => {
    put('manage.py', 'a');
    const { mtimeMs, ino } = statSync(join(root, 'manage.py'));
    expect(writeChanges(root, [{ kind: 'edit', path: 'manage.py', before: 'a', after: 'a' }], { encodingOf: utf8 })).toEqual([]);
    expect(statSync(join(root, 'manage.py'))).toMatchObject({ mtimeMs, ino });
  });

  test('keeps the mode of edited and moved files', () => {
    put('manage.py', 'a');
    put('run.sh', 'b');
    chmodSync(join(root, 'manage.py'), 0o755);
    chmodSync(join(root, 'run.sh'), 0o750);
    const changes: Change[] = [
      { kind: 'edit', path: 'manage.py', before: 'a', after: 'A' },
      { kind: 'move', from: 'run.sh', path: 'bin/run.sh', before: 'b', after: 'b' },
    ];
    writeChanges(root, changes, { encodingOf: utf8 });
    expect(statSync(join(root, 'manage.py')).mode & 0o777).toBe(0o755);
    expect(statSync(join(root, 'bin/run.sh')).mode & 0o777).toBe(0o750);
  });

  test.each<[TextEncoding, Buffer, Buffer]>([
    ['utf-8', Buffer.from('\ufeffé\r\n'), Buffer.from('\ufeffé\r\nü\r\n')],
    ['utf-16le', Buffer.from('\ufeffé\r\n', 'utf16le'), Buffer.from('\ufeffé\r\nü\r\n', 'utf16le')],
    ['utf-16be', Buffer.from('\ufeffé\r\n', 'utf16le').swap16(), Buffer.from('\ufeffé\r\nü\r\n', 'utf16le').swap16()],
    ['latin-1', Buffer.from('é\r\n', 'latin1'), Buffer.from('é\r\nü\r\n', 'latin1')],
  ])('writes %s back as it was read', (encoding, before, after) => {
    put('requirements.txt', before);
    const mark = encoding === 'latin-1' ? '' : '\ufeff';
    const change: Change = { kind: 'edit', path: 'requirements.txt', before: `${mark}é\r\n`, after: `${mark}é\r\nü\r\n` };
    writeChanges(root, [change], { encodingOf: () => encoding });
    expect(readFileSync(join(root, 'requirements.txt')).equals(after)).toBe(true);
  });

  test('refuses characters that Latin-1 lacks', () => {
    put('a.txt', 'x');
    const write = () => writeChanges(root, [{ kind: 'edit', path: 'a.txt', before: 'x', after: '→' }], { encodingOf: () => 'latin-1' });
    expect(refusal(write)).toEqual({
      situation: 'a.txt is not UTF-8, and the change holds characters that its encoding lacks',
      evidence: ['a.txt'],
      next: ['Save a.txt as UTF-8 and run the command again.'],
    });
    expect(tree()).toEqual({ 'a.txt': 'x' });
  });

  test('edits through a link and keeps the link', () => {
    put('shop/base.py', 'a');
    symlinkSync('shop/base.py', join(root, 'settings.py'));
    writeChanges(root, [{ kind: 'edit', path: 'settings.py', before: 'a', after: 'A' }], { encodingOf: utf8 });
    expect(readlinkSync(join(root, 'settings.py'))).toBe('shop/base.py');
    expect(get('shop/base.py')).toBe('A');
  });

  test('deletes a link, not what it points to', () => {
    put('shop/base.py', 'a');
    symlinkSync('shop/base.py', join(root, 'settings.py'));
    writeChanges(root, [{ kind: 'delete', path: 'settings.py', before: 'a' }], { encodingOf: utf8 });
    expect(lstatSync(join(root, 'settings.py'), { throwIfNoEntry: false })).toBeUndefined();
    expect(get('shop/base.py')).toBe('a');
  });
});

describe('refusing, with nothing changed', () => {
  test.each(['../outside.py', '/etc/x', 'a/../../x', '', '.', 'a//b', '.git/config', 'sub/.git/hooks/x', '.dynoready-write/x'])(
    'a path that is no place within the project: %j',
    (path) => {
      put('first.py', 'a');
      const changes: Change[] = [
        { kind: 'edit', path: 'first.py', before: 'a', after: 'A' },
        { kind: 'create', path, after: 'x' },
      ];
      expect(refusal(() => writeChanges(root, changes, { encodingOf: utf8 }))).toEqual({
        situation: `${path} is not a place within the project`,
        evidence: [path],
        next: [],
      });
      expect(tree()).toEqual({ 'first.py': 'a' });
    },
  );

  test('a folder that is a link out of the project', () => {
    mkdirSync(join(base, 'elsewhere'));
    symlinkSync('../elsewhere', join(root, 'linked'));
    const write = () => writeChanges(root, [{ kind: 'create', path: 'linked/x.py', after: 'x' }], { encodingOf: utf8 });
    expect(refusal(write).situation).toBe('linked/x.py is not a place within the project');
    expect(readdirSync(join(base, 'elsewhere'))).toEqual([]);
  });

  test('a file that is a link out of the project', () => {
    writeFileSync(join(base, 'outside.py'), 'a');
    symlinkSync('../outside.py', join(root, 'settings.py'));
    const write = () => writeChanges(root, [{ kind: 'edit', path: 'settings.py', before: 'a', after: 'A' }], { encodingOf: utf8 });
    expect(refusal(write).situation).toBe('settings.py is not a place within the project');
    expect(readFileSync(join(base, 'outside.py'), 'utf8')).toBe('a');
  });

  test('a folder within the project that is a link is followed', () => {
    symlinkSync('shop', join(root, 'linked'));
    expect(writeChanges(root, [{ kind: 'create', path: 'linked/x.py', after: 'x' }], { encodingOf: utf8 })).toEqual(['shop/x.py']);
  });

  test('a file that was edited since the plan was made', () => {
    put('a.py', 'edited');
    put('b.py', 'b');
    const changes: Change[] = [
      { kind: 'edit', path: 'b.py', before: 'b', after: 'B' },
      { kind: 'edit', path: 'a.py', before: 'a', after: 'A' },
    ];
    expect(refusal(() => writeChanges(root, changes, { encodingOf: utf8 }))).toEqual({
      situation: 'a.py is not the file that the change was made for',
      evidence: ['a.py was edited in the meantime'],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
    expect(tree()).toEqual({ 'a.py': 'edited', 'b.py': 'b' });
  });

  test('a file that is gone', () => {
    const write = () => writeChanges(root, [{ kind: 'delete', path: 'a.py', before: 'a' }], { encodingOf: utf8 });
    expect(refusal(write).evidence).toEqual(['a.py is gone']);
  });

  test('a new file where one stands, also a link that leads nowhere', () => {
    symlinkSync('nowhere', join(root, 'Procfile'));
    const write = () => writeChanges(root, [{ kind: 'create', path: 'Procfile', after: 'x' }], { encodingOf: utf8 });
    expect(refusal(write)).toEqual({
      situation: 'Procfile is there already, so it is not created',
      evidence: ['Procfile'],
      next: ['Run the command again, so that it reads the file as it is now.'],
    });
  });

  test('two changes of one file', () => {
    put('a.py', 'a');
    const change: Change = { kind: 'edit', path: 'a.py', before: 'a', after: 'A' };
    expect(refusal(() => writeChanges(root, [change, change], { encodingOf: utf8 })).situation).toBe(
      'Two changes concern the same file: a.py',
    );
  });

  test('a disk error in mid-write puts everything back', () => {
    put('a.py', 'a');
    put('b.py', 'b');
    const changes: Change[] = [
      { kind: 'edit', path: 'a.py', before: 'a', after: 'A' },
      { kind: 'create', path: 'new/deep/c.py', after: 'C' },
      { kind: 'delete', path: 'b.py', before: 'b' },
    ];
    // The state folder is a file: keeping the undo data, the last step but two, fails.
    writeFileSync(stateFolder, '');
    const { situation } = refusal(() => writeChanges(root, changes, { encodingOf: utf8, stateFolder }));
    expect(situation).toBe('The files could not be written, and nothing was changed');
    expect(tree()).toEqual({ 'a.py': 'a', 'b.py': 'b' });
    expect(readdirSync(root).sort()).toEqual(['a.py', 'b.py', 'shop']);
  });
});

describe('taking the last write back', () => {
  const changes: Change[] = [
    { kind: 'create', path: 'new/Procfile', after: 'web: x\n' },
    { kind: 'edit', path: 'manage.py', before: 'a', after: 'A' },
    { kind: 'move', from: 'shop/settings.py', path: 'shop/settings/base.py', before: 'b', after: 'B' },
    { kind: 'delete', path: 'runtime.txt', before: 'c' },
  ];
  beforeEach(() => {
    put('manage.py', 'a');
    chmodSync(join(root, 'manage.py'), 0o755);
    put('shop/settings.py', 'b');
    put('runtime.txt', 'c');
    writeChanges(root, changes, { encodingOf: utf8, stateFolder });
  });

  test('restores files, modes and folders', () => {
    expect(undoLastWrite(root, { stateFolder })).toEqual([
      'manage.py',
      'new/Procfile',
      'runtime.txt',
      'shop/settings.py',
      'shop/settings/base.py',
    ]);
    expect(tree()).toEqual({ 'manage.py': 'a', 'runtime.txt': 'c', 'shop/settings.py': 'b' });
    expect(statSync(join(root, 'manage.py')).mode & 0o777).toBe(0o755);
    expect(existsSync(join(root, 'new'))).toBe(false);
    expect(existsSync(join(root, 'shop/settings'))).toBe(false);
  });

  test('happens once', () => {
    undoLastWrite(root, { stateFolder });
    expect(refusal(() => undoLastWrite(root, { stateFolder }))).toEqual({
      situation: 'There is nothing to undo in this project',
      evidence: [root],
      next: [],
    });
  });

  test('is refused when a file was edited since', () => {
    put('manage.py', 'mine');
    const before = tree();
    expect(refusal(() => undoLastWrite(root, { stateFolder }))).toEqual({
      situation: 'Files were edited since the last write, so it is not taken back',
      evidence: ['manage.py'],
      next: ['Undo by hand what you want undone, for instance with git checkout -p.'],
    });
    expect(tree()).toEqual(before);
  });

  test('keeps the folder of a new file when something else stands in it', () => {
    put('new/notes.txt', 'mine');
    undoLastWrite(root, { stateFolder });
    expect(get('new/notes.txt')).toBe('mine');
  });

  test('does not follow a folder that became a link out of the project', () => {
    rmSync(join(root, 'shop'), { recursive: true });
    mkdirSync(join(base, 'elsewhere/settings'), { recursive: true });
    writeFileSync(join(base, 'elsewhere/settings/base.py'), 'B');
    symlinkSync('../elsewhere', join(root, 'shop'));
    expect(refusal(() => undoLastWrite(root, { stateFolder })).situation).toMatch(/^shop\/settings.* is not a place within the project$/);
    expect(readFileSync(join(base, 'elsewhere/settings/base.py'), 'utf8')).toBe('B');
  });
});

describe('recovering', () => {
  test('finds nothing to do in a clean project', () => {
    expect(recoverWrites(root)).toBe('nothing');
  });

  test('a journal that came with a repository cannot lead out of it', () => {
    mkdirSync(join(root, '.dynoready-write'));
    const operations = [{ path: '../stolen.txt', before: null, after: null }];
    put('.dynoready-write/journal.json', JSON.stringify({ version: 1, operations, folders: [] }));
    put('.dynoready-write/0.new', 'x');
    expect(refusal(() => recoverWrites(root)).situation).toBe('../stolen.txt is not a place within the project');
    expect(existsSync(join(base, 'stolen.txt'))).toBe(false);
  });

  test('another process at work is left alone', () => {
    mkdirSync(join(root, '.dynoready-write'));
    writeFileSync(join(root, '.dynoready-write/owner'), String(process.ppid));
    expect(refusal(() => recoverWrites(root))).toEqual({
      situation: 'Another process is writing to this project',
      evidence: [`process ${process.ppid} works in .dynoready-write`],
      next: ['Wait until it has ended and run the command again.'],
    });
  });

  test('an interrupted write is not completed over edits made since', () => {
    put('a.py', 'a');
    put('b.py', 'b');
    const changes: Change[] = [
      { kind: 'edit', path: 'a.py', before: 'a', after: 'A' },
      { kind: 'edit', path: 'b.py', before: 'b', after: 'B' },
    ];
    // Stands for a kill: the copy of the stage is put back as it was at that step.
    let stage: Record<string, Buffer> = {};
    const keep = (step: string): void => {
      if (step !== 'put b.py') return;
      const folder = join(root, '.dynoready-write');
      stage = Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
    };
    writeChanges(root, changes, { encodingOf: utf8, onStep: keep });
    mkdirSync(join(root, '.dynoready-write'));
    for (const [name, bytes] of Object.entries(stage)) put(`.dynoready-write/${name}`, bytes);
    put('b.py', 'mine');
    expect(refusal(() => recoverWrites(root))).toEqual({
      situation: 'A write was interrupted, and files were edited since',
      evidence: ['b.py'],
      next: ['To keep the files as they are, remove the folder .dynoready-write; it holds their state before (*.old) and after (*.new).'],
    });
    expect(get('b.py')).toBe('mine');
  });
});
