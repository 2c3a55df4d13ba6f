import { defineRule } from '../check/rule.ts';
import { EXPORT_BUILDPACKS, isPythonBuildpack } from '../facts/buildpacks.ts';

interface Facts {
  readonly buildpack: string;
  readonly manager: string;
  readonly lock: string;
}

export default defineRule<Facts>({
  id: 'buildpack-writes-requirements',
  group: 'app-json',
  severity: 'error',
  since: '0.1.0',
  source: {
    title:
      'heroku/heroku-buildpack-python, "Fail the build if multiple package manager files detected"',
    url: 'https://github.com/heroku/heroku-buildpack-python/issues/1691',
  },
  leadsTo: ['package-manager::multiple-found'],
  docs: 'app.json asks for a buildpack that writes requirements.txt beside a lock file that heroku/python reads itself.',
  example: {
    buildpack: 'https://github.com/moneymeets/python-poetry-buildpack.git',
    manager: 'Poetry',
    lock: 'poetry.lock',
  },
  *check({ appJson, files }) {
    const buildpacks = appJson?.buildpacks ?? [];
    const python = buildpacks.findIndex(({ value }) => isPythonBuildpack(value));
    for (const { value, at } of buildpacks.slice(0, Math.max(python, 0))) {
      const found = EXPORT_BUILDPACKS.find(
        ({ pattern, lock }) => pattern.test(value) && files.has(lock),
      );
      if (found !== undefined)
        yield { at, facts: { buildpack: value, manager: found.manager, lock: found.lock } };
    }
  },
  message: ({ buildpack, manager, lock }) => ({
    what: `\`${buildpack}\` writes a requirements.txt beside ${lock} before heroku/python runs.`,
    why: `heroku/python reads ${lock} itself and refuses two package managers: "Multiple Python package manager files were found", although git holds only one.`,
    next: `Take it out of app.json, and out of apps that exist:\n  heroku buildpacks:remove ${buildpack}\nheroku/python installs what ${manager} locked; say the Python in .python-version.`,
  }),
});
