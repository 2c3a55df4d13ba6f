import { expect, test } from 'vitest';
import { runRules } from '../../src/check/run.ts';
import { memoryFiles } from '../../src/python/file-tree.ts';
import procfileLineIgnored from '../../src/rules/procfile-line-ignored.ts';
import { reread } from './case-folder.ts';

test('a Procfile in UTF-16 is named as that, once and with the command that converts it', () => {
  const text = Buffer.from('\ufeffweb: gunicorn shop.wsgi\r\nworker: python x.py\r\n', 'utf16le');
  const repository = reread(memoryFiles({ Procfile: text, 'manage.py': '' }));
  const findings = runRules(repository, [procfileLineIgnored]);
  expect(findings.map(({ severity, what, next }) => ({ severity, what, next }))).toEqual([
    {
      severity: 'error',
      what: 'The Procfile is saved as UTF-16.',
      next: 'Save it as UTF-8 without a mark, in your editor or with:\n  iconv -f UTF-16 -t UTF-8 Procfile > Procfile.new && mv Procfile.new Procfile',
    },
  ]);
});
