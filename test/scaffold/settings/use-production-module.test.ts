import { expect, test } from 'vitest';
import { UsageError } from '../../../src/facts/usage-error.ts';
import { chooseProductionModule } from '../../../src/scaffold/flow/choose-production-module.ts';
import { useProductionModule } from '../../../src/scaffold/settings/use-production-module.ts';
import { caseProjects, trackedProject } from '../case-projects.ts';
import type { Texts } from '../fixture-project.ts';

const { 'dev-debug-env': withHeroku } = caseProjects('foreign-projects');
const { 'mysite/settings/heroku.py': heroku, ...developmentOnly } = withHeroku!;
const moduleOf = (texts: Texts, chosen?: string): string | undefined =>
  useProductionModule(trackedProject(texts), chosen).djangoProject?.production?.module;

test('takes the module for production that nothing uses, one for Heroku before others', () => {
  expect(moduleOf(withHeroku!)).toBe('mysite.settings.heroku');
  const several = { ...withHeroku, 'mysite/settings/production.py': heroku! };
  expect(moduleOf(several)).toBe('mysite.settings.heroku');
});

test('takes no module that another one loads', () => {
  const loaded = {
    ...withHeroku,
    'mysite/settings/develop.py': 'from .heroku import *\nDEBUG = False\n',
  };
  expect(() => moduleOf(loaded)).toThrow(UsageError);
});

test('refuses settings for development alone, with the flag that names the module', () => {
  let refusal: unknown;
  try {
    moduleOf(developmentOnly);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({
    message: 'Which settings module is for production cannot be told.',
    evidence: [
      'A dyno would import mysite.settings.develop, which is named for development.',
      'These look like settings: mysite.settings.base',
    ],
    next: ['Name the one for production: dynoready init --production-module mysite.settings.base'],
  });
  expect(moduleOf(developmentOnly, 'mysite.settings.base')).toBe('mysite.settings.base');
  expect(() => moduleOf(developmentOnly, 'mysite.settings.nowhere')).toThrow(
    "--production-module cannot be 'mysite.settings.nowhere'.",
  );
});

test('a person is asked only where the project does not tell', async () => {
  const asked: string[] = [];
  const ask = async (question: { message: string; default: unknown }): Promise<unknown> => {
    asked.push(question.message);
    return question.default;
  };
  expect(await chooseProductionModule(trackedProject(withHeroku!), ask)).toBeUndefined();
  expect(await chooseProductionModule(trackedProject(developmentOnly), ask)).toBe(
    'mysite.settings.base',
  );
  expect(await chooseProductionModule(trackedProject(developmentOnly), undefined)).toBeUndefined();
  expect(asked).toEqual(['Which settings module is for production?']);
});
