import { join } from 'node:path';
import { expect, test } from 'vitest';
import rule from '../../src/rules/database-url-unread.ts';
import { projectOf, readTexts } from './case-folder.ts';

const { texts } = readTexts(join(import.meta.dirname, 'database-url-unread/bad'));
const settings = texts['shop/settings.py']!;

test.each([
  ['', true],
  ['localhost', true],
  ['127.0.0.1', true],
  ['::1', true],
  ['db', true],
  ['postgres', true],
  ['database', true],
  ['/var/run/postgresql', true],
  ['db.example.com', false],
  ['my-postgres', false],
  ['10.0.0.5', false],
  ['127.0.0.10', false],
])('a server at "%s" is on the same machine: %s', (host, local) => {
  const changed = settings.replace('"localhost"', JSON.stringify(host));
  const [violation] = [...rule.check(projectOf({ ...texts, 'shop/settings.py': changed }, {}))];
  expect(violation?.facts).toMatchObject({ host, local });
});
