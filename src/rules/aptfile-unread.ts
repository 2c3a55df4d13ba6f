import { defineRule } from '../check/rule.ts';

export default defineRule<{ listed: boolean }>({
  id: 'aptfile-unread',
  group: 'app-json',
  severity: 'warning',
  since: '0.1.0',
  source: {
    title: 'heroku/heroku-buildpack-apt, README',
    url: 'https://github.com/heroku/heroku-buildpack-apt#readme',
  },
  docs: 'The repository has an Aptfile, and app.json lists no buildpack that reads it.',
  example: { listed: false },
  *check(repository) {
    const { appJson, files } = repository;
    // Without app.json the buildpacks are set on the app itself, and Cloud Native builds read
    // project.toml.
    if (appJson === undefined || !files.has('Aptfile') || files.has('project.toml')) return;
    const listed = appJson.buildpacks.map(({ value }) => value);
    if (listed.some((one) => /apt|subdir|monorepo|multi/i.test(one))) return;
    yield {
      at: appJson.buildpacks[0]?.at ?? { file: 'Aptfile', start: 0, end: 0 },
      facts: { listed: listed.length > 0 },
    };
  },
  message: ({ listed }) => ({
    what: `The Aptfile names Debian packages, and app.json lists no ${listed ? 'buildpack that reads it' : 'buildpacks'}.`,
    why: 'The Python buildpack ignores an Aptfile. On an app made from app.json, the packages are missing when the code first needs them.',
    next: 'List the buildpack in app.json, before Python:\n  "buildpacks": [{ "url": "heroku-community/apt" }, { "url": "heroku/python" }]',
  }),
});
