import { describe, expect, test } from 'vitest';
import { parseAppJson } from '../../src/project/app-json.ts';
import { parseJson } from '../../src/project/json.ts';

const WHOLE = `\ufeff{
  "name": "shop",
  "stack": "heroku-24",
  "env": {
    "SECRET_KEY": { "generator": "secret" },
    "DEBUG": "False",
    "SENTRY_DSN": { "description": "optional", "required": false },
    "WEB_CONCURRENCY": { "value": "2" }
  },
  "addons": ["heroku-postgresql:essential-0", { "plan": "heroku-redis:mini", "as": "CACHE" }],
  "buildpacks": [{ "url": "heroku/python" }],
  "formation": { "web": { "quantity": 2, "size": "Basic" }, "worker": { "quantity": 0 } },
  "scripts": { "postdeploy": "python manage.py loaddata demo" },
  "environments": { "test": { "scripts": { "test": "python manage.py test" } } }
}
`;

describe('app.json', () => {
  const app = parseAppJson(WHOLE);
  const written = ({ at }: { at: { start: number; end: number } }) => WHOLE.slice(at.start, at.end);

  test('gives variables with their value, whether they are needed, and their place', () => {
    const shown = [...app.env.values()].map(({ name, value, required, generated }) => [
      name,
      value,
      required,
      generated,
    ]);
    expect(shown).toEqual([
      ['SECRET_KEY', undefined, true, true],
      ['DEBUG', 'False', true, false],
      ['SENTRY_DSN', undefined, false, false],
      ['WEB_CONCURRENCY', '2', true, false],
    ]);
    expect(written(app.env.get('DEBUG')!)).toBe('"DEBUG": "False"');
  });

  test('gives add-ons in both spellings, buildpacks, formation, stack and scripts with places', () => {
    expect(app.addons.map(({ value }) => value)).toEqual([
      'heroku-postgresql:essential-0',
      'heroku-redis:mini',
    ]);
    expect(app.addons.map(written)).toEqual([
      '"heroku-postgresql:essential-0"',
      '"heroku-redis:mini"',
    ]);
    expect(app.buildpacks.map(({ value }) => value)).toEqual(['heroku/python']);
    expect([...app.formation]).toEqual([
      ['web', { quantity: 2, size: 'Basic' }],
      ['worker', { quantity: 0, size: undefined }],
    ]);
    expect([app.stack?.value, app.testScript?.value, app.postdeploy?.value]).toEqual([
      'heroku-24',
      'python manage.py test',
      'python manage.py loaddata demo',
    ]);
    expect(app.problems).toEqual([]);
  });

  test.each([
    [
      '{"env": {"debug": "1"}}',
      '"debug": "1"',
      'env.debug has to be named in capitals, digits and underscores.',
    ],
    [
      '{"env": {"DEBUG": true}}',
      '"DEBUG": true',
      'env.DEBUG has to be a string, or an object with description, value (a string), required (true or false) and generator ("secret").',
    ],
    [
      '{"formation": {"web": {"quantity": -1}}}',
      '"quantity": -1',
      'formation.web.quantity has to be a whole number, 0 or more.',
    ],
    [
      '{"formation": {"web": {}}}',
      '{}',
      'formation.web.quantity has to be a whole number, 0 or more.',
    ],
    ['{"addons": [{}]}', '{}', 'addons.0 has to be a plan, or an object with plan.'],
    ['{"addon": []}', '"addon": []', 'addon is not a field of app.json.'],
    ['{"name": "9lives"}', '"name": "9lives"', 'name has to begin with a letter, -, _ or a dot.'],
    ['[]', '[]', 'The document has to be an object.'],
    ['{"env": {}', '', 'It is not JSON: a comma or } is expected.'],
    ['', '', 'It is not JSON: the document ends too early.'],
  ])('%s is refused', (text, range, message) => {
    const { problems } = parseAppJson(text);
    expect(
      problems.map((problem) => [text.slice(problem.at.start, problem.at.end), problem.message]),
    ).toEqual([[range, message]]);
  });
});

describe('JSON with places accepts what JSON.parse accepts and nothing else', () => {
  const accepted = [
    '{}',
    '[]',
    ' {"a" : [1, -0.5e+3, "\\u00e9\\n", true, null] } ',
    '"x"',
    '0',
    '{"a":1,"a":2}',
    '{"__proto__":1}',
  ];
  const refused = [
    '',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a':1}",
    '01',
    '1.',
    '+1',
    '"\t"',
    '"\\x"',
    'nul',
    '{} {}',
    '{"a" 1}',
    '[1 2]',
    '// x\n{}',
    'NaN',
  ];
  test.each(accepted)('%j', (text) => {
    const parsed = parseJson(text);
    expect(parsed.ok && parsed.root.value).toEqual(JSON.parse(text));
  });
  test.each(refused)('not %j', (text) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(parseJson(text).ok).toBe(false);
  });
  test('nesting without end is no crash', () => {
    expect(parseJson('['.repeat(100_000))).toEqual({
      ok: false,
      message: 'it is nested too deeply',
      at: 0,
    });
  });
});
