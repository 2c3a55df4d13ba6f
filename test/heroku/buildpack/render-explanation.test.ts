import { expect, test } from 'vitest';
import {
  buildExplanations,
  type ConsequenceId,
  deprecationOf,
  type FailureId,
  findFailure,
  type NoteId,
} from '../../../src/facts/failures/find.ts';
import { factsInForce } from '../../../src/facts/in-force.ts';
import { findPlatformCode } from '../../../src/facts/platform-codes.ts';
import { fail } from '../../../src/heroku/buildpack/refusal.ts';
import {
  markLines,
  renderFailure,
  renderNote,
} from '../../../src/heroku/buildpack/render-explanation.ts';

/** Every failure id that the classic buildpack records. */
const RECORDED = [
  ...[
    'checks::stack::eol',
    'checks::stack::unknown',
    'checks::duplicate-python-buildpack',
    'checks::existing-python-dir',
  ],
  ...[
    'checks::existing-venv-dir',
    'hooks::pre_compile',
    'hooks::post_compile',
    'package-manager::pipenv-missing-lockfile',
  ],
  ...[
    'package-manager::setup-py-only',
    'package-manager::none-found',
    'package-manager::multiple-found',
    'runtime-txt::invalid-version',
  ],
  ...[
    'runtime-txt::not-supported',
    'python-version-file::misspelled',
    'python-version-file::invalid-version',
  ],
  ...[
    'python-version-file::invalid-encoding',
    'python-version-file::no-version',
    'python-version-file::multiple-versions',
  ],
  ...[
    'python-version-file::not-found',
    'pipfile-lock::invalid-json',
    'pipfile-lock::invalid-version',
    'python-version::eol',
  ],
  ...['python-version::unknown-major', 'python-version::unknown-patch', 'install-python'],
  ...['pip', 'pipenv', 'poetry', 'uv'].flatMap((name) => [
    `install-package-manager::${name}`,
    `install-dependencies::${name}`,
  ]),
  ...[
    'nltk-downloader',
    'collectstatic-syntax-error',
    'collectstatic-improper-configuration',
    'collectstatic-fancy-references',
  ],
  ...[
    'collectstatic-missing-file',
    'collectstatic-other',
    'build-data::data-file-deleted',
    'internal-error::bundled-pip-not-found',
  ],
  ...['internal-error::abort', 'internal-error::unhandled'],
];

test.each(RECORDED)('%s is explained', (id) => {
  expect(findFailure(id)?.kind).toBe('failure');
});

test('an id without explanation does not compile', () => {
  // @ts-expect-error -- no such failure
  const unknown: FailureId = 'checks::no-such-check';
  // @ts-expect-error -- a warning ends no build
  const warning: FailureId = 'nltk-txt-missing';
  // @ts-expect-error -- a failure is no warning
  const failure: NoteId = 'checks::stack::eol';
  // @ts-expect-error -- nor has the platform such a code
  const code: ConsequenceId = 'H98';
  // @ts-expect-error -- a build refuses with an id that is explained
  const { reason } = fail('checks', 'checks::no-such-check');
  expect([unknown, code, reason].map((id) => findFailure(id as string))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([warning, failure].map((id) => findFailure(id)?.kind)).toEqual(['warning', 'failure']);
  expect(findPlatformCode(code)).toBeUndefined();
});

test('the warning about each line of Python that will be refused is explained', () => {
  const refused = factsInForce().tables.python.lines.filter(
    ({ refusedSince, classic }) => refusedSince !== null && classic !== null,
  );
  expect(refused).not.toEqual([]);
  expect(refused.filter(({ line }) => deprecationOf(line) === undefined)).toEqual([]);
});

test('no id is explained twice', () => {
  const ids = buildExplanations().flatMap(({ id, aliases = [] }) => [id, ...aliases]);
  expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
});

test.each(buildExplanations().map((one) => [one.id, one] as const))(
  '%s says what, why and what to do, and names its source',
  (_id, one) => {
    for (const text of [one.title, one.trigger, one.consequence, one.source, ...one.remedy])
      expect(text.trim()).not.toBe('');
    expect(one.title).not.toMatch(/[.!]$/);
    expect(one.remedy.length).toBeGreaterThan(0);
  },
);

test('a failure is printed in four parts behind the mark, with commands on lines of their own', () => {
  const refusal = fail('python-version', 'python-version-file::multiple-versions', '3.13,3.14', {
    evidence: ['3.13', '3.14'],
  });
  expect(
    markLines(renderFailure(refusal)).join('\n'),
  ).toBe(` !     Error: .python-version names more than one version
 !
 !     pyenv takes several lines, the platform takes one; even two equal lines are
 !     refused.
 !
 !     Found:
 !       3.13
 !       3.14
 !
 !     The build stops here; the release that runs now stays as it is.
 !
 !     What to do:
 !     Keep one line:
 !       echo 3.14 > .python-version
 !       git add .python-version && git commit -m "Set the Python version"
 !
 !     More about it:
 !       dynoready explain python-version-file::multiple-versions`);
});

test('a command in a remedy is never broken in two', () => {
  const broken = buildExplanations()
    .flatMap(({ remedy }) => remedy.join('\n').split('\n'))
    .filter(
      (line) =>
        line.length > 80 &&
        !line.startsWith('  ') &&
        /\b(git|heroku|pip|python|pipenv|poetry|uv|dynoready) (-|\w)+/.test(
          line.replace(/^.*: /, ': '),
        ),
    );
  expect(broken.filter((line) => / (?:&&|-\w|--\w)/.test(line))).toEqual([]);
});

test('a line of evidence that would fill the screen is cut', () => {
  const text = renderFailure(
    fail('install-dependencies', 'install-dependencies::pip', null, {
      evidence: ['x'.repeat(5000)],
    }),
  );
  expect(text.split('\n').find((line) => line.startsWith('  x'))).toBe(`  ${'x'.repeat(159)}…`);
});

test('a warning is printed with its consequence and its remedy', () => {
  expect(
    markLines(renderNote(findFailure('nltk-txt-missing')!)).join('\n'),
  ).toBe(` !     Warning: nltk is installed, but nltk.txt names no corpora
 !
 !     The package nltk can be imported and the root has no nltk.txt.
 !
 !     No corpora are downloaded during the build; code that needs one fails at run
 !     time.
 !
 !     What to do:
 !     Name the corpora, one a line, in nltk.txt:
 !       echo stopwords > nltk.txt`);
});
