import type { Repository } from '../../project/repository.ts';
import { processCalls } from '../../queries/processes/process-commands.ts';
import { knownSetting } from '../../queries/settings/production-settings.ts';
import { defineExercise, type Remark, remark } from '../exercise.ts';
import { lineOf, lineWith } from '../place-line.ts';

/** A year, in seconds: what browsers' lists ask for, and too much to begin with. */
const YEAR_SECONDS = 31_536_000;

export default defineExercise({
  number: 14,
  title: 'Hardening',
  text: '14-hardening',
  minutes: 25,
  groups: ['hardening'],
  rules: ['hsts-missing'],
  remarks: (repository) => [
    ...longHsts(repository),
    ...warningsIgnored(repository),
    ...testsRedirected(repository),
    ...checkInBuild(repository),
  ],
  praise: (repository) => [
    ...(knownSetting(repository, 'SECURE_PROXY_SSL_HEADER') === undefined
      ? []
      : ["Django trusts the router's header, so the redirect to HTTPS ends."]),
    ...(knownSetting(repository, 'SESSION_COOKIE_SECURE')?.value === true
      ? ['Session cookies are sent only over HTTPS.']
      : []),
  ],
  rehearsal: { mayFail: [] },
  solvedBy: ['https', 'email'],
  answer: [
    'SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")',
    'SECURE_SSL_REDIRECT = True',
  ],
});

function longHsts(repository: Repository): Remark[] {
  const setting = knownSetting(repository, 'SECURE_HSTS_SECONDS');
  if (
    setting?.at === undefined ||
    typeof setting.value !== 'number' ||
    setting.value < YEAR_SECONDS
  )
    return [];
  return [
    remark(
      `HSTS is set to ${setting.value} seconds on the first day.`,
      'Browsers remember it for a year, and you cannot undo it if one domain turns out not to support HTTPS.',
      'Start with an hour (3600), and raise it once HTTPS works on every domain.',
      {
        file: setting.at.file,
        line: lineOf(repository, setting.at),
        blocks: false,
      },
    ),
  ];
}

function warningsIgnored(repository: Repository): Remark[] {
  const call = processCalls(repository, 'release').find(
    ({ args }) =>
      args.some(({ text }) => text === '--deploy') &&
      !args.some(({ text }) => text.startsWith('--fail-level')),
  );
  if (call === undefined) return [];
  return [
    remark(
      '`check --deploy` in the release phase exits with 0 despite warnings.',
      'It prints them to a log that nobody reads, and the release succeeds anyway.',
      'Add `--fail-level WARNING`.',
      {
        file: 'Procfile',
        line: lineOf(repository, call.at),
        blocks: false,
      },
    ),
  ];
}

function testsRedirected(repository: Repository): Remark[] {
  const { djangoProject } = repository;
  const reference = djangoProject?.references.find(
    ({ kind, value }) =>
      kind === 'test-configuration' && value === djangoProject.productionModule?.value,
  );
  // A single file may be told by the environment that it is tested.
  if (
    reference === undefined ||
    !djangoProject?.settingsArePackage ||
    knownSetting(repository, 'SECURE_SSL_REDIRECT')?.value !== true
  )
    return [];
  return [
    remark(
      `The tests run with \`${reference.value}\`.`,
      'Tests use plain HTTP, so its redirect answers each of their requests with a 301.',
      'Use the local module there, or a separate one for tests.',
      { file: reference.at.file, line: lineOf(repository, reference.at), blocks: false },
    ),
  ];
}

/** Hooks of the build. Source: buildpack v351; read 2026-11-23. */
const HOOKS = ['bin/pre_compile', 'bin/post_compile'];

function checkInBuild(repository: Repository): Remark[] {
  const file = HOOKS.find((path) => CHECK.test(repository.files.text(path) ?? ''));
  if (file === undefined) return [];
  return [
    remark(
      'The build runs `manage.py check`.',
      'From Django 6.1 on, it may query the database, which a build cannot reach. On the first push there is none.',
      'Move it to the release phase, before migrate, and remove the line from the hook.',
      { ...lineWith(repository, new RegExp(`^${file}$`), CHECK), blocks: false },
    ),
  ];
}

const CHECK = /\bmanage\.py\s+check\b/;
