import { defineRule } from '../check/rule.ts';
import { geographicSetting } from '../queries/apps/geo-django.ts';

export default defineRule<{ setting: string }>({
  id: 'gdal-buildpack-missing',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-geo-buildpack, README',
    url: 'https://github.com/heroku/heroku-geo-buildpack#readme',
  },
  docs: 'The project uses GeoDjango, but no buildpack in app.json provides GDAL.',
  example: { setting: 'INSTALLED_APPS' },
  *check(repository) {
    const { appJson, files } = repository;
    // Without app.json the buildpacks are set on the app itself, where reading files does not see
    // them.
    if (appJson === undefined || files.has('Aptfile') || files.has('project.toml')) return;
    if (
      appJson.buildpacks.some(({ value }) =>
        /geo|gis|gdal|apt|conda|pixi|subdir|monorepo|multi/i.test(value),
      )
    )
      return;
    const use = geographicSetting(repository);
    if (use !== undefined) yield { at: use.at, facts: { setting: use.setting } };
  },
  message: ({ setting }) => ({
    what: `${setting} uses GeoDjango, and no buildpack in app.json provides GDAL.`,
    why: 'The Python buildpack installs no system libraries: importing the models fails with "Could not find the GDAL library", so nothing starts on an app made from app.json.',
    next: 'Name it in app.json, before Python:\n  "buildpacks": [{ "url": "https://github.com/heroku/heroku-geo-buildpack" }, { "url": "heroku/python" }]\nAnd in the settings:\n  GDAL_LIBRARY_PATH = os.environ.get("GDAL_LIBRARY_PATH")\n  GEOS_LIBRARY_PATH = os.environ.get("GEOS_LIBRARY_PATH")',
  }),
});
