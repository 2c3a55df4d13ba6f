import { wrapWords } from '../../facts/wrap-text.ts';
import { FLAGS, type Flag } from './flags.ts';

/** The widest term that keeps its description on the same line. */
const TERM_COLUMNS = 30;

/** The flags in their groups as `yo dynoready --help` lists them, wrapped to the terminal. */
export function renderFlags(columns: number): string {
  const groups = [...new Set(FLAGS.map(({ group }) => group))];
  return groups
    .map((group) => {
      const members = FLAGS.filter((flag) => flag.group === group);
      return [`${group}:`, ...members.flatMap((flag) => renderFlag(flag, columns))].join('\n');
    })
    .join('\n\n');
}

function renderFlag({ name, placeholder, description, values }: Flag, columns: number): string[] {
  const term = placeholder === undefined ? `--${name}` : `--${name} <${placeholder}>`;
  const text = values === undefined ? description : `${description}: ${values.join(', ')}`;
  const indent = TERM_COLUMNS + 4;
  const sentence = `${text[0]?.toUpperCase()}${text.slice(1)}.`;
  const lines = wrapWords(sentence, Math.max(columns, 60) - indent);
  return lines.map((line, index) =>
    index === 0 ? `  ${term.padEnd(TERM_COLUMNS)}  ${line}` : `${' '.repeat(indent)}${line}`,
  );
}
