import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { factsInForce } from '../facts/in-force.ts';
import {
  findPythonRow,
  pythonFactsRead,
  pythonLines,
  pythonRefusal,
} from '../facts/python-lines.ts';
import { buildPython, pythonFix, suitedPython } from '../queries/python-version/python-versions.ts';

interface Facts {
  readonly line: string;
  readonly file: string;
  /** Refused now, refused from a day on that Heroku announced, or expected to be refused. */
  readonly state: 'refused' | 'announced' | 'expected';
  /** ISO date; undefined for a line whose refusal is long past. */
  readonly ends: string | undefined;
  readonly newest: string;
  readonly read: string;
}

export default defineRule<Facts>({
  id: 'python-version-eol',
  group: 'python-version',
  severity: 'error',
  fixSafety: 'unsafe',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Heroku Python Support": supported Python versions',
    url: 'https://devcenter.heroku.com/articles/python-support#supported-python-versions',
  },
  leadsTo: ['python-version::eol', 'python-3.10-deprecated'],
  docs: 'Heroku no longer builds the requested Python, or will stop soon.',
  initFeature: 'python-version',
  example: {
    line: '3.9',
    file: '.python-version',
    state: 'refused',
    ends: '2026-01-07',
    newest: '3.13, 3.14, 3.15',
    read: '2026-11-30',
  },
  *check(repository) {
    const python = buildPython(repository);
    const oldest = pythonLines()[0];
    if (python === undefined || oldest === undefined) return;
    const { line, at } = python;
    const { today } = factsInForce();
    const row = findPythonRow(line);
    const facts = {
      line,
      file: at.file,
      newest: pythonLines()
        .slice(-3)
        .map((one) => one.line)
        .join(', '),
      read: row?.read ?? pythonFactsRead(),
    };
    const fix = pythonFix(python, suitedPython(repository));
    if (compareCycles(line, oldest.line) < 0) {
      const ends = row?.refusedSince ?? undefined;
      yield { at, facts: { ...facts, state: 'refused', ends }, ...fix };
      return;
    }
    const refusal = pythonRefusal(line);
    const isOver = row?.upstreamEnds != null && row.upstreamEnds < today;
    if (refusal === undefined || (refusal.expected && !isOver)) return;
    const state = refusal.expected ? 'expected' : 'announced';
    yield {
      at,
      facts: { ...facts, state, ends: refusal.on },
      severity: 'warning',
      ...fix,
    };
  },
  message: ({ line, file, state, ends, newest, read }) => ({
    what: `${file} asks for Python ${line}, ${whatHappens(state, ends)} (read on ${read}).`,
    why: WHY[state],
    next:
      file === 'Pipfile.lock'
        ? `Take one of ${newest}, test with it, name it in the Pipfile as python_version below [requires], and regenerate the lock file:\n  pipenv lock`
        : file === 'runtime.txt'
          ? `Take one of ${newest}, test with it, write it into .python-version, and delete runtime.txt, which is deprecated.`
          : `Take one of ${newest}, test with it, and write it into ${file}.`,
  }),
});

const WHY: Readonly<Record<Facts['state'], string>> = {
  refused: 'The build refuses it with `python-version::eol`.',
  announced:
    'Builds print a warning until then and fail from that day on, also the one with your urgent fix.',
  expected:
    'It gets no security fixes any more, and builds of a refused Python fail, also the one with your urgent fix.',
};

function whatHappens(state: Facts['state'], ends: string | undefined): string {
  if (state === 'announced') return `which Heroku refuses from ${ends}`;
  if (state === 'expected')
    return `which Heroku is expected to refuse from about ${ends}; Heroku has not said when`;
  return ends === undefined
    ? 'which reached its end of life'
    : `which Heroku has refused since ${ends}`;
}
