import type { Plan } from '../plan/plan.ts';

export interface NextStepsOptions {
  readonly plan: Plan;
  /** The app's name in app.json, which `heroku create` takes too. */
  readonly appName: string;
  /** True when git already knows an app on Heroku. */
  readonly hasApp: boolean;
  /** False when the project has no repository yet. */
  readonly isRepository: boolean;
  /** Locks that were made anew, by the tool that made them. */
  readonly renewed: readonly string[];
}

/** How an environment is brought in step with a lock, by the tool that made it. */
const SYNC: Readonly<Record<string, string>> = { uv: 'uv sync', poetry: 'poetry sync' };

/**
 * What to do once the plan is written, as lines that a shell takes: first here, up to a rehearsal
 * that can pass, then on Heroku. The build takes what git has, so the new files are committed first.
 */
export function nextSteps(options: NextStepsOptions): string {
  const { plan, isRepository, renewed } = options;
  const installs = plan.changes.some(
    ({ kind, path }) => kind !== 'delete' && path === 'requirements.txt',
  );
  const locks = plan.next.filter((step) => !isForHeroku(step));
  const tools = [...renewed, ...locks.map((step) => step.split(' lock')[0] ?? '')];
  const syncs = Object.keys(SYNC).flatMap((tool) => (tools.includes(tool) ? [SYNC[tool]!] : []));
  const here = [
    ...(installs ? ['python -m pip install -r requirements.txt'] : []),
    ...locks.map(asShellLine),
    ...syncs,
    `${isRepository ? '' : 'git init && '}git add --all && git commit -m "Make it ready for Heroku"`,
    'dynoready check       # finds what is left, without running anything',
    ...rehearsalSteps(plan),
    'dynoready platform    # is a Heroku on this machine, to try a first push on',
  ];
  return list('Next', here) + herokuSteps(options);
}

/**
 * The rehearsal that can pass: where config vars have no value yet, one that reads them from a
 * file, which .gitignore keeps out of git.
 */
export function rehearsalSteps({ next, changes }: Plan): readonly string[] {
  const isOpen = next.some((step) => isForHeroku(step) && /=\.\.\.(\s|$)/.test(step));
  const hasExample = changes.some(({ path }) => path === '.env.example');
  return isOpen && hasExample
    ? [
        'cp .env.example .env  # then fill in the values in .env',
        'dynoready rehearse --env-file .env   # builds, releases, boots and probes it here',
      ]
    : ['dynoready rehearse    # builds, releases, boots and probes it here'];
}

/** From the new app to its first page; empty for a plan that is not about a deploy. */
export function herokuSteps({ plan, appName, hasApp }: NextStepsOptions): string {
  const steps = plan.next.filter(isForHeroku);
  const isDeploy = plan.changes.some(({ kind, path }) => kind === 'create' && path === 'Procfile');
  if (steps.length === 0 && !isDeploy) return '';
  const isLater = (step: string): boolean => step.startsWith('heroku ps:scale');
  const create = hasApp
    ? []
    : [
        `heroku create ${appName}    (the name becomes part of the address; another one if it is taken)`,
      ];
  return list('Then, on Heroku', [
    ...[...create, ...steps.filter((step) => !isLater(step))].map(asShellLine),
    'git push heroku HEAD:main',
    ...steps.filter(isLater).map((step) => step.replace(/ *\(after the first push\)$/, '')),
    'heroku open',
  ]);
}

function isForHeroku(step: string): boolean {
  return step.startsWith('heroku ');
}

/** A remark behind a command becomes a comment, and so does a sentence that is no command. */
function asShellLine(step: string): string {
  if (/^[A-Z][a-z]+ .*\s/.test(step)) return `# ${step}`;
  return step.replace(/ {2,}\((.*)\)$/, '  # $1');
}

function list(title: string, steps: readonly string[]): string {
  return `\n${title}:\n${steps.map((step) => `  ${step}\n`).join('')}`;
}
