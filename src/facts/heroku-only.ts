/** Something in a project that only Heroku gives a meaning to. */
export interface HerokuOnly {
  readonly id: string;
  readonly what: string;
  /** Paths it may stand in. */
  readonly paths: RegExp;
  /** What to look for in their text; undefined when the file itself is it. */
  readonly text: RegExp | undefined;
  /** What becomes of it elsewhere. */
  readonly elsewhere: string;
  readonly source: string;
}

const CODE = /\.(py|sh|ya?ml|toml|cfg|ini|js|json)$|(^|\/)(Procfile|Makefile|justfile)$/;
const SCRIPTS = /\.(sh|ya?ml)$|(^|\/)(Procfile|Makefile|justfile|package\.json)$/;
const DOKKU_APP_JSON = 'https://dokku.com/docs/appendices/file-formats/app-json';
const SCALINGO = 'https://doc.scalingo.com/platform/getting-started/heroku-compatibility';

/** What is tied to Heroku alone. Sources as named; the pages of Dokku and Scalingo read 2026-12-01. */
export const HEROKU_ONLY: readonly HerokuOnly[] = [
  {
    id: 'app-json',
    what: 'app.json: add-ons, review apps and required variables',
    paths: /^app\.json$/,
    text: undefined,
    elsewhere:
      'Dokku reads a part of it and no add-ons; Scalingo reads the same format as scalingo.json',
    source: DOKKU_APP_JSON,
  },
  {
    id: 'heroku-yml',
    what: 'heroku.yml: how Docker builds and runs the app',
    paths: /^heroku\.yml$/,
    text: undefined,
    elsewhere: 'the Dockerfile that it names works anywhere',
    source: 'https://devcenter.heroku.com/articles/build-docker-images-heroku-yml',
  },
  {
    id: 'runtime-txt',
    what: 'runtime.txt: the Python of a build',
    paths: /^runtime\.txt$/,
    text: undefined,
    elsewhere: 'the Cloud Native Buildpack, and so pack, reads only .python-version',
    source: 'https://github.com/heroku/buildpacks-python',
  },
  {
    id: 'release-process',
    what: 'the release process of the Procfile',
    paths: /^Procfile$/,
    text: /^release\s*:/m,
    elsewhere: 'Scalingo does not run it and has a postdeploy process instead',
    source: SCALINGO,
  },
  {
    id: 'dyno-variables',
    what: 'variables of a dyno',
    paths: CODE,
    text: /\b(DYNO|HEROKU_[A-Z_]+)\b/,
    elsewhere: 'not set: the code has to work without them',
    source: 'https://devcenter.heroku.com/articles/dyno-metadata',
  },
  {
    id: 'add-on-variables',
    what: 'variables that an add-on sets',
    paths: CODE,
    text: /\b(REDIS_URL|REDIS_TLS_URL|CLOUDAMQP_URL|BUCKETEER_[A-Z_]+|SENDGRID_[A-Z_]+|MAILGUN_[A-Z_]+|MEMCACHIER_[A-Z_]+|PAPERTRAIL_[A-Z_]+|DATABASE_CONNECTION_POOL_URL)\b/,
    elsewhere: 'to be set by hand, to what the service there gives',
    source: 'https://devcenter.heroku.com/articles/managing-add-ons',
  },
  {
    id: 'command-line',
    what: 'calls of the heroku command line',
    paths: SCRIPTS,
    text: /(^|[\s"'`;&|(])heroku\s+[a-z]+(:[a-z-]+)*/m,
    elsewhere: 'to be rewritten for the command line there',
    source: 'https://devcenter.heroku.com/articles/heroku-cli-commands',
  },
  {
    id: 'router-headers',
    what: 'headers of the router',
    paths: /\.py$/,
    text: /X[-_]REQUEST[-_]START|HTTP_X_REQUEST_ID|X-Request-Start/i,
    elsewhere: 'another router may not set them, or in another unit',
    source: 'https://devcenter.heroku.com/articles/http-routing',
  },
];

/** What runs unchanged where the same file is read, with where and the page that says so. */
export const RUNS_ELSEWHERE: readonly {
  readonly path: string;
  readonly where: string;
  readonly source: string;
}[] = [
  {
    path: 'Procfile',
    where: 'Dokku',
    source: 'https://dokku.com/docs/processes/process-management/',
  },
  { path: 'Procfile', where: 'Scalingo, but for the release process', source: SCALINGO },
  {
    path: 'Procfile',
    where: 'DigitalOcean App Platform with its buildpack for it',
    source: 'https://docs.digitalocean.com/products/app-platform/reference/buildpacks/',
  },
  {
    path: 'Procfile',
    where: 'pack with a builder of Heroku',
    source: 'https://github.com/heroku/buildpacks-procfile',
  },
  {
    path: '.python-version',
    where: 'pack with a builder of Heroku',
    source: 'https://github.com/heroku/buildpacks-python',
  },
  {
    path: 'requirements.txt',
    where: 'wherever a buildpack for Python builds',
    source: 'https://github.com/heroku/buildpacks-python',
  },
];
