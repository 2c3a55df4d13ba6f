import { expect, test } from 'vitest';
import { ownFrame, renderFrame } from '../../../src/facts/causes/own-frame.ts';

const MIGRATION = `Running migrations:
  Applying shop.0002_fill...Traceback (most recent call last):
  File "/tmp/dynoready-1-0a0a0a0a/dynos/release.1/app/manage.py", line 9, in <module>
    main()
  File "/tmp/dynoready-1-0a0a0a0a/dynos/release.1/app/.heroku/python/lib/python3.13/site-packages/django/db/migrations/migration.py", line 132, in apply
    operation.database_forwards(
  File "/tmp/dynoready-1-0a0a0a0a/dynos/release.1/app/app/shop/migrations/0002_fill.py", line 7, in forwards
    total = 1 / 0
            ~~^~~
  File "/tmp/dynoready-1-0a0a0a0a/dynos/release.1/app/.heroku/python/lib/python3.13/site-packages/x.py", line 1, in y
    raise
ZeroDivisionError: division by zero`;

test('the line of the project that a failing migration ends at is named', () => {
  const frame = ownFrame(MIGRATION);
  expect(frame && renderFrame(frame)).toBe(
    'app/shop/migrations/0002_fill.py:7 in forwards: total = 1 / 0',
  );
});

test('manage.py, packages and Python itself are no frames of the project', () => {
  const trace =
    'Traceback (most recent call last):\n  File "/app/manage.py", line 3, in <module>\n    main()\n  File "/app/.heroku/python/lib/python3.13/site-packages/django/x.py", line 1, in y\n    z()\nValueError: 1';
  expect(ownFrame(trace)).toBeUndefined();
  expect(ownFrame('ValueError: 1')).toBeUndefined();
});
