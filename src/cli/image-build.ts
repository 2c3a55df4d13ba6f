import { UsageError } from '../facts/usage-error.ts';
import { type HerokuYml, parseHerokuYml } from '../project/heroku-yml.ts';
import { readFiles } from '../project/read-files.ts';

/** UsageError when Docker builds the app in the folder: no command here can build an image. */
export function refuseImageBuild(root: string): void {
  const text = readFiles(root).text('heroku.yml');
  const found: HerokuYml | undefined = text === undefined ? undefined : parseHerokuYml(text);
  if (found === undefined) return;
  throw new UsageError('Docker builds this app, and dynoready cannot build images', {
    evidence: [`heroku.yml names ${found.dockerfile} under build.docker.`],
    next: [
      'Check what does not depend on the image: dynoready check',
      'Build and start it with Docker: docker build --tag app . && docker run --env PORT=5000 --publish 5000:5000 app',
    ],
  });
}
