import { defineRule } from '../check/rule.ts';
import { compareCycles } from '../facts/end-of-life.ts';
import { findPythonLine, pythonLines } from '../facts/python-lines.ts';
import { buildPython } from '../queries/python-version/build-python.ts';
import { pythonFix, suitedPython } from '../queries/python-version/suited-python.ts';

export default defineRule<{ line: string; file: string; ends: string | undefined; newest: string }>(
  {
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
    docs: 'The requested Python is no longer built, or will not be for long.',
    initFeature: 'python-version',
    example: { line: '3.9', file: '.python-version', ends: undefined, newest: '3.12, 3.13, 3.14' },
    *check(repository) {
      const python = buildPython(repository);
      const oldest = pythonLines()[0];
      if (python === undefined || oldest === undefined) return;
      const facts = {
        line: python.line,
        file: python.at.file,
        newest: pythonLines()
          .slice(-3)
          .map(({ line }) => line)
          .join(', '),
      };
      const ends = findPythonLine(python.line)?.supportEnds;
      const fix = pythonFix(python, suitedPython(repository));
      if (compareCycles(python.line, oldest.line) < 0)
        yield { at: python.at, facts: { ...facts, ends: undefined }, ...fix };
      else if (ends !== undefined)
        yield { at: python.at, facts: { ...facts, ends }, severity: 'warning', ...fix };
    },
    message: ({ line, file, ends, newest }) => ({
      what:
        ends === undefined
          ? `${file} asks for Python ${line}, which reached its end of life.`
          : `${file} asks for Python ${line}, which the platform drops on ${ends}.`,
      why:
        ends === undefined
          ? 'The build refuses it with `python-version::eol`.'
          : 'Builds print a warning until then and fail from that day on, also the one with your urgent fix.',
      next:
        file === 'Pipfile.lock'
          ? `Take one of ${newest}, test with it, name it in the Pipfile as python_version below [requires], and make the lock anew:\n  pipenv lock`
          : file === 'runtime.txt'
            ? `Take one of ${newest}, test with it, write it into .python-version, and delete runtime.txt, which is deprecated.`
            : `Take one of ${newest}, test with it, and write it into ${file}.`,
    }),
  },
);
