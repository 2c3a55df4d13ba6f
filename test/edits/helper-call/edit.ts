import { removeHelperCall } from '../../../src/edits/python/helper-call.ts';
import type { PySource } from '../../../src/python/parse.ts';

export default (source: PySource) =>
  removeHelperCall(source, {
    modules: ['django_heroku', 'django_on_heroku'],
    function: 'settings',
    goesWithIt: (statement) =>
      statement.kind === 'Delete' &&
      statement.targets.every((target) => target.kind === 'Subscript' && target.slice.kind === 'Constant' && target.slice.value === 'sslmode'),
  });
