/** How libraries say that a variable of the environment is missing; group 1 is its name. */
const ASKED_FOR: readonly RegExp[] = [
  // os.environ, whatever the name: its own frame stands above the error.
  /(?:<frozen os>|\/os\.py)", line \d+, in __getitem__\n(?:.*\n){0,6}?KeyError: '([^'\n]+)'/g,
  /KeyError: '([A-Z][A-Z0-9_]+)'/g,
  // django-environ
  /Set the (\S+) environment variable/g,
  // python-decouple
  /UndefinedValueError: (\w+) not found\. Declare it as envvar/g,
  // environs
  /Environment variable "([^"\n]+)" not set/g,
  // prettyconf
  /UnknownConfiguration: Configuration '(\w+)' not found/g,
  // What projects say themselves.
  /\b([A-Z][A-Z0-9]*_[A-Z0-9_]+) (?:is not set|is required|must be set|environment variable (?:is )?(?:not set|missing|required|not found))/g,
  /[Mm]issing (?:required )?env(?:ironment)? var(?:iable)?s?:? '?"?([A-Z][A-Z0-9_]+)/g,
];

/** pydantic-settings lists each field on a line of its own. */
const FIELD_REQUIRED = /^(\w+)\n\s+Field required \[type=missing/gm;

/**
 * Names of the variables that settings asked for in vain, each once and in its own spelling, from
 * the words of os.environ and of the libraries that read it.
 */
export function missingVariables(output: string): readonly string[] {
  const named = ASKED_FOR.flatMap((pattern) =>
    [...output.matchAll(pattern)].map((match) => match[1] ?? ''),
  );
  const fields = /validation errors? for \w*(?:Settings|Config|Env)/i.test(output)
    ? [...output.matchAll(FIELD_REQUIRED)].map((match) => (match[1] ?? '').toUpperCase())
    : [];
  return [...new Set([...named, ...fields])];
}
