/**
 * The file in which a dyno finds its memory limit in bytes (control groups, version 1). Source:
 * buildpack v351; read 2026-11-23.
 */
export const MEMORY_LIMIT_FILE = '/sys/fs/cgroup/memory/memory.limit_in_bytes';

/**
 * The script that sizes `WEB_CONCURRENCY`: the smaller of one worker per 256 MB and two per core
 * and one more. A value of the user stays; without a limit file, or with one above 1 TB, nothing is
 * set. Progress goes to standard error, on web dynos alone.
 */
export function webConcurrencyScript(memoryLimitFile: string): string {
  return `# Chooses how many workers a web server starts, from the memory and the processors of this dyno.
size_web_concurrency() {
  local limit_file="${memoryLimitFile}" memory_mb cores by_memory by_cores limited_by
  say() {
    case "\${DYNO:-}" in web.*) echo "Python buildpack: $1" >&2 ;; esac
  }
  if [ ! -f "$limit_file" ]; then
    say "no memory limit was found, so WEB_CONCURRENCY is left alone."
    return 0
  fi
  memory_mb=$(($(cat "$limit_file") / 1048576))
  if [ "$memory_mb" -gt 1048576 ]; then
    say "the memory limit of $memory_mb MB is no limit, so WEB_CONCURRENCY is left alone."
    return 0
  fi
  cores=$(nproc)
  say "$memory_mb MB of memory and $cores processors."
  export DYNO_RAM="$memory_mb"
  if [ -n "\${WEB_CONCURRENCY+set}" ]; then
    say "WEB_CONCURRENCY stays $WEB_CONCURRENCY, as the app's own setting."
    return 0
  fi
  by_memory=$((memory_mb / 256))
  if [ "$by_memory" -lt 1 ]; then by_memory=1; fi
  by_cores=$((2 * cores + 1))
  if [ "$by_memory" -le "$by_cores" ]; then
    export WEB_CONCURRENCY="$by_memory"
    limited_by=memory
  else
    export WEB_CONCURRENCY="$by_cores"
    limited_by=cpu
  fi
  export WEB_CONCURRENCY_SET_BY=heroku/python
  say "WEB_CONCURRENCY is $WEB_CONCURRENCY, limited by $limited_by."
}
size_web_concurrency
unset -f size_web_concurrency say
`;
}
