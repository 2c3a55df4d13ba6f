import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is done to a fresh project, and what `check` must say on standard error. */
export interface HostileProject {
  readonly arrange: (folder: string) => void;
  /** Nothing is said when left out. */
  readonly says?: RegExp;
  readonly exitCode?: number;
  /** True for a project that an ordinary user checks; arranged by root. */
  readonly asNobody?: boolean;
}

const shell = (script: string) => (folder: string) =>
  void execFileSync('sh', ['-ec', script], { cwd: folder, stdio: 'ignore' });

const inGit = (script: string) =>
  shell(`git init -q . && git add -A && git -c user.name=a -c user.email=a@b.org commit -qm x
${script}`);

const fifo = (path: string): HostileProject => ({
  arrange: inGit(`rm -f ${path}; mkdir -p "$(dirname ${path})"; mkfifo ${path}`),
});

const device = (path: string): HostileProject => ({
  arrange: inGit(`rm -f ${path}; mkdir -p "$(dirname ${path})"; ln -s /dev/zero ${path}`),
});

const files = (texts: Readonly<Record<string, string>>, says?: RegExp): HostileProject => ({
  arrange: (folder) => {
    for (const [path, text] of Object.entries(texts)) {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  },
  ...(says === undefined ? {} : { says }),
});

const settings = (text: string, says?: RegExp): HostileProject => ({
  arrange: (folder) => appendFileSync(join(folder, 'mysite/settings.py'), text),
  ...(says === undefined ? {} : { says }),
});

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');

/** An index of git of version 2 or 4 with these names; one of version 4 keeps `kept` of the last. */
function gitIndex(version: 2 | 4, names: readonly string[]): Buffer {
  const head = Buffer.from('DIRC\0\0\0\0\0\0\0\0');
  head.writeUInt32BE(version, 4);
  head.writeUInt32BE(names.length, 8);
  const entries = names.map((name) => {
    const stat = Buffer.alloc(62);
    stat.writeUInt32BE(0o100644, 24);
    const text = Buffer.from(name);
    stat.writeUInt16BE(Math.min(text.length, 0xfff), 60);
    if (version === 4) return Buffer.concat([stat, Buffer.from([0]), text, Buffer.from([0])]);
    return Buffer.concat([stat, text, Buffer.alloc(8 - ((62 + text.length) % 8))]);
  });
  return Buffer.concat([head, ...entries]);
}

const index = (bytes: () => Buffer): HostileProject => ({
  arrange: (folder) => {
    inGit('true')(folder);
    writeFileSync(join(folder, '.git/index'), bytes());
  },
});

const TOO_LARGE = /^Not read: \S+: it is larger than [\d.]+ [kM]B\.\n$/;
const TOO_MANY_WORDS = /^Not read: \S+: it has more than [\d,]+ words and signs\.\n$/;
const LONG_LINE = /^Not read: \S+: it has a line of more than [\d,]+ bytes\.\n$/;
const NO_REPOSITORY = /^Not read: \S*\.git: it is no repository that this user can read/;

/** The entries of `hostile.json` that are told as a setup, by id and by what their text lists. */
export const GIVEN_SETUPS: Readonly<Record<string, HostileProject>> = {
  'fifo-as-gitignore': fifo('.gitignore'),
  'fifo-as-gitignore: in a sub-folder': fifo('mysite/.gitignore'),
  'fifo-as-gitignore: .git/config': fifo('.git/config'),
  'fifo-as-gitignore: .git/index': fifo('.git/index'),
  'fifo-as-gitignore: .git/HEAD': fifo('.git/HEAD'),
  'fifo-as-gitignore: .dynoready-baseline.json': {
    ...fifo('.dynoready-baseline.json'),
    says: /^The baseline \S+ could not be read\n\n {2}it is not a regular file\n/,
    exitCode: 2,
  },
  'device-as-gitignore': device('.gitignore'),
  'device-as-gitignore: .git/index': device('.git/index'),
  'git-loops': { arrange: shell('ln -s .git .git') },
  'folder-not-to-be-entered': {
    arrange: inGit('mkdir pgdata; chmod 700 pgdata; chown -R 65534 .git'),
    asNobody: true,
    says: /^Not read: pgdata: this user may not enter it\.\n$/,
  },
  'git-folder-of-another-user': {
    arrange: inGit('chmod 700 .git'),
    asNobody: true,
    says: NO_REPOSITORY,
  },
  'git-folder-of-another-user: a file that names one': {
    arrange: inGit('mkdir -m 700 secret; mv .git secret/; echo "gitdir: secret/.git" > .git'),
    asNobody: true,
    says: NO_REPOSITORY,
  },
  'folder-name-not-utf8': {
    arrange: (folder) =>
      void mkdirSync(Buffer.from(`${folder}/a\xff`, 'latin1') as unknown as string),
    says: /^Not read: a\ufffd: its name is not UTF-8\.\n$/,
  },
  'path-too-long': {
    arrange: shell(
      `i=0; d=${'d'.repeat(200)}; while [ $i -lt 25 ]; do mkdir $d && cd -P $d; i=$((i+1)); done`,
    ),
    says: /^Not read: d+[/d]+: its path is too long\.\n$/,
  },
  'large-files: settings.py': settings('#'.repeat(100_000_000), TOO_LARGE),
  'large-files: requirements.txt': files(
    { 'requirements.txt': 'django==5.2\n'.repeat(8_500_000) },
    TOO_LARGE,
  ),
  'large-files: pyproject.toml': files(
    { 'pyproject.toml': 'a = 1\n'.repeat(10_000_000) },
    TOO_LARGE,
  ),
  'large-files: one line': settings(`X = [${'1,'.repeat(8_000_000)}]\n`, TOO_LARGE),
  'continued-line': files(
    { 'requirements.txt': `django \\\n${' \\\n'.repeat(300_000)}==5.2\n` },
    TOO_MANY_WORDS,
  ),
  'index-of-growing-names': index(() =>
    gitIndex(
      4,
      Array.from({ length: 65_000 }, () => 'a'.repeat(120)),
    ),
  ),
};

const NAMES_THAT_ARE_READ = [
  'app.json',
  'Procfile',
  '.python-version',
  'runtime.txt',
  'requirements.txt',
  'pyproject.toml',
  'Pipfile',
  'Pipfile.lock',
  'uv.lock',
  '.env',
  '.slugignore',
  '.gitattributes',
  'gunicorn.conf.py',
  '.git/info/exclude',
  '.git/packed-refs',
  '.git/commondir',
];

const OF_PROTOTYPE = { __proto__: null, constructor: '1' };

/** More projects of the same kinds. */
export const VARIANTS: Readonly<Record<string, HostileProject>> = {
  ...Object.fromEntries(
    NAMES_THAT_ARE_READ.flatMap((name) => [
      [`a FIFO at ${name}`, fifo(name)],
      [`a device at ${name}`, device(name)],
    ]),
  ),
  'many lines of settings': settings('X=1\n'.repeat(240_000), TOO_MANY_WORDS),
  'as many lines of settings as are read': settings('X=1\n'.repeat(12_300)),
  'many statements on one line': settings(`${'X=1;'.repeat(12_300)}\n`),
  'many config vars': settings(
    `import os\n${lines(4300, (one) => `A${one}=os.environ['V${one}']\n`)}`,
  ),
  'a long elif chain': settings(
    `import os\nif os.environ.get('A')=='': X=0\n${lines(2200, (one) => `elif os.environ.get('A')=='${one}': X=${one}\n`)}DEBUG=X\n`,
  ),
  'many branches': settings(
    `import os\nX=[]\n${lines(2300, (one) => `if os.environ.get('A${one}'): X=X+[${one}]\n`)}DEBUG=len(X)>3\n`,
  ),
  'a long concatenation': settings(`SECRET_KEY=${"'a'+".repeat(12_000)}'a'\n`),
  'nested parentheses': settings(`X=${'('.repeat(24_000)}1${')'.repeat(24_000)}\n`),
  'nested lists': settings(`X=${'['.repeat(24_000)}1${']'.repeat(24_000)}\n`),
  'brackets that are never closed': settings(`X=${'('.repeat(49_000)}\n`),
  'a long chain of attributes': settings(`import os\nX=os${'.a'.repeat(24_000)}\n`),
  'a long f-string': settings(`a=1\nX=f'${'{a}'.repeat(16_000)}'\n`),
  'many decorators': settings(`${'@a\n'.repeat(16_000)}def f(): pass\n`),
  'settings of blank lines': settings('\n'.repeat(49_000)),
  'blank lines and carriage returns': settings('\r\n'.repeat(24_000)),
  'manage.py with open braces': {
    arrange: (folder) => appendFileSync(join(folder, 'manage.py'), '{'.repeat(45_000)),
  },
  'a template of open braces': files({ 'mysite/templates/a.html': '{{ '.repeat(30_000) }),
  'a git configuration of blank lines': {
    arrange: (folder) => {
      execFileSync('git', ['init', '-q'], { cwd: folder });
      appendFileSync(join(folder, '.git/config'), '\n'.repeat(90_000));
    },
  },
  '200,000 requirements': files({ 'requirements.txt': 'a==1\n'.repeat(199_000) }, TOO_MANY_WORDS),
  'as many requirements as are read': files({
    'requirements.txt': lines(7_900, (one) => `a${one}==1\n`),
  }),
  'requirements with many hashes': files({
    'requirements.txt': 'django==5.2 \\\n    --hash=sha256:ab\n'.repeat(2300),
  }),
  'a requirement with a long gap': files({
    'requirements.txt': lines(60, () => `django${' '.repeat(15_000)}==5.2\n`),
  }),
  'a long requirement': files({ 'requirements.txt': 'x'.repeat(20_000) }, LONG_LINE),
  'a nested marker': files({
    'requirements.txt': `django; ${'('.repeat(7000)}os_name=="posix"${')'.repeat(7000)}\n`,
  }),
  'versions of many digits': files({
    'requirements.txt': `django>=${'9'.repeat(400)}!1\nredis==1.0.post${'9'.repeat(30)}\nraven~=${'9'.repeat(30)}.1\ngunicorn!=1e400\n`,
    '.python-version': `3.${'9'.repeat(400)}\n`,
  }),
  'requirements that include themselves': files({
    'requirements.txt': '-r requirements.txt\n-c ./requirements.txt\n'.repeat(2600),
  }),
  'a long chain of requirements files': files({
    ...Object.fromEntries(
      Array.from({ length: 3000 }, (_, one) => [`r${one}.txt`, `-r r${one + 1}.txt\ndjango\n`]),
    ),
    'requirements.txt': '-r r0.txt\n',
  }),
  'requirements outside of the project': files({
    'requirements.txt': '-r /dev/zero\n-r /dev/stdin\n-r ../../../../../dev/zero\n',
  }),
  'nested TOML': files({ 'pyproject.toml': `a=${'['.repeat(24_000)}${']'.repeat(24_000)}\n` }),
  'a long TOML key': files({ 'pyproject.toml': `${'a.'.repeat(20_000)}a=1\n` }),
  'many TOML tables': files({ 'pyproject.toml': lines(10_000, (one) => `[t${one}]\n`) }),
  'many TOML tables of one name': files({ 'pyproject.toml': '[[a]]\n'.repeat(8_000) }),
  'many TOML keys': files({ 'pyproject.toml': lines(12_000, (one) => `k${one}=1\n`) }),
  'a TOML text that is never closed': files({ 'pyproject.toml': `a="""${'a\n'.repeat(24_000)}` }),
  'a lock of many packages': files({
    'pyproject.toml': '[project]\nname="a"\nversion="1"\n',
    'uv.lock': `version=1\n${lines(80_000, (one) => `[[package]]\nname = "a${one}"\nversion = "1"\n`)}`,
  }),
  'a nested lock': files({ Pipfile: '[packages]\n', 'Pipfile.lock': '['.repeat(299_000) }),
  'a nested app.json': files({ 'app.json': '{"a":'.repeat(5_900) }),
  'many invalid entries in app.json': files({
    'app.json': `{"env":{${lines(3_000, (one) => `"A${one}":[1],`)}"B":"1"}}`,
  }),
  'a long Procfile line': files({ Procfile: `web: ${'gunicorn a && '.repeat(2000)}\n` }, LONG_LINE),
  'a Procfile of many lines': files({
    Procfile: lines(1300, (one) => `w${one}: gunicorn a.wsgi\n`),
  }),
  'nested quotes in a Procfile': files({ Procfile: `web: ${'sh -c "'.repeat(550)}\n` }),
  'a rule of many stars': files({
    '.gitignore': lines(100, () => `${'*a'.repeat(400)}b\n`),
    ...Object.fromEntries(
      Array.from({ length: 100 }, (_, one) => [`${'a'.repeat(200)}${one}.txt`, '']),
    ),
  }),
  'a .gitignore with a long gap': files({ '.gitignore': `a${' '.repeat(900)}b\n[z-a]\n[!\n` }),
  'a template that loads many libraries': files({
    'mysite/templates/a.html': `{% load ${lines(15_000, (one) => `a${one} `)}%}`,
  }),
  'many tags that are never closed': files({ 'mysite/templates/a.html': '<a '.repeat(300_000) }),
  'many Django projects': {
    ...files(
      Object.fromEntries(
        Array.from({ length: 300 }, (_, one) => [
          `d${one}/manage.py`,
          'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "a.b")\n',
        ]),
      ),
      /^There are 301 Django projects in this folder\n/,
    ),
    exitCode: 2,
  },
  'names of JavaScript': files({
    'requirements.txt':
      '__proto__==1\nconstructor==2\ntoString\nhasownproperty; constructor=="1"\n',
    Procfile: '__proto__: x\nconstructor: y\nweb: __proto__\n',
    'app.json': JSON.stringify({
      env: OF_PROTOTYPE,
      formation: OF_PROTOTYPE,
      stack: 'constructor',
    }),
    'pyproject.toml': '[tool.__proto__]\na=1\n[tool.poetry.dependencies]\n__proto__="1"\n',
    '.env': '__proto__=1\nconstructor=2\n',
  }),
  'an index cut short': index(() => gitIndex(2, ['manage.py', 'mysite/a.py']).subarray(0, 100)),
  'an index that counts wrong': index(() => {
    const bytes = Buffer.concat([gitIndex(2, []), Buffer.alloc(20_000_000)]);
    bytes.writeUInt32BE(0xffffffff, 8);
    return bytes;
  }),
  'an index of many names': index(() =>
    gitIndex(
      2,
      Array.from({ length: 100_000 }, (_, one) => `d/${one}/x`),
    ),
  ),
  'a .git that names itself': {
    arrange: shell('echo "gitdir: .git" > .git'),
    says: NO_REPOSITORY,
  },
  'links in circles': {
    arrange: (folder) => {
      mkdirSync(join(folder, 'a'));
      symlinkSync('../a', join(folder, 'a/a'));
      symlinkSync('/', join(folder, 'a/root'));
      for (const name of ['Procfile', 'app.json', '.env', 'pyproject.toml']) {
        rmSync(join(folder, name), { force: true });
        symlinkSync(name, join(folder, name));
      }
    },
  },
  'deep folders': {
    arrange: shell('i=0; while [ $i -lt 900 ]; do mkdir d && cd -P d; i=$((i+1)); done'),
  },
  'folders in the place of files': {
    arrange: shell('mkdir requirements.txt Procfile app.json .python-version pyproject.toml .env'),
  },
  'files that may not be read': {
    arrange: shell('touch Procfile; chmod 000 Procfile mysite/settings.py'),
    asNobody: true,
    says: /^Not read: Procfile: this user may not read it\.\nNot read: mysite\/settings.py: /,
  },
  'a folder that may not be read': {
    arrange: shell('chmod 711 .'),
    asNobody: true,
    says: /^This user may not read the folder \.\n/,
    exitCode: 2,
  },
};
