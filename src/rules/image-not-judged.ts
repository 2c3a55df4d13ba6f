import { defineRule } from '../check/rule.ts';

export default defineRule<{ dockerfile: string }>({
  id: 'image-not-judged',
  group: 'repository',
  severity: 'hint',
  since: '0.1.0',
  source: {
    title: 'Heroku Dev Center, "Building Docker Images with heroku.yml"',
    url: 'https://devcenter.heroku.com/articles/build-docker-images-heroku-yml',
  },
  docs: 'Docker builds the app, so the content of its image is not checked.',
  example: { dockerfile: 'Dockerfile' },
  *check({ herokuYml }) {
    if (herokuYml === undefined) return;
    yield {
      at: { file: 'heroku.yml', start: 0, end: 0 },
      facts: { dockerfile: herokuYml.dockerfile },
    };
  },
  message: ({ dockerfile }) => ({
    what: `heroku.yml builds the app with ${dockerfile}, and what the image contains is not checked.`,
    why: 'The settings, the processes, the port and the release phase are checked. The Python version, the packages and the collected static files are decided by the image.',
    next: 'Build the image, and try it as Heroku starts it:\n  docker build --tag app . && docker run --env PORT=5000 --publish 5000:5000 app',
  }),
});
