/** Why a library reads a config var otherwise than it was meant. */
export type ValueFault =
  /** A URL whose password holds a character that ends it. */
  | 'url'
  /** A value that begins with `$`, which django-environ takes for the name of another variable. */
  | 'dollar'
  /** A `%` in an .ini file, which Python's parser takes for a reference. */
  | 'percent';

/**
 * True for an address whose user part holds `#`, `/`, `?` or a bracket unquoted: Python ends the
 * host there. Source: urllib.parse of Python 3.13; read 2026-11-30.
 */
export function endsEarly(address: string): boolean {
  const rest = /^[a-z][a-z0-9+.-]*:\/\/(.+)$/i.exec(address)?.[1];
  if (rest === undefined) return false;
  const at = rest.lastIndexOf('@');
  return at > 0 && rest.slice(0, at).includes(':') && /[#/?[\]]/.test(rest.slice(0, at));
}
