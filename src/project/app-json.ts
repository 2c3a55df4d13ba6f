import type { Sourced, SourceRange } from '../python/source-range.ts';
import { type AppJsonProblem, findProblems } from './app-json-schema.ts';
import { type JsonNode, parseJson } from './json.ts';

export interface AppJsonVariable {
  readonly name: string;
  readonly at: SourceRange;
  readonly value: string | undefined;
  readonly required: boolean;
  readonly generated: boolean;
}

/**
 * `app.json` as far as it is valid; `problems` are the parts that the platform's schema would
 * refuse.
 */
export interface AppJson {
  readonly env: ReadonlyMap<string, AppJsonVariable>;
  readonly addons: readonly Sourced<string>[];
  /** `options.version` of the add-ons that ask for one, by plan as written. */
  readonly addonVersions: ReadonlyMap<string, string>;
  readonly formation: ReadonlyMap<
    string,
    { readonly quantity: number; readonly size: string | undefined }
  >;
  readonly buildpacks: readonly Sourced<string>[];
  readonly stack: Sourced<string> | undefined;
  readonly testScript: Sourced<string> | undefined;
  readonly postdeploy: Sourced<string> | undefined;
  /** Names of the environments that differ, such as `review`. */
  readonly environments: ReadonlySet<string>;
  readonly problems: readonly { readonly at: SourceRange; readonly message: string }[];
}

/**
 * `app.json` as data with places. Never throws: a text that is no JSON gives an empty document
 * whose one problem says so.
 */
export function parseAppJson(text: string, file = 'app.json'): AppJson {
  const parsed = parseJson(text);
  const root: JsonNode = parsed.ok
    ? parsed.root
    : { start: 0, end: 0, value: {}, members: new Map(), items: undefined };
  const place = ({
    start,
    end,
  }: {
    readonly start: number;
    readonly end: number;
  }): SourceRange => ({
    file,
    start,
    end,
  });
  const sourced = (node: JsonNode | undefined): Sourced<string> | undefined =>
    typeof node?.value === 'string' ? { value: node.value, at: place(node) } : undefined;
  const each = (name: string, key: string): Sourced<string>[] =>
    (at(root, name)?.items ?? []).flatMap((item) => sourced(item) ?? sourced(at(item, key)) ?? []);
  let problems: readonly AppJsonProblem[] | undefined;
  return {
    env: new Map(
      membersOf(at(root, 'env')).map(([name, { start, end, node }]) => [
        name,
        { name, at: place({ start, end }), ...variable(node) },
      ]),
    ),
    addons: each('addons', 'plan'),
    addonVersions: versionsOf(at(root, 'addons')?.items ?? []),
    formation: new Map(
      membersOf(at(root, 'formation')).flatMap(([name, { node }]) => {
        const quantity = at(node, 'quantity')?.value;
        return typeof quantity === 'number'
          ? [[name, { quantity, size: sourced(at(node, 'size'))?.value }]]
          : [];
      }),
    ),
    buildpacks: each('buildpacks', 'url'),
    stack: sourced(at(root, 'stack')),
    testScript: sourced(at(root, 'environments', 'test', 'scripts', 'test')),
    environments: new Set(membersOf(at(root, 'environments')).map(([name]) => name)),
    postdeploy:
      sourced(at(root, 'scripts', 'postdeploy')) ??
      sourced(at(root, 'scripts', 'postdeploy', 'command')),
    // Checking against the schema loads zod, which takes longer than a whole check: so only when
    // someone asks.
    get problems() {
      problems ??= parsed.ok
        ? findProblems(root)
        : [{ start: parsed.at, end: parsed.at, message: `It is not JSON: ${parsed.message}.` }];
      return problems.map(({ message, start, end }) => ({ message, at: place({ start, end }) }));
    },
  };
}

function versionsOf(addons: readonly JsonNode[]): ReadonlyMap<string, string> {
  return new Map(
    addons.flatMap((item) => {
      const plan = at(item, 'plan')?.value;
      const version = at(item, 'options', 'version')?.value;
      return typeof plan === 'string' && ['string', 'number'].includes(typeof version)
        ? [[plan, String(version)]]
        : [];
    }),
  );
}

/**
 * A variable is required unless it says otherwise. Source: Dev Center, "app.json schema"; read
 * 2026-11-23.
 */
function variable(node: JsonNode): Omit<AppJsonVariable, 'name' | 'at'> {
  const written = node.members === undefined ? node.value : at(node, 'value')?.value;
  return {
    value: typeof written === 'string' ? written : undefined,
    required: at(node, 'required')?.value !== false,
    generated: at(node, 'generator')?.value === 'secret',
  };
}

function membersOf(node: JsonNode | undefined) {
  return [...(node?.members ?? [])];
}

function at(node: JsonNode, ...path: readonly string[]): JsonNode | undefined {
  return path.reduce<JsonNode | undefined>((one, name) => one?.members?.get(name)?.node, node);
}
