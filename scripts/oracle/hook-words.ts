/**
 * The script that a hook's description asks for; undefined when any part of the description is not
 * understood: a hook that does half of what it should would prove nothing. The environment goes to
 * a file, where it is compared.
 */
export function hookScript(description: string): string | undefined {
  const quotes: string[] = [];
  const words = description
    .replace(
      /(?<![\w])(['"`])(.*?)\1(?!\w)/g,
      (_whole, _mark, text: string) => `Q${quotes.push(text) - 1}Q`,
    )
    .replace(/\s+\([^)]*\)/g, '')
    .replace(/\.\s*$/, '');
  const lines: string[] = [];
  let verb = '';
  for (const part of words.split(/\s*;\s*|\.\s+|,?\s+and then\s+|,?\s+and\s+|,?\s+then\s+|,\s+/)) {
    const own = VERB.exec(part)?.[0];
    const clause = own === undefined ? `${verb} ${part}` : part;
    verb = own ?? verb;
    const line = CLAUSES.map(
      ([pattern, write]) =>
        pattern.exec(clause) && write(pattern.exec(clause)?.slice(1) ?? [], quotes),
    ).find((one) => typeof one === 'string');
    if (line === undefined) return undefined;
    lines.push(line);
  }
  return ['#!/usr/bin/env bash', ...lines, ''].join('\n');
}

const VERB =
  /^(exits?|fails?|succeeds?|prints?|echoe?s?|outputs?|logs?|writes?|deletes?|removes?|empties|creates?|makes?|lists?|runs?)\b/i;

type Clause = readonly [
  RegExp,
  (groups: readonly (string | undefined)[], quotes: readonly string[]) => string,
];

const CLAUSES: readonly Clause[] = [
  [/^exits? (?:with )?(?:exit )?(?:status |code )?(\d+)$/i, ([status]) => `exit ${status}`],
  [/^(?:exits? (?:non-?zero|with (?:a non-?zero status|an error))|fails?)$/i, () => 'exit 1'],
  [/^(?:exits? success\w*|succeeds?)$/i, () => 'exit 0'],
  [
    /^(?:prints?|outputs?|dumps?) (?:out )?(?:the |its )?(?:sorted )?(?:env(?:ironment)?|env(?:ironment)? var(?:iable)?s)$/i,
    () => 'printenv | sort >"$BUILD_DIR/.hook-environment"',
  ],
  [
    /^(?:prints?|echoe?s?|outputs?|logs?) (?:the (?:text|line|message) )?Q(\d+)Q(?: (?:to|on) (?:stdout|stderr|the log|standard (?:output|error)))?$/i,
    ([quote], quotes) => `echo ${quoted(quotes[Number(quote)] ?? '')}`,
  ],
  [
    /^(?:prints?|echoe?s?|outputs?|logs?) (?:an?|one) (?:\w+ )*(?:line|message|text|error)(?: (?:to|on) \w+)?$/i,
    () => 'echo the hook ran',
  ],
  [
    /^writes? Q(\d+)Q (?:in)?to (\S+)$/i,
    ([quote, path = ''], quotes) =>
      `mkdir -p "$(dirname ${path})" && echo ${quoted(quotes[Number(quote)] ?? '')} >${inQuotes(path)}`,
  ],
  [
    /^(?:deletes?|removes?) the (?:buildpack's )?build[- ]data file$/i,
    () => 'rm -f "$CACHE_DIR/build-data/python.json"',
  ],
  [/^empties (?:the cache|\$CACHE_DIR)$/i, () => 'rm -rf "$CACHE_DIR"/*'],
  [
    /^(?:deletes?|removes?) (?:the )?(?:file |folder |directory )?([\w$./-]*[$./][\w$./-]*)$/i,
    ([path = '']) => `rm -rf ${inQuotes(path)}`,
  ],
  [
    /^(?:creates?|makes?) (?:an? |the )?(?:empty )?(?:folder|directory) ([\w$./-]+)$/i,
    ([path = '']) => `mkdir -p ${inQuotes(path)}`,
  ],
  [
    /^(?:creates?|makes?) (?:an? |the )?(?:empty )?(?:file )?([\w$./-]*[$./][\w$./-]*)$/i,
    ([path = '']) => `mkdir -p "$(dirname ${path})" && touch ${inQuotes(path)}`,
  ],
  [/^lists editable-install path files in site-packages$/i, () => ':'],
  [
    /^runs the three console scripts$/i,
    () =>
      'for script in local_package_pyproject_toml local_package_setup_py; do "$script" || exit 1; done',
  ],
];

/** Variables such as $CACHE_DIR are filled in, blanks are kept. */
function inQuotes(path: string): string {
  return `"${path.replace(/["`\\]/g, '\\$&')}"`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
