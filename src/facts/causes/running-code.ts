import { endsEarly } from '../config-values.ts';
import { PACKAGES_OF_MODULE } from '../packages.ts';
import { REMOVED_FROM_PYTHON } from '../removed-api.ts';
import { type Cause, type CauseRow, declareCommand, linesWith } from './cause.ts';
import { parseCheckIssues } from './check-issues.ts';
import { missingVariables } from './missing-variables.ts';
import { ownFrame, renderFrame } from './own-frame.ts';

type Found = Omit<Cause, 'id'> | undefined;

/** Why the project's own code ended: in collectstatic, a check, a release or at the start. */
/**
 * What Python, django-environ 0.12 and dj-database-url 3.1 say of an address that they misread; read
 * 2026-11-30.
 */
const MISREAD_ADDRESS =
  /Port could not be cast to integer|ParseError|Invalid IPv6 URL|contains invalid characters under NFKC|does not appear to be an IPv4 or IPv6|UnknownSchemeError/;

export const RUNNING_CODE_CAUSES: readonly CauseRow[] = [
  {
    id: 'variable-reference',
    find: ({ text, configVars = {} }): Found => {
      const asked = /Set the (\S+) environment variable/.exec(text)?.[1];
      const name = Object.keys(configVars).find((one) => configVars[one] === `$${asked}`);
      if (asked === undefined || name === undefined) return undefined;
      return {
        what: `The value of ${name} begins with $, which django-environ takes for the name of another variable`,
        evidence: [],
        remedy: [
          `Give ${name} a value that does not begin with $:`,
          `  heroku config:set ${name}=…`,
        ],
      };
    },
  },
  {
    id: 'address-misread',
    find: ({ text, configVars = {} }) => {
      if (!MISREAD_ADDRESS.test(text)) return undefined;
      const name = Object.keys(configVars).find((one) => endsEarly(configVars[one] ?? ''));
      if (name === undefined) return undefined;
      return {
        what: `The password in ${name} holds #, / or ?, which ends the address there`,
        evidence: [],
        remedy: ['Percent-encode it: # is %23, / is %2F, ? is %3F.'],
      };
    },
  },
  {
    id: 'variable-missing',
    find: ({ text }): Found => {
      const variables = missingVariables(text);
      if (variables.length === 0) return undefined;
      const several = variables.length > 1;
      return {
        what: `The settings need the config var${several ? 's' : ''} ${variables.join(', ')}, and nothing sets ${several ? 'them' : 'it'}`,
        evidence: [
          ...linesWith(
            text,
            /^[\w.]+: .*(?:Set the|KeyError|not found|not set|required|must be)|^KeyError: |Field required/,
          ),
          ...frameOf(text),
        ],
        remedy: [
          'Set it on Heroku before the push:',
          `  heroku config:set${variables.map((name) => ` ${name}=…`).join('')}`,
          'and here give it with --config-var, or with --env-file FILE.',
        ],
        variables,
      };
    },
  },
  {
    id: 'secret-key-empty',
    find: ({ text, variablesOf }): Found => {
      if (!/The SECRET_KEY setting must not be empty/.test(text)) return undefined;
      const variables = variablesOf?.('SECRET_KEY') ?? [];
      return {
        what:
          variables.length === 0
            ? 'The settings leave SECRET_KEY empty'
            : `SECRET_KEY is empty, because nothing sets the config var ${variables.join(', ')} that it is read from`,
        evidence: linesWith(text, /SECRET_KEY setting must not/),
        remedy:
          variables.length === 0
            ? ['Read it from a config var in the settings:', '  dynoready init --only secrets']
            : [
                'Set it on Heroku before the push:',
                `  heroku config:set${variables.map((name) => ` ${name}=…`).join('')}`,
                'and here give it with --config-var, or with --env-file FILE.',
              ],
        variables,
      };
    },
  },
  {
    id: 'django-check',
    find: ({ text }): Found => {
      if (!/SystemCheckError: System check identified/.test(text)) return undefined;
      const issues = parseCheckIssues(text).filter(({ level }) => /^(CRIT|ERR)/.test(level));
      if (issues.length === 0) return undefined;
      return {
        what: `Django's own checks found ${issues.length === 1 ? 'an error' : `${issues.length} errors`}`,
        evidence: issues.map(({ id, subject, message }) =>
          [subject === '?' ? '' : `${subject}:`, id === '' ? '' : `(${id})`, message]
            .filter(Boolean)
            .join(' '),
        ),
        remedy: [
          'Correct what they name. The same here, with the production settings:',
          '  python manage.py check',
        ],
      };
    },
  },
  {
    id: 'driver-missing',
    find: ({ text, manager }): Found => {
      const found = /Error loading (psycopg2 or psycopg|psycopg2|MySQLdb) module/.exec(text);
      if (found === null) return undefined;
      const name = found[1] === 'MySQLdb' ? 'mysqlclient' : 'psycopg[binary]';
      return {
        what: 'No installed package is the driver of the database',
        evidence: linesWith(text, /Error loading .* module/),
        remedy: ['Declare it and commit:', declareCommand(name, manager)],
      };
    },
  },
  { id: 'module-missing', find: ({ text, manager }) => missingModule(text, manager) },
  {
    id: 'database-in-build',
    find: ({ text }): Found => {
      const failed =
        /OperationalError: (?:.*connection (?:to server )?.*(?:failed|refused)|could not (?:connect|translate)|.*Name or service not known)/;
      if (!failed.test(text) || !/collectstatic/.test(text)) return undefined;
      return {
        what: 'Code asks the database while it is imported, and a build has no database',
        evidence: [...linesWith(text, /OperationalError/), ...frameOf(text)],
        remedy: [
          'Move the query out of the module, out of AppConfig.ready() and out of class bodies.',
        ],
      };
    },
  },
  {
    id: 'syntax-error',
    find: ({ text }): Found => {
      const found =
        /File "([^"]+)", line (\d+)\n(?:.*\n){1,4}?\s*(?:Syntax|Indentation|Tab)Error: (.+)/.exec(
          text,
        );
      if (found === null) return undefined;
      const file = (found[1] ?? '').replace(/^(?:\/.*?)?\/app\//, '');
      return {
        what: `${file} does not parse with the Python that runs it, at line ${found[2]}`,
        evidence: linesWith(text, /(?:Syntax|Indentation|Tab)Error: /),
        remedy: ['Correct the line, or ask for the Python it was written for, in .python-version.'],
      };
    },
  },
];

const NAMED_CONTRIB =
  /^(django\.contrib\.(?:admin|auth|contenttypes|flatpages|gis|humanize|messages|postgres|redirects|sessions|sitemaps|sites|staticfiles|syndication))([a-z]\w*)/;

function missingModule(text: string, manager: Parameters<typeof declareCommand>[1]): Found {
  const modules = [...text.matchAll(/ModuleNotFoundError: No module named '([\w.]+)'/g)];
  const module = modules.at(-1)?.[1];
  if (module === undefined) return undefined;
  const top = module.split('.')[0] ?? '';
  const evidence = [...linesWith(text, /ModuleNotFoundError/).slice(-1), ...frameOf(text)];
  const joined = NAMED_CONTRIB.exec(module);
  if (joined !== null)
    return {
      what: `INSTALLED_APPS has no comma after '${joined[1]}', so Python joins it with '${joined[2]}'`,
      evidence,
      remedy: [`Write the comma: '${joined[1]}',`],
    };
  const removed = REMOVED_FROM_PYTHON.find(({ path }) => path === top);
  if (removed !== undefined)
    return {
      what: `Python has no module ${top} since ${removed.removedIn}`,
      evidence,
      remedy: [`Use ${removed.instead}.`],
    };
  const [known] = PACKAGES_OF_MODULE[top] ?? [];
  if (known !== undefined)
    return {
      what: `The package ${known}, which brings the module ${top}, is not installed by the build`,
      evidence,
      remedy: ['Declare it and commit:', declareCommand(known, manager)],
    };
  return {
    what: `The app has no module ${module}`,
    evidence,
    remedy: [
      "If it is the project's own, commit it, and check its name letter by letter (capitals count on Heroku):",
      `  git ls-files '*${top}*'`,
      'If it comes from a package, declare that package and commit.',
    ],
  };
}

function frameOf(text: string): readonly string[] {
  const frame = ownFrame(text);
  return frame === undefined ? [] : [renderFrame(frame)];
}
