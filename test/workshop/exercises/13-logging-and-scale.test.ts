import { expect, test } from 'vitest';
import exercise from '../../../src/workshop/exercises/13-logging-and-scale.ts';
import { fixture, projectOf } from '../../scaffold/fixture-project.ts';

const stock = fixture('startproject-6.1');
const praiseOf = (logging: string): readonly string[] =>
  exercise.praise(
    projectOf({ ...stock, 'mysite/settings.py': `${stock['mysite/settings.py']}\n${logging}` }),
  );

test('a configured root logger is praised, any other is not', () => {
  expect(praiseOf('LOGGING = {"version": 1, "root": {"handlers": ["console"]}}\n')).toHaveLength(1);
  expect(praiseOf('LOGGING = {"version": 1, "loggers": {"django": {}}}\n')).toEqual([]);
  expect(praiseOf('')).toEqual([]);
});
