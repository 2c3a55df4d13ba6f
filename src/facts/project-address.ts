/**
 * Where this project is published: an address such as `https://github.com/NAME/generator-dynoready`
 * without a slash at its end, and empty until that is decided. `package.json`, the message of an
 * internal error and the links to pages follow it.
 */
export const PROJECT_ADDRESS: string = '';

/** The page of a rule: its address, or its path in this project until there is an address. */
export function rulePage(id: string, address = PROJECT_ADDRESS): string {
  const path = `docs/rules/${id}.md`;
  return address === '' ? path : `${address}/blob/main/${path}`;
}

/** Where to report an internal error, as a sentence's end: ` at ADDRESS`, or nothing yet. */
export function reportAddress(address = PROJECT_ADDRESS): string {
  return address === '' ? '' : ` at ${address}/issues`;
}
