import { expect, test } from 'vitest';
import { parseHerokuYml } from '../../src/project/heroku-yml.ts';

const TEXT = `# What Heroku builds and runs
setup:
  addons:
    - plan: heroku-postgresql
build:
  docker:
    worker: docker/worker.Dockerfile
    web: "docker/web.Dockerfile"
  config:
    STAGE: live
release:
  image: web
  command:
    - python manage.py migrate --no-input
run:
  web: gunicorn shop.wsgi --bind 0.0.0.0:$PORT  # one server
  worker:
    command:
    - celery --app shop worker
    image: worker
  mail: 'python manage.py send'
`;

test('reads the Dockerfile of web, the processes and the release phase', () => {
  const found = parseHerokuYml(TEXT);
  expect(found?.dockerfile).toBe('docker/web.Dockerfile');
  const commands = found?.processes.lines.map(({ name, command, commandAt: { start, end } }) => [
    name,
    command,
    TEXT.slice(start, end) === command,
  ]);
  expect(commands).toEqual([
    ['release', 'python manage.py migrate --no-input', true],
    ['web', 'gunicorn shop.wsgi --bind 0.0.0.0:$PORT', true],
    ['worker', 'celery --app shop worker', true],
    ['mail', 'python manage.py send', true],
  ]);
});

test('is undefined unless an image is built', () => {
  expect(parseHerokuYml('run:\n  web: gunicorn shop.wsgi\n')).toBeUndefined();
  expect(parseHerokuYml('')).toBeUndefined();
});

test('reads any text without an error', () => {
  for (const text of [
    'build:\n\tdocker:\n\t\tweb: x',
    '- - -\n:::\n"',
    'build: [docker',
    TEXT.slice(0, 97),
  ])
    expect(() => parseHerokuYml(text)).not.toThrow();
});
