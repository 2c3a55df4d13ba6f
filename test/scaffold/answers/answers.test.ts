import { describe, expect, test } from 'vitest';
import { FEATURES } from '../../../src/facts/features.ts';
import { UsageError } from '../../../src/facts/usage-error.ts';
import {
  ANSWER_FIELDS,
  chosenFeatures,
  parseGivenAnswers,
} from '../../../src/scaffold/answers/answers.ts';
import { FLAGS, termOf } from '../../../src/scaffold/answers/flags.ts';

function refusal(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    if (error instanceof UsageError)
      return [error.message, ...error.evidence, ...error.next].join('\n');
    throw error;
  }
  return 'accepted';
}

test('every question has a flag of the same name', () => {
  const flags = new Set(FLAGS.map(({ name }) => name));
  expect(ANSWER_FIELDS.filter(({ flag }) => !flags.has(flag))).toEqual([]);
});

test('the flags say what they take', () => {
  expect(FLAGS.map(termOf)).toEqual([
    '--yes',
    '--dry-run',
    '--undo',
    '--update',
    '--lock',
    '--new <name>',
    '--only <features>',
    '--skip <features>',
    '--project <folder>',
    '--production-module <module>',
    '--settings <choice>',
    '--environment <choice>',
    '--database <choice>',
    '--package-manager <choice>',
    '--python-version-file <choice>',
    '--python-version <3.N>',
    '--hsts-seconds <seconds>',
    '--app-name <name>',
    '--cache <choice>',
    '--tasks <choice>',
    '--server <choice>',
    '--storage <choice>',
    '--email <choice>',
    '--sentry',
    '--csp <choice>',
    '--health',
    '--review-apps',
    '--review-script <command>',
    '--ci <choice>',
    '--pre-commit',
    '--graphql',
    '--models <models>',
    '--include <fields>',
    '--exclude <fields>',
    '--auth <way>',
  ]);
});

describe('answers given as flags', () => {
  test('are read by their dashed and their camel-cased name, and the rest of the options is passed over', () => {
    const options = {
      'python-version': '3.13',
      hstsSeconds: '600',
      health: true,
      skipInstall: true,
      yes: true,
    };
    expect(parseGivenAnswers(options)).toEqual({
      pythonVersion: '3.13',
      hstsSeconds: 600,
      health: true,
    });
  });

  test('are refused with what the flag takes', () => {
    expect(refusal(() => parseGivenAnswers({ settings: 'both' }))).toBe(
      "--settings cannot be 'both'.\nIt takes: split or single.",
    );
    expect(refusal(() => parseGivenAnswers({ pythonVersion: '3.13.1' }))).toBe(
      "--python-version cannot be '3.13.1'.\nIt takes: a line such as 3.13, without a patch number.",
    );
    expect(refusal(() => parseGivenAnswers({ hstsSeconds: 0 }))).toBe(
      "--hsts-seconds cannot be '0'.\nIt takes: a number of seconds, at least 1.",
    );
  });
});

describe('the entries of a run', () => {
  test('are all of them, those of --only, or all but those of --skip', () => {
    expect([...chosenFeatures({})]).toEqual([...FEATURES]);
    expect([...chosenFeatures({ only: 'procfile, gunicorn' })]).toEqual(['procfile', 'gunicorn']);
    expect([...chosenFeatures({ skip: ['health,settings'] })]).toEqual(
      FEATURES.filter((entry) => entry !== 'health' && entry !== 'settings'),
    );
  });

  test('are refused when unknown or contradictory', () => {
    expect(refusal(() => chosenFeatures({ only: 'profile' }))).toBe(
      `--only does not know 'profile'.\nIt takes: ${FEATURES.join(', ')}.`,
    );
    expect(refusal(() => chosenFeatures({ only: 'procfile', skip: 'health' }))).toBe(
      '--only and --skip exclude each other.\nGive one of them.',
    );
  });
});
