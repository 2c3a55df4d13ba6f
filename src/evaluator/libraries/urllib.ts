import { textArgument } from '../values/arguments.ts';
import { builtin, int, native, none, str, unknown } from '../values/constructors.ts';
import type { Value, Variables } from '../values/python-value.ts';
import type { Members } from './library.ts';
import { splitUrl, type UrlParts, unquote } from './url-parts.ts';

/** `urllib.parse`: splitting and quoting. */
export const urllibModule: Members = (_interpreter, name) => {
  switch (name) {
    case 'urlparse':
    case 'urlsplit':
      return builtin(name, (args) => {
        const url = textArgument(args, 0, 'url');
        return url === undefined
          ? unknown('it is a URL that is not known', args.positional[0]?.env ?? [])
          : urlValue(url, args.positional[0]?.env ?? []);
      });
    case 'quote':
    case 'quote_plus':
      return builtin(name, (args) => {
        const text = textArgument(args, 0, 'string');
        const env = args.positional[0]?.env ?? [];
        if (text === undefined) return unknown('it is a text that is not known', env);
        const quoted = encodeURIComponent(text).replace(
          /[!'()*]/g,
          (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase()}`,
        );
        return str(
          name === 'quote'
            ? quoted.replaceAll('%2F', textArgument(args, 1, 'safe') === '' ? '%2F' : '/')
            : quoted.replaceAll('%20', '+'),
          env,
        );
      });
    case 'unquote':
      return builtin(name, (args) => {
        const text = textArgument(args, 0, 'string');
        return text === undefined
          ? unknown('it is a text that is not known', args.positional[0]?.env ?? [])
          : str(unquote(text), args.positional[0]?.env ?? []);
      });
    default:
      return undefined;
  }
};

/** A split URL with the fields of Python's result. */
export function urlValue(url: string, env: Variables): Value {
  const parts = splitUrl(url);
  const field = (name: keyof UrlParts): Value => {
    const value = parts[name];
    return value === undefined
      ? none(env)
      : typeof value === 'number'
        ? int(value, env)
        : str(value, env);
  };
  return native('a URL', {
    env,
    attribute: (name) => {
      if (Object.hasOwn(parts, name) || ['username', 'password', 'hostname', 'port'].includes(name))
        return field(name as keyof UrlParts);
      return name === 'geturl'
        ? builtin('geturl', () => str(url, env))
        : unknown('it is made from a URL', env);
    },
    item: (key) =>
      key.kind === 'int'
        ? field(
            (['scheme', 'netloc', 'path', 'params', 'query', 'fragment'] as const)[key.value] ??
              'scheme',
          )
        : unknown('it is made from a URL', env),
  });
}
