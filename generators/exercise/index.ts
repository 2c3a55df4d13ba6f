import Generator from 'yeoman-generator';
import { UsageError } from '../../src/facts/usage-error.ts';
import { readExerciseText } from '../../src/workshop/exercise-text.ts';
import { EXERCISES } from '../../src/workshop/exercises.ts';
import { layOutStartProject } from '../../src/workshop/start-project.ts';

/** `yo dynoready:exercise [folder]`: lays out the workshop's start project, as `dynoready workshop start` does. */
export default class ExerciseGenerator extends Generator {
  constructor(...[args, options, features]: ConstructorParameters<typeof Generator>) {
    // The project is Django's: there is no package.json to install from, so nothing shall be said of one.
    super(args, options, { ...features, tasksMatchingPriority: true, customInstallTask: true });
    this.description = 'Lays out the project that the fourteen exercises start from.';
    this.argument('folder', { type: String, required: false, description: 'a new folder (default: dynoready-workshop)' });
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
    await this.spawn('git', ['init', '--quiet', '--initial-branch=main'], { cwd: folder });
    await this.spawn('git', ['add', '--all'], { cwd: folder });
    const identity = ['-c', 'user.name=Workshop', '-c', 'user.email=workshop@example.com', '-c', 'commit.gpgsign=false'];
    await this.spawn('git', [...identity, 'commit', '--quiet', '--message', 'Start of the workshop'], { cwd: folder });
    const first = EXERCISES[0]!;
    const { goal, hints } = readExerciseText(first);
    process.stderr.write(`The project is in ${folder}.\n\n1. ${first.title}\n\n${goal}\n\n${hints[0]}\n\nThen: dynoready workshop check\n`);
  }
}
