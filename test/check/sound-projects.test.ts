import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { loadRules } from '../../src/check/catalogue.ts';
import { runRules } from '../../src/check/run.ts';
import { projectOf, readTexts, withCrLf } from '../rules/case-folder.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'sound');
const rules = await loadRules();

test.each(readdirSync(folder))(
  'nothing at all is found in %s, not even a hint, with either line end',
  (name) => {
    const { texts, links } = readTexts(join(folder, name));
    for (const given of [texts, withCrLf(texts)]) {
      const findings = runRules(projectOf(given, links), rules);
      expect(
        findings.map(({ rule, file, line, what }) => `${rule} ${file}:${line} ${what}`),
      ).toEqual([]);
    }
  },
);
