import type { Difference, DifferenceKind } from '../../comparison/difference.ts';

/** The sentences about one difference: what was found, why it matters, what to type. */
export interface DifferenceText {
  readonly what: string;
  readonly why: string;
  readonly next: string;
}

type Words = (difference: Difference, app: string) => DifferenceText;

const WORDS: Readonly<Record<DifferenceKind, Words>> = {
  'config-var-missing': ({ subject, here, gravity }, app) => ({
    what: `The config var ${subject} is not set, and ${here}.`,
    why:
      gravity === 'breaks'
        ? 'The build, the release or the start of a dyno stops where it is read.'
        : 'The settings do without it: a default takes its place, or nothing reads it.',
    next: `heroku config:set ${subject}=… --app ${app}`,
  }),
  'config-var-missing-later': ({ subject, here }, app) => ({
    what: `The config var ${subject} is not set, and ${here}.`,
    why: 'The processes start, and what calls this code fails with KeyError.',
    next: `heroku config:set ${subject}=… --app ${app}`,
  }),
  'config-var-not-read': ({ subject }, app) => ({
    what: `The config var ${subject} is set, and no file of the repository names it.`,
    why: 'No library that is known reads it by itself either, so it may be left over.',
    next: `When nothing needs it: heroku config:unset ${subject} --app ${app}`,
  }),
  'add-on-missing': ({ subject, here }, app) => ({
    what: `app.json declares the add-on ${subject}, and the app has none.`,
    why: 'app.json is read when an app is created; changing it does not change an app that exists.',
    next: `heroku addons:create ${here} --app ${app}`,
  }),
  'add-on-plan': ({ subject, here, live }) => ({
    what: `The add-on ${subject} runs on ${live}; app.json says ${here}.`,
    why: 'A review app or a second environment would get the other plan.',
    next: `Write "${live}" into app.json, or leave it when new apps shall differ.`,
  }),
  'add-on-not-declared': ({ subject, live }) => ({
    what: `The app has the add-on ${subject} (${live}), which app.json does not declare.`,
    why: 'An app created from app.json would lack it.',
    next: `Add "${live}" to "addons" in app.json.`,
  }),
  'add-on-not-ready': ({ subject, live }, app) => ({
    what: `The add-on ${subject} is not ready: ${live}.`,
    why: 'Its config vars may be missing or point to nothing yet.',
    next: `heroku addons:info ${subject} --app ${app}`,
  }),
  'maintenance-on': (_, app) => ({
    what: 'Maintenance mode is on.',
    why: 'The router answers every request with the maintenance page (H80).',
    next: `heroku maintenance:off --app ${app}`,
  }),
  'settings-module-missing': (_, app) => ({
    what: 'The config var DJANGO_SETTINGS_MODULE names a module that the repository does not have.',
    why: 'The next release fails with ModuleNotFoundError.',
    next: `heroku config:get DJANGO_SETTINGS_MODULE --app ${app}`,
  }),
  'settings-fail': ({ subject, here }, app) => ({
    what: `${subject} raises an exception with the values of the live config vars${here === '' ? '' : `, in ${here}`}.`,
    why: 'The next release fails where the settings are imported. Its message is left out, because it may hold a value.',
    next: `heroku run "python -c 'import ${subject}'" --app ${app}`,
  }),
  'debug-on': ({ subject, here }, app) => ({
    what: `DEBUG is on in ${subject} with the live config vars (${here}).`,
    why: 'Error pages expose source code, settings and SQL to visitors, and Django keeps every query in memory until the dyno runs out.',
    next: turnOff(here, app),
  }),
  'hosts-unserved': ({ subject, here, gravity }, app) => ({
    what: `ALLOWED_HOSTS does not serve ${subject} with the live config vars (${here}).`,
    why:
      gravity === 'breaks'
        ? 'Every request of a visitor is answered with 400.'
        : 'Requests for that host are answered with 400.',
    next: `Add the host, or remove the domain: heroku domains --app ${app}`,
  }),
  'collectstatic-off': ({ here }, app) => ({
    what:
      here === 'manifest'
        ? 'The config var DISABLE_COLLECTSTATIC is set, and the static files storage needs the manifest that collectstatic writes.'
        : 'The config var DISABLE_COLLECTSTATIC is set, so the build does not run collectstatic.',
    why:
      here === 'manifest'
        ? 'Every page with a static file fails with 500: there is no entry in the manifest.'
        : 'New and changed static files are not served.',
    next: `heroku config:unset DISABLE_COLLECTSTATIC --app ${app}`,
  }),
  'rule-with-live-values': ({ subject, here }) => ({
    what: `With the live config vars, add-ons and formation: ${here}`,
    why: `\`dynoready check\` cannot see it, because the repository does not hold these values.`,
    next: `dynoready explain ${subject}`,
  }),
  'certificate-failed': ({ subject, live }, app) => ({
    what: `Heroku could not issue a certificate for ${subject}: ${live}.`,
    why: 'Browsers refuse to show the site over HTTPS, or soon will.',
    next: `heroku certs:auto --app ${app}`,
  }),
  'certificate-ends': ({ subject, live }, app) => ({
    what: `The certificate ${subject} is valid for ${live}.`,
    why: 'After that day browsers refuse to show the site over HTTPS.',
    next: `heroku certs:update CRT KEY --name ${subject} --app ${app}`,
  }),
  formation: ({ subject, here, live }, app) => ({
    what: `The formation of ${subject} is ${live}; app.json says ${here}.`,
    why: 'A review app or a second environment would get the other formation.',
    next: `Change app.json, or: heroku ps:scale ${subject}=${here} --app ${app}`,
  }),
  'python-of-slug': ({ here, live }) => ({
    what: `The running commit asks for Python ${live}; HEAD asks for ${here}.`,
    why: 'The next push changes the interpreter together with your code.',
    next: 'dynoready rehearse',
  }),
  'django-of-slug': ({ here, live }) => ({
    what: `The running commit asks for Django ${live}; HEAD asks for ${here}.`,
    why: 'The next push changes the framework together with your code.',
    next: 'dynoready rehearse',
  }),
  'stack-ends': ({ subject, here }, app) => ({
    what: `The support of the stack ${subject} ends on ${here}.`,
    why: 'After that day it gets no security fixes, and later no builds.',
    next: `dynoready keep-up, then: heroku stack:set NEWER --app ${app}`,
  }),
  'commits-behind': ({ subject, here, live }) => ({
    what: `The app runs ${subject}; commits of HEAD (${here}) that it lacks: ${live}.`,
    why: 'The next push releases all of them at once.',
    next: `git log --oneline ${subject}..HEAD`,
  }),
  'commit-unknown': ({ subject }, app) => ({
    what: `The app runs the commit ${subject}, which is not in this clone.`,
    why: 'Nothing can be said about how far the app is behind.',
    next: `git fetch --all, or look who deployed: heroku releases --app ${app}`,
  }),
  'process-type-new': ({ subject, here }, app) => ({
    what: `The Procfile declares ${subject}, which the app does not have yet: ${here}`,
    why:
      subject === 'web'
        ? 'The next push adds it and starts one dyno.'
        : 'The next push adds it, but starts no dyno: a new process type begins at 0.',
    next:
      subject === 'web'
        ? `After the push: heroku ps --app ${app}`
        : `After the push: heroku ps:scale ${subject}=1 --app ${app}`,
  }),
  'process-type-gone': ({ subject, live }) => ({
    what: `The app has the process type ${subject}, which the Procfile does not declare: ${live}`,
    why: 'The next push removes it and stops its dynos.',
    next: `Add "${subject}: …" to the Procfile if it is still needed.`,
  }),
  'process-command': ({ subject, here, live }) => ({
    what: `The command of ${subject} differs. Here: ${here}  Live: ${live}`,
    why: 'The next push starts the new one.',
    next: 'dynoready rehearse',
  }),
  'web-scaled-to-zero': (_, app) => ({
    what: 'The app has no web dyno.',
    why: 'Every request ends with H14, whatever is deployed.',
    next: `heroku ps:scale web=1 --app ${app}`,
  }),
  'stack-declared': ({ here, live }, app) => ({
    what: `app.json names the stack ${here}; the next build of the app uses ${live}.`,
    why: 'app.json is read when an app is created; this app keeps its stack.',
    next: `heroku stack:set ${here} --app ${app}`,
  }),
  'stack-of-next-build': ({ subject, live }) => ({
    what: `The app runs on ${live}, and its next build moves it to ${subject}.`,
    why: 'The next push changes the operating system together with your code.',
    next: 'Push once without other changes, so that a fault can be told apart.',
  }),
  'stack-deprecated': ({ subject, here }, app) => ({
    what: `The stack ${subject} is deprecated${here === undefined ? '' : `; its support ends on ${here}`}.`,
    why: 'It stops to get security fixes, and later to build.',
    next: `dynoready keep-up, then: heroku stack:set NEWER --app ${app}`,
  }),
  buildpacks: ({ here, live }, app) => ({
    what: `The buildpacks differ. app.json: ${here}  Live: ${live}`,
    why: 'The live app builds with its own list; app.json counts only for new apps.',
    next: `heroku buildpacks --app ${app}`,
  }),
  'release-not-successful': ({ live }, app) => ({
    what: `The last release did not succeed. ${live}`,
    why: 'The app still serves the release before it.',
    next: `heroku releases:output --app ${app}`,
  }),
};

/** What to tell a person about the difference. */
export function describeDifference(difference: Difference, app: string): DifferenceText {
  return WORDS[difference.kind](difference, app);
}

/** How to turn off what the named config vars turn on. */
function turnOff(here: string | undefined, app: string): string {
  const variable = /^from ([A-Z0-9_]+)$/.exec(here ?? '')?.[1];
  return variable === undefined
    ? 'Turn it on only through a config var that is off unless it is set.'
    : `heroku config:set ${variable}=0 --app ${app}, or whatever the settings read as off`;
}
