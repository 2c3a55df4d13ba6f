import { expect, test } from 'vitest';
import { FEATURES } from '../../../src/facts/features.ts';
import { PLANNERS, plannersOf } from '../../../src/scaffold/plan/planners.ts';

test('a feature without a planner does not compile', () => {
  const { csp: _left, ...others } = PLANNERS;
  // @ts-expect-error -- the content security policy has no planner
  const planners: typeof PLANNERS = others;
  // @ts-expect-error -- a feature that takes part in no pass
  const idle: (typeof PLANNERS)['csp'] = {};
  // @ts-expect-error -- no such feature
  const unknown: keyof typeof PLANNERS = 'no-such-feature';
  expect([Object.keys(idle), unknown in planners]).toEqual([[], false]);
});

test('every feature plans something, but the answers, which are kept from the whole plan', () => {
  const planned = [...plannersOf('settings', () => true), ...plannersOf('files', () => true)];
  expect(new Set(planned.map(([feature]) => feature))).toEqual(
    new Set(FEATURES.filter((feature) => feature !== 'answers')),
  );
});

test('a pass keeps its order, and takes the chosen features alone', () => {
  const chosen = new Set<string>(['tasks', 'procfile', 'uploads', 'cache']);
  const order = (pass: 'settings' | 'files'): string[] =>
    plannersOf(pass, (feature) => chosen.has(feature)).map(([feature]) => feature);
  expect(order('settings')).toEqual(['cache', 'tasks', 'uploads']);
  expect(order('files')).toEqual(['procfile', 'tasks']);
});
