/**
 * A URL in pieces, as Python's `urlsplit` gives them: what is not there is `''`, or undefined for
 * user, password, host and port.
 */
export interface UrlParts {
  readonly scheme: string;
  readonly netloc: string;
  readonly path: string;
  readonly params: string;
  readonly query: string;
  readonly fragment: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly hostname: string | undefined;
  readonly port: number | undefined;
}

/** The pieces of a URL; never fails. */
export function splitUrl(url: string): UrlParts {
  const match =
    /^(?:([a-zA-Z][\w+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(url);
  const [, scheme = '', netloc = '', path = '', query = '', fragment = ''] = match ?? [];
  const at = netloc.lastIndexOf('@');
  const [user, host] = at < 0 ? [undefined, netloc] : [netloc.slice(0, at), netloc.slice(at + 1)];
  const colon = user?.indexOf(':') ?? -1;
  const hostMatch = /^(\[[^\]]*\]|[^:]*)(?::(\d*))?$/.exec(host);
  const hostname = hostMatch?.[1]?.replace(/^\[|\]$/g, '').toLowerCase();
  return {
    scheme: scheme.toLowerCase(),
    netloc,
    path,
    params: '',
    query,
    fragment,
    username: user === undefined ? undefined : colon < 0 ? user : user.slice(0, colon),
    password: user === undefined || colon < 0 ? undefined : user.slice(colon + 1),
    hostname: hostname === '' ? undefined : hostname,
    port: hostMatch?.[2] ? Number(hostMatch[2]) : undefined,
  };
}

/** Percent-decoded text; the text itself when it is not well-formed. */
export function unquote(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * The parameters of a query in order, with the last value of each; empty values are dropped, as
 * `parse_qs` does.
 */
export function queryParameters(query: string): [string, string][] {
  const parameters = new Map<string, string>();
  for (const pair of query.split('&')) {
    const [name = '', value = ''] = pair.split('=');
    if (value !== '')
      parameters.set(unquote(name.replaceAll('+', ' ')), unquote(value.replaceAll('+', ' ')));
  }
  return [...parameters];
}
