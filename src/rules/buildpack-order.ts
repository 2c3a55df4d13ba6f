import { defineRule, type Violation } from '../check/rule.ts';
import {
  isAptBuildpack,
  isGeoBuildpack,
  isNodeBuildpack,
  isPythonBuildpack,
} from '../facts/buildpacks.ts';
import type { Repository } from '../project/repository.ts';
import { usesGeoDjango } from '../queries/apps/geo-django.ts';
import { hasFrontEndBuild } from '../queries/static-files/front-end-build.ts';

interface Facts {
  readonly buildpack: string;
  readonly fault: 'node' | 'geo' | 'apt';
}

export default defineRule<Facts>({
  id: 'buildpack-order',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Using Multiple Buildpacks for an App"',
    url: 'https://devcenter.heroku.com/articles/using-multiple-buildpacks-for-an-app',
  },
  leadsTo: ['collectstatic-other'],
  docs: 'app.json runs heroku/python before a buildpack whose result it needs.',
  example: { buildpack: 'heroku/nodejs', fault: 'node' },
  *check(repository) {
    const buildpacks = repository.appJson?.buildpacks ?? [];
    const python = buildpacks.findIndex(({ value }) => isPythonBuildpack(value));
    if (python < 0) return;
    for (const { value, at } of buildpacks.slice(python + 1)) {
      const fault = faultOf(repository, value);
      if (fault !== undefined)
        yield { at, facts: { buildpack: value, fault }, ...severityOf(fault) };
    }
  },
  message: ({ buildpack, fault }) => ({
    what: `app.json runs \`${buildpack}\` after heroku/python.`,
    why: {
      node: 'collectstatic runs at the end of heroku/python, before Node.js has built anything: styles and scripts are missing from the slug or are those of the last build.',
      geo: 'collectstatic imports the models at the end of heroku/python, when GDAL is not there yet: "Could not find the GDAL library".',
      apt: 'Python packages that compile against these libraries are installed before the libraries are there.',
    }[fault],
    next: `Move it before heroku/python, also in apps that exist:\n  heroku buildpacks:remove ${buildpack}\n  heroku buildpacks:add --index 1 ${buildpack}`,
  }),
});

function faultOf(repository: Repository, buildpack: string): Facts['fault'] | undefined {
  if (isNodeBuildpack(buildpack)) return hasFrontEndBuild(repository) ? 'node' : undefined;
  if (isGeoBuildpack(buildpack)) return usesGeoDjango(repository) ? 'geo' : undefined;
  return isAptBuildpack(buildpack) ? 'apt' : undefined;
}

/** Without GDAL nothing is built; a package with a wheel needs no library of the system. */
function severityOf(fault: Facts['fault']): Pick<Violation<Facts>, 'severity'> {
  return fault === 'geo' ? { severity: 'error' } : fault === 'apt' ? { severity: 'hint' } : {};
}
