import { sentence, wrapWords } from '../../facts/wrap-text.ts';
import { describeFlag, FLAGS, type Flag, termOf } from './flags.ts';

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

function renderFlag(flag: Flag, columns: number): string[] {
  const indent = TERM_COLUMNS + 4;
  const lines = wrapWords(sentence(describeFlag(flag)), Math.max(columns, 60) - indent);
  return lines.map((line, index) =>
    index === 0
      ? `  ${termOf(flag).padEnd(TERM_COLUMNS)}  ${line}`
      : `${' '.repeat(indent)}${line}`,
  );
}
