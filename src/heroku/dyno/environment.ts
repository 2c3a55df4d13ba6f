import { type DynoSize, defaultConcurrency } from '../../facts/dynos.ts';

export interface DynoEnvironmentOptions {
  readonly home: string;
  /** `web.1`, `release.1`, `run.1`. */
  readonly name: string;
  readonly port: number | undefined;
  readonly configVars: Readonly<Record<string, string>>;
}

/**
 * Everything a process of a dyno finds in its environment before `.profile.d` is read: config vars,
 * and what the platform itself sets over them.
 */
export function dynoEnvironment(options: DynoEnvironmentOptions): Record<string, string> {
  return {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    // A dyno's clock runs in UTC, whatever the zone of this machine.
    TZ: 'UTC',
    ...options.configVars,
    HOME: options.home,
    DYNO: options.name,
    // The platform sets it on one-off dynos, whatever the config var says.
    ...(/^(run|release)\./.test(options.name) ? { LANG: 'C.UTF-8' } : {}),
    ...(options.port === undefined ? {} : { PORT: String(options.port) }),
  };
}

/**
 * The bash script that turns a command line into a dyno's process: `.profile.d`, then `.profile`,
 * then the command as `$1`, in the app folder. The Python buildpack sizes WEB_CONCURRENCY from the
 * dyno's cgroup; here the numbers of the dyno's size stand in, where that script is present.
 */
export function dynoScript(size: DynoSize): string {
  return `cd "$HOME" || exit 1
for profile in .profile.d/*.sh; do
  if [ -f "$profile" ]; then source "$profile"; fi
done
if [ -f .profile ]; then source ./.profile; fi
if [ -f .profile.d/WEB_CONCURRENCY.sh ] && [ -z "\${DYNO_RAM:-}" ]; then
  export DYNO_RAM=${size.memoryMb}
  if [ -z "\${WEB_CONCURRENCY:-}" ]; then
    export WEB_CONCURRENCY=${defaultConcurrency(size)} WEB_CONCURRENCY_SET_BY=heroku/python
  fi
fi
unset profile
cd "$HOME" && exec "$BASH" -c "$1"
`;
}
