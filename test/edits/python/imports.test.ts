import { expect, test } from 'vitest';
import { ensureImport } from '../../../src/edits/python/imports.ts';
import { replaceSettingValue } from '../../../src/edits/python/setting.ts';
import { applyEdits } from '../../../src/edits/text-edit.ts';
import { type PySource, parsePython } from '../../../src/python/parse.ts';

function read(text: string): PySource {
  const parse = parsePython('settings.py', text);
  if (!parse.ok) throw new Error(parse.error.message);
  return parse.source;
}

test('an import answers with the name that the file uses', () => {
  const nameOf = (text: string, wanted: Parameters<typeof ensureImport>[1]): string | undefined => {
    const result = ensureImport(read(text), wanted);
    return result.ok ? result.name : undefined;
  };
  expect(nameOf('import os\n', 'os')).toBe('os');
  expect(nameOf('import os as system\n', 'os')).toBe('system');
  expect(nameOf('from pathlib import Path as P\n', { from: 'pathlib', name: 'Path' })).toBe('P');
  expect(nameOf('', { from: 'pathlib', name: 'Path' })).toBe('Path');
  expect(nameOf('os = 1\n', 'os')).toBeUndefined();
});

test('an import counts when it stands before the place of a use that is yet to come', () => {
  const text = 'A = 1\nimport os\nB = 2\n';
  expect(ensureImport(read(text), 'os', { before: text.indexOf('B') })).toEqual({ ok: true, edits: [], name: 'os' });
  const result = ensureImport(read(text), 'os', { before: 0 });
  expect(result.ok ? applyEdits(text, result.edits) : result.because).toBe('import os\n\nA = 1\nimport os\nB = 2\n');
});

test('a new value and its import can be applied together', () => {
  const text = 'from pathlib import Path\n\nSECRET_KEY = "x"\n';
  const source = read(text);
  const value = replaceSettingValue(source, 'SECRET_KEY', 'os.environ["SECRET_KEY"]');
  const imported = ensureImport(source, 'os', { before: text.indexOf('SECRET_KEY') });
  if (!value.ok || !imported.ok) throw new Error('declined');
  expect(applyEdits(text, [...value.edits, ...imported.edits])).toBe(
    'import os\nfrom pathlib import Path\n\nSECRET_KEY = os.environ["SECRET_KEY"]\n',
  );
});
