import { expect, test } from 'vitest';
import { gunicornSetting, webServers } from '../../../src/queries/processes/web-server.ts';
import { processType, textProject } from '../../check/stand-in.ts';

function serving(command: string, files: Record<string, string> = {}) {
  const web = processType('web', command);
  const procfile = { lines: [web], processTypes: new Map([['web', web]]), ignored: [] };
  return { ...textProject({ Procfile: `web: ${command}\n`, ...files }), procfile };
}

test.each([
  ['gunicorn -w 4 -k gthread shop.wsgi', { workers: '4', 'worker-class': 'gthread' }, 'shop.wsgi'],
  [
    'gunicorn --workers=4 --preload --log-file - shop.wsgi:application',
    { workers: '4', 'log-file': '-' },
    'shop.wsgi:application',
  ],
  ['gunicorn -w4 shop.wsgi', { workers: '4' }, 'shop.wsgi'],
  ['gunicorn -b 0.0.0.0:1 -b 0.0.0.0:2 shop.wsgi', { bind: '0.0.0.0:2' }, 'shop.wsgi'],
  [
    'daphne -b 0.0.0.0 -p $PORT shop.asgi:application',
    { bind: '0.0.0.0', port: '$PORT' },
    'shop.asgi:application',
  ],
  [
    'uvicorn shop.asgi:application --host 0.0.0.0 --proxy-headers --port $PORT',
    { host: '0.0.0.0', port: '$PORT' },
    'shop.asgi:application',
  ],
])('%s', (command, options, application) => {
  const [server] = webServers(serving(command));
  expect(
    Object.fromEntries([...(server?.options ?? [])].map(([name, { value }]) => [name, value])),
  ).toEqual(options);
  expect(server?.application?.text).toBe(application);
});

test('a script is no server that is known here', () => {
  expect(webServers(serving('bin/start.sh'))).toEqual([]);
});

test('the command line beats the configuration file, which is read without being named', () => {
  const files = { 'gunicorn.conf.py': 'bind = "0.0.0.0:1"\ntimeout = 20\nworkers = count()\n' };
  const repository = serving('gunicorn --bind 0.0.0.0:2 shop.wsgi', files);
  const [server] = webServers(repository);
  expect(gunicornSetting(repository, server!, 'bind')?.value).toBe('0.0.0.0:2');
  expect(gunicornSetting(repository, server!, 'timeout')).toEqual({
    value: 20,
    at: { file: 'gunicorn.conf.py', start: 29, end: 31 },
  });
  expect(gunicornSetting(repository, server!, 'workers')).toBeUndefined();
});

test('the configuration file that is named is the one that counts', () => {
  const repository = serving('gunicorn -c ./config/web.py shop.wsgi', {
    'config/web.py': 'timeout = 10\n',
    'gunicorn.conf.py': 'timeout = 20\n',
  });
  expect(gunicornSetting(repository, webServers(repository)[0]!, 'timeout')?.value).toBe(10);
});
