import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { inTurns, type Row, timeCommand } from './measure.ts';

const LARGE = 3000;
const HALF = LARGE / 2;
const ROUNDS = 5;
/** What a check of the large repository may take at most, start of the process included. */
const LONGEST_MS = 1500;
/** Memory that the process may hold at its peak. */
const MOST_MEMORY_MB = 200;

/**
 * A check of a generated repository of 3,000 Python files: against one of half the size, and
 * against what was promised. Throws when it takes too much memory.
 */
export async function benchLarge(checkout: string, say: (line: string) => void): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
  try {
    const main = join(checkout, 'dist/src/cli/main.js');
    const env = { ...(process.env as Record<string, string>), NO_COLOR: '1' };
    const [large, half] = [LARGE, HALF].map((files) =>
      writeRepository(checkout, join(folder, String(files)), files),
    );
    const check = (cwd: string) =>
      timeCommand({ file: process.execPath, args: [main, 'check'], cwd, env, expected: [0, 1] });
    const { oursMs, referenceMs } = await inTurns(
      ROUNDS,
      () => check(large!),
      () => check(half!),
    );
    const memoryMb = peakMemoryMb(main, large!, env);
    say(
      `The check of ${LARGE} Python files held ${memoryMb.toFixed(0)} MB at its peak (promised: ${MOST_MEMORY_MB} MB)`,
    );
    if (!(memoryMb <= MOST_MEMORY_MB))
      throw new Error(`The check of ${LARGE} Python files held ${memoryMb.toFixed(0)} MB.`);
    return [
      {
        what: `check of ${LARGE} Python files`,
        reference: `check of ${HALF}`,
        oursMs,
        referenceMs,
        atMost: 2.3,
      },
      {
        what: `check of ${LARGE} Python files`,
        reference: 'the time promised',
        oursMs,
        referenceMs: LONGEST_MS,
        atMost: 1,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Peak memory of one check, as the process itself reports it when it ends. */
function peakMemoryMb(main: string, cwd: string, env: Readonly<Record<string, string>>): number {
  const report =
    "process.on('exit', () => process.stderr.write('peak ' + process.resourceUsage().maxRSS + ' kB'))";
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, main, 'check'],
    {
      cwd,
      env,
      encoding: 'utf8',
    },
  );
  const [, kilobytes] = /peak (\d+) kB/.exec(stderr) ?? [];
  return Number(kilobytes) / 1024;
}

/** The fixture project with so many apps that it has about that many Python files, committed. */
export function writeRepository(checkout: string, folder: string, files: number): string {
  cpSync(join(checkout, 'test/fixtures/projects/workshop-start'), folder, { recursive: true });
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const functions = Array.from(
    { length: 25 },
    (_, index) =>
      `def step${index}(orders):\n    return [order.total + ${index} for order in orders]\n\n\n`,
  );
  for (let app = 0; app < files / 15; app += 1) {
    const name = `app${app}`;
    for (const empty of ['__init__', 'migrations/__init__']) write(`${name}/${empty}.py`, '');
    for (const number of [1, 2, 3]) {
      write(
        `${name}/migrations/000${number}_step.py`,
        'from django.db import migrations\n\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = []\n',
      );
    }
    write(
      `${name}/models.py`,
      'from django.db import models\n\n\nclass Order(models.Model):\n    note = models.TextField()\n',
    );
    write(
      `${name}/tasks.py`,
      'from django.core.mail import send_mail\n\n\ndef send(order):\n    send_mail("Order", order.note, None, [order.address])\n',
    );
    for (let module = 0; module < 8; module += 1)
      write(`${name}/module${module}.py`, functions.join(''));
    write(
      `${name}/templates/${name}/index.html`,
      '{% load static %}\n<img src="{% static \'hello/lighthouse.svg\' %}" alt="">\n',
    );
  }
  const identity = [
    '-c',
    'user.name=Bench',
    '-c',
    'user.email=bench@example.com',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'commit.gpgsign=false',
  ];
  for (const words of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--message', 'State'],
  ]) {
    execFileSync('git', [...identity, ...words], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  }
  return folder;
}
