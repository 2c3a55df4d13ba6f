import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { archiveEntry } from '../../src/machine/archive-entry.ts';
import { archiveOf } from './archive-of.ts';

const archive = archiveOf('uv-1/crates/x/table.json', { a: 'é' });

test('the file whose path ends as asked for is read whole', () => {
  expect(archiveEntry(archive, '/table.json', 100_000)).toBe('{"a":"é"}');
});

test.each([
  ['a path that is not in it', archive, '/other.json', 100_000],
  ['an archive that unpacks to more than it may', archive, '/table.json', 1000],
  ['what is not packed', Buffer.from('table'), '/table.json', 1000],
  ['a packed text', gzipSync('table '.repeat(200)), '/table.json', 10_000],
  ['an archive cut off', archive.subarray(0, 60), '/table.json', 10_000],
])('nothing is found for %s', (_, bytes, ending, largest) => {
  expect(archiveEntry(bytes, ending, largest)).toBeUndefined();
});
