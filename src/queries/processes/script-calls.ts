import type { Repository } from '../../project/repository.ts';
import { callsOf, type ProgramCall, processCalls } from './process-commands.ts';

/** A call that a process type makes, in its line or in a shell script that the line runs. */
export interface RepeatedCall {
  readonly call: ProgramCall;
  /** True when its failure fails the process. */
  readonly mustSucceed: boolean;
}

/** Words of the shell that open and close a block whose content may not run. */
const OPENS = /^\s*(if|for|while|until|case)\b|\bfunction\b|\(\)\s*\{/;
const CLOSES = /^\s*(fi|done|esac|\})\s*(;|$)/;

/**
 * What a process type runs each time it starts, shell scripts of the repository included. What a
 * script runs on a condition, and what stands behind `||`, is left out.
 */
export function repeatedCalls(repository: Repository, processType: string): RepeatedCall[] {
  const calls = processCalls(repository, processType);
  return calls.flatMap((call) => {
    const path = scriptOf(repository, call);
    if (path !== undefined) return callsOfScript(repository, processType, path);
    const text = repository.files.text(call.at.file) ?? '';
    return isAlternative(text, call) ? [] : [{ call, mustSucceed: mustSucceed(text, call) }];
  });
}

/** The shell script that a call runs: `bash release.sh`, `./release.sh`, `bin/release`. */
function scriptOf({ files }: Repository, call: ProgramCall): string | undefined {
  const written = files.text(call.at.file)?.slice(call.programAt.start, call.programAt.end) ?? '';
  const isShell = /^(ba|da|z)?sh$/.test(call.program) || written === '.' || written === 'source';
  const named = isShell ? call.args.find(({ text }) => !text.startsWith('-'))?.text : written;
  const path = named?.replace(/^(\.\/|\/app\/|\$HOME\/)/, '') ?? '';
  const text = files.text(path);
  if (text === undefined) return undefined;
  return isShell || path.endsWith('.sh') || /^#!.*\b(ba|da|z)?sh\b/.test(text) ? path : undefined;
}

function callsOfScript({ files }: Repository, processType: string, path: string): RepeatedCall[] {
  const text = files.text(path) ?? '';
  const stopsAtFailure = /^[ \t]*set\s+-[a-z]*e|^#!.*sh\s+-[a-z]*e/m.test(text);
  const found: RepeatedCall[] = [];
  let depth = 0;
  for (const { 0: line, index } of text.matchAll(/(?:[^\n\\]|\\\r?\n|\\[^\n])+/g)) {
    if (/^\s*#/.test(line)) continue;
    const opens = OPENS.test(line) && !/\b(fi|done|esac)\s*;?\s*$/.test(line.trimEnd());
    if (opens) depth += 1;
    if (depth === 0 && !OPENS.test(line)) {
      const command = line.trimEnd();
      const at = { file: path, start: index, end: index + command.length };
      for (const call of callsOf({ name: processType, command, at, commandAt: at })) {
        if (isAlternative(text, call)) continue;
        const isLast = text.slice(call.at.end).trim() === '';
        found.push({
          call,
          mustSucceed: (stopsAtFailure || isLast) && mustSucceed(text, call),
        });
      }
    }
    if (CLOSES.test(line)) depth = Math.max(0, depth - 1);
  }
  return found;
}

/** True behind `||`, where a call runs only when the one before it failed. */
function isAlternative(text: string, { at }: ProgramCall): boolean {
  return /\|\|\s*$/.test(text.slice(0, at.start));
}

/** False where `||` or `;` follows, so that the line goes on after a failure. */
function mustSucceed(text: string, { at }: ProgramCall): boolean {
  return !/^["']?[ \t]*(\|\||;[ \t]*\S)/.test(text.slice(at.end));
}
