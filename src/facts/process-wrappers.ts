/** A program that starts the rest of its command line and stays in front of it. */
export interface ProcessWrapper {
  /** The words that introduce the rest, such as `newrelic-admin run-program`. */
  readonly words: readonly string[];
  /** Options that take a value of their own, such as `-f`. */
  readonly valued?: readonly string[];
  /** Words between the wrapper and the program, such as the seconds of `timeout 30`. */
  readonly positional?: number;
  /** True when only a word `--` ends the part of the wrapper. */
  readonly untilDashes?: boolean;
  /** The Python package that brings it. */
  readonly package?: string;
  /** The buildpack that writes it into the slug. */
  readonly buildpack?: WrapperBuildpack;
  /** True when it listens on `$PORT` itself, and the program behind it on a socket. */
  readonly bindsPort?: boolean;
}

/** A buildpack that puts a wrapper into the `bin` folder of the slug. */
export interface WrapperBuildpack {
  /** Its name as `heroku buildpacks:add` takes it. */
  readonly name: string;
  /** Matches how app.json may write it, whoever forked it. */
  readonly pattern: RegExp;
}

/** Source: heroku/heroku-buildpack-pgbouncer, bin; read 2026-11-30. */
const PGBOUNCER = { name: 'heroku/pgbouncer', pattern: /pgbouncer/i };
/** Source: heroku/heroku-buildpack-nginx, bin; read 2026-11-30. */
const NGINX = { name: 'heroku-community/nginx', pattern: /nginx/i };
/** Source: Dev Center, "QuotaGuard Static IP's"; read 2026-11-30. */
const QUOTAGUARD = {
  name: 'https://github.com/quotaguard/heroku-buildpack-qgtunnel',
  pattern: /qg|quotaguard/i,
};

const ofBuildpack = (buildpack: WrapperBuildpack, ...names: string[]): ProcessWrapper[] =>
  names.map((name) => ({ words: [name], buildpack }));
const plain = (...names: string[]): ProcessWrapper[] => names.map((name) => ({ words: [name] }));

/**
 * The programs that lines of a Procfile put in front of what they run. A path before the name does
 * not matter. Sources: the buildpacks above, and the manuals of the packages; read 2026-11-30.
 */
export const PROCESS_WRAPPERS: readonly ProcessWrapper[] = [
  ...plain('exec', 'time', 'nohup', 'env', 'setsid', 'command', 'dumb-init', 'tini', 'scout-apm'),
  { words: ['nice'], valued: ['-n', '--adjustment'] },
  { words: ['stdbuf'], valued: ['-i', '-o', '-e'] },
  { words: ['timeout'], valued: ['-s', '--signal', '-k', '--kill-after'], positional: 1 },
  { words: ['xvfb-run'], valued: ['-s', '--server-args', '-n'] },
  ...ofBuildpack(PGBOUNCER, 'start-pgbouncer', 'start-pgbouncer-stunnel', 'use-pgbouncer'),
  ...ofBuildpack(NGINX, 'start-nginx', 'start-nginx-solo', 'start-nginx-debug').map((one) => ({
    ...one,
    bindsPort: true,
  })),
  ...ofBuildpack(QUOTAGUARD, 'qgtunnel', 'qgsocksify'),
  ...ofBuildpack({ name: 'heroku-buildpack-stunnel', pattern: /stunnel/i }, 'start-stunnel'),
  ...ofBuildpack(
    { name: 'https://github.com/gaffneyc/heroku-buildpack-jemalloc', pattern: /jemalloc/i },
    'jemalloc.sh',
  ),
  { words: ['newrelic-admin', 'run-program'], package: 'newrelic' },
  { words: ['newrelic-admin', 'run-python'], package: 'newrelic' },
  { words: ['ddtrace-run'], package: 'ddtrace' },
  {
    words: ['opentelemetry-instrument'],
    valued: ['--traces_exporter', '--metrics_exporter', '--logs_exporter', '--service_name'],
    package: 'opentelemetry-distro',
  },
  { words: ['splunk-py-trace'], package: 'splunk-opentelemetry' },
  { words: ['elastic-apm-run'], package: 'elastic-apm' },
  { words: ['honcho', 'run'], valued: ['-e', '--env', '-d'], package: 'honcho' },
  { words: ['dotenv', 'run'], package: 'python-dotenv' },
  { words: ['doppler', 'run'], untilDashes: true },
  { words: ['infisical', 'run'], untilDashes: true },
  { words: ['chamber', 'exec'], untilDashes: true },
];

/**
 * How many of the words a wrapper takes at their beginning, with the wrapper; undefined when the
 * first word is no wrapper.
 */
export function wrapperOf(
  words: readonly string[],
): { readonly wrapper: ProcessWrapper; readonly length: number } | undefined {
  const name = words[0]?.replace(/^.*\//, '');
  const wrapper = PROCESS_WRAPPERS.find((one) =>
    one.words.every((word, index) => (index === 0 ? name : words[index]) === word),
  );
  if (wrapper === undefined) return undefined;
  const { valued = [], positional = 0, untilDashes = false } = wrapper;
  let length = wrapper.words.length;
  if (untilDashes) {
    const dashes = words.indexOf('--');
    return { wrapper, length: dashes < 0 ? length : dashes + 1 };
  }
  while (/^-./.test(words[length] ?? '')) {
    const option = words[length]!;
    length += valued.includes(option) ? 2 : 1;
    if (option === '--') break;
  }
  return { wrapper, length: length + positional };
}
