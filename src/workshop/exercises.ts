import type { Exercise } from './exercise.ts';
import repository from './exercises/01-repository.ts';
import settings from './exercises/02-settings.ts';
import staticFiles from './exercises/03-static-files.ts';
import secrets from './exercises/04-secrets.ts';
import database from './exercises/05-database.ts';
import dependencies from './exercises/06-dependencies.ts';
import pythonVersion from './exercises/07-python-version.ts';
import processes from './exercises/08-processes.ts';
import release from './exercises/09-release.ts';
import appJson from './exercises/10-app-json.ts';
import addOns from './exercises/11-add-ons.ts';
import firstDeploy from './exercises/12-first-deploy.ts';
import loggingAndScale from './exercises/13-logging-and-scale.ts';
import hardening from './exercises/14-hardening.ts';

/**
 * The fourteen exercises in their order, which is that of the PyCon 2020 workshop "From Project to
 * Productionized", continued to what it left open.
 */
export const EXERCISES: readonly Exercise[] = [
  repository,
  settings,
  staticFiles,
  secrets,
  database,
  dependencies,
  pythonVersion,
  processes,
  release,
  appJson,
  addOns,
  firstDeploy,
  loggingAndScale,
  hardening,
];

/** The exercise of a number. Throws for a number that there is not: our bug. */
export function exerciseOf(number: number): Exercise {
  const exercise = EXERCISES[number - 1];
  if (exercise === undefined) throw new Error(`There is no exercise ${number}.`);
  return exercise;
}
