import { PythonRaise } from '../state/raise.ts';
import { argument } from '../values/arguments.ts';
import { builtin, bytes, none, unknown } from '../values/constructors.ts';
import { mapOptions } from '../values/join.ts';
import { spendText } from '../values/work.ts';
import type { Members } from './library.ts';

/**
 * `base64`: keys and certificates often come through a config var in this form. Source: CPython
 * 3.11, run 2026-11-30.
 */
export const base64Module: Members = (interpreter, name) => {
  const isUrlSafe = name.startsWith('urlsafe_');
  const action = name.replace(/^(?:urlsafe_|standard_)/, '');
  if (action !== 'b64decode' && action !== 'b64encode') return undefined;
  const encoding = isUrlSafe ? 'base64url' : 'base64';
  return builtin(`base64.${name}`, (args) =>
    mapOptions(interpreter, argument(args, 0, 's') ?? none(), (value) => {
      if (value.kind === 'unknown') return value;
      const isText = value.kind === 'str' && action === 'b64decode';
      if ((value.kind !== 'bytes' && !isText) || args.positional.length > 1)
        return unknown('it is made by base64', value.env);
      const text = value.value as string;
      spendText(interpreter, text.length);
      if (action === 'b64encode') {
        const encoded = Buffer.from(text, 'latin1').toString(encoding);
        return bytes(encoded + '='.repeat((4 - (encoded.length % 4)) % 4), value.env);
      }
      const digits = text.replace(/[^A-Za-z0-9+/_-]/g, '');
      const padding = /=*$/.exec(text.trim())?.[0].length ?? 0;
      if ((digits.length + padding) % 4 !== 0)
        throw new PythonRaise('ValueError', 'Incorrect padding', { at: args.at });
      return bytes(Buffer.from(digits, encoding).toString('latin1'), value.env);
    }),
  );
};
