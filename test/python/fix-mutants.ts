import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { planFixes } from '../../src/check/apply-fixes.ts';
import { loadRules } from '../../src/check/catalogue.ts';
import { runRules } from '../../src/check/run.ts';
import { parsePython } from '../../src/python/parse.ts';
import { projectOf, readTexts } from '../rules/case-folder.ts';
import { mutate, seededRandom } from './mutants.ts';

/**
 * Processor time, so that a busy machine changes nothing. It is far above what a small project takes,
 * a few milliseconds: what is over it does not end, or nearly so.
 */
const LONGEST_MS = 2000;
/** What a person writes by hand and a project is read from. */
const MUTABLE =
  /\.(py|txt|toml|json|lock|html|css)$|(^|\/)(Procfile|\.python-version|\.gitignore|\.env)$/;

const here = dirname(fileURLToPath(import.meta.url));
const folders = [
  'fixtures/projects/startproject-6.1',
  'fixtures/projects/workshop-start',
  'check/sound/one-file',
  'check/sound/split-in-subfolder',
];
const ADDED = {
  Procfile:
    'release: python manage.py migrate --noinput\nweb: gunicorn mysite.wsgi --workers 2 --bind 0.0.0.0:8000\nworker: celery -A mysite worker\n',
  'app.json':
    '{\n  "env": {"SECRET_KEY": {"generator": "secret"}, "DEBUG": "False"},\n  "addons": ["heroku-postgresql:essential-0"]\n}\n',
  'requirements.txt':
    'django>=5.2,<5.3\ngunicorn==23.0.0\ndj-database-url\npsycopg[binary]>=3.2 ; python_version > "3.9"\n',
  'pyproject.toml':
    '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.12"\ndependencies = ["django>=5.2", "whitenoise"]\n',
  '.python-version': '3.13\n',
};
const projects = folders.map((folder) => {
  const { texts } = readTexts(join(here, '..', folder));
  return { folder, texts: folder.startsWith('fixtures') ? { ...ADDED, ...texts } : texts };
});
const rules = await loadRules();

/** What must hold of a project however broken: throws the first thing that does not. */
function assertSound(texts: Record<string, string>): void {
  const repository = projectOf(texts, {});
  const findings = runRules(repository, rules);
  for (const finding of findings) {
    const places = [
      ...(finding.at === undefined ? [] : [finding.at]),
      ...(finding.fix?.edits ?? []),
    ];
    for (const { file, start, end } of places) {
      const length = repository.files.text(file)?.length ?? 0;
      if (!(start >= 0 && start <= end && end <= length))
        throw new Error(`${finding.rule} points to ${start}-${end} of ${length} in ${file}`);
    }
  }
  const named = new Set(findings.flatMap(({ fix }) => fix?.edits.map(({ file }) => file) ?? []));
  for (const { path, before, after } of planFixes(repository, findings, { unsafe: true }).files) {
    if (!named.has(path)) throw new Error(`a fix changes ${path}, which no finding names`);
    if (path.endsWith('.py') && parsePython(path, before).ok && !parsePython(path, after).ok)
      throw new Error(`a fix breaks ${path}`);
  }
}

/**
 * Reads, judges and fixes projects with one slip of the hand, as many as asked for: none may lead to
 * an internal error or take long.
 */
export function fixMutants(mutants: number): void {
  const random = seededRandom(20_261_124);
  const faults: string[] = [];
  let slowest = { ms: 0, what: '' };
  for (let round = 0; round < mutants; round += 1) {
    const { folder, texts } = projects[round % projects.length]!;
    const files = Object.keys(texts).filter((path) => MUTABLE.test(path) && texts[path] !== '');
    const file = files[Math.floor(random() * files.length)]!;
    const mutant = { ...texts, [file]: mutate(texts[file]!, random) };
    const started = process.cpuUsage();
    try {
      assertSound(mutant);
    } catch (error) {
      faults.push(
        `mutant ${round}, ${folder}/${file}: ${(error as Error).stack?.split('\n').slice(0, 3).join(' ')}`,
      );
    }
    const used = process.cpuUsage(started);
    const ms = (used.user + used.system) / 1000;
    if (ms > slowest.ms) slowest = { ms, what: `mutant ${round}, ${folder}/${file}` };
  }
  expect(faults).toEqual([]);
  expect(slowest.ms, slowest.what).toBeLessThan(LONGEST_MS);
}
