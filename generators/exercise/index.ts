import Generator from 'yeoman-generator';
import { UsageError } from '../../src/facts/usage-error.ts';
import { readExerciseText } from '../../src/workshop/exercise-text.ts';
import { exerciseOf } from '../../src/workshop/exercises.ts';
import { learnerGit } from '../../src/workshop/learner-git.ts';
import { layOutStartProject } from '../../src/workshop/start-project.ts';

/**
 * `yo dynoready:exercise [folder]`: lays out the workshop's start project, as `dynoready workshop
 * start` does.
 */
export default class ExerciseGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    // The project is Django's: there is no package.json to install from, so nothing shall be said
    // of one.
    super(args, options, { ...features, tasksMatchingPriority: true, customInstallTask: true });
    this.description = 'Lays out the project that the fourteen exercises start from.';
    this.argument('folder', {
      type: String,
      required: false,
      description: 'a new folder (default: dynoready-workshop)',
    });
  }

  async writing(): Promise<void> {
    const folder = this.destinationPath(this.args[0] ?? 'dynoready-workshop');
    try {
      layOutStartProject(folder);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      process.stderr.write(`${[error.message, ...error.next].join('\n\n')}\n`);
      process.exitCode = 2;
      return;
    }
    // Each exercise is judged by what git tracks.
    const git = learnerGit(folder, process.env);
    const committed = (await git.commitStart()) && (await git.keepStart(1));
    const first = exerciseOf(1);
    const { goal } = readExerciseText(first);
    const byHand = committed
      ? ''
      : 'git could not commit it. Do so yourself: git init && git add --all --force && git commit -m Start\n\n';
    process.stderr.write(
      `The project is in ${folder}: change into it.\n\n${byHand}1. ${first.title}\n\n${goal}\n\nThen: dynoready workshop\n`,
    );
  }
}
