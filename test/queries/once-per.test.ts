import { expect, test } from 'vitest';
import { oncePer } from '../../src/queries/once-per.ts';

test('an answer is computed once for each subject, also when it is undefined', () => {
  const asked: object[] = [];
  const answer = oncePer((subject: { readonly name?: string }) => {
    asked.push(subject);
    return subject.name;
  });
  const [named, nameless] = [{ name: 'shop' }, {}];
  expect([answer(named), answer(named), answer(nameless), answer(nameless)]).toEqual([
    'shop',
    'shop',
    undefined,
    undefined,
  ]);
  expect(asked).toEqual([named, nameless]);
});
