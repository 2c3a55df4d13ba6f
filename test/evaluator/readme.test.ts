import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import type { SettingState } from '../../src/evaluator/api.ts';
import { evaluateText } from './evaluated-text.ts';

const readme = readFileSync(
  join(dirname(fileURLToPath(import.meta.url)), '../../src/evaluator/README.md'),
  'utf8',
);
const examples = [...readme.matchAll(/^## ([^\n]+)$|```python\n(.*?)```\n\n```text\n(.*?)```/gms)];

/** A setting as the page writes it. */
function written(name: string, state: SettingState): string {
  if (state.state === 'absent') return `${name} is absent`;
  if (state.state === 'known') return `${name} = ${JSON.stringify(state.value)}`;
  const known = state.elements?.flatMap(({ value }) => (value === undefined ? [] : [value])) ?? [];
  const elements = known.length === 0 ? '' : `; known elements: ${JSON.stringify(known)}`;
  return `${name} is unknown: ${state.because}${elements}`;
}

describe('the examples of the README are true', () => {
  let title = '';
  for (const [, heading, text, said] of examples) {
    title = heading ?? title;
    if (text === undefined || said === undefined) continue;
    test(`${title}: ${said.split('\n')[0]}`, () => {
      const settings = evaluateText(text);
      const lines = said.trim().split('\n');
      const names = lines.map((line) => line.split(' ')[0]!);
      expect(names.map((name) => written(name, settings.get(name)))).toEqual(lines);
    });
  }
});
