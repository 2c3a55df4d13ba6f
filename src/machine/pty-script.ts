import { supervisorCommand } from './supervisor.ts';

/**
 * Python that runs its arguments from the third on in a terminal of its own, of as many rows and
 * columns as the first two say, and passes bytes between that terminal and its own streams. It ends
 * with the status of the program, or 128 and the number of the signal that ended it.
 */
const PTY_SCRIPT = `
import fcntl, os, pty, select, signal, struct, sys, termios
rows, columns = int(sys.argv[1]), int(sys.argv[2])
child, terminal = pty.fork()
if child == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])
for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
    signal.signal(number, lambda number, frame: os.kill(child, number))
waiting, sources = b"", [0, terminal]
while True:
    readable, writable, _ = select.select(sources, [terminal] if waiting else [], [])
    if 0 in readable:
        data = os.read(0, 65536)
        waiting += data
        if not data:
            sources.remove(0)
    if terminal in writable:
        waiting = waiting[os.write(terminal, waiting[:512]):]
    if terminal in readable:
        try:
            data = os.read(terminal, 65536)
        except OSError:
            break
        if not data:
            break
        while data:
            data = data[os.write(1, data):]
_, status = os.waitpid(child, 0)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
`;

export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/**
 * The command that runs another one in a terminal of its own, with its streams as the terminal's
 * other end; undefined where no Python is installed that could make one.
 */
export function commandInTerminal(
  command: readonly string[],
  { rows, columns }: TerminalSize,
): { readonly file: string; readonly args: readonly string[] } | undefined {
  const python = supervisorCommand()?.file;
  if (python === undefined) return undefined;
  const size = [String(rows), String(columns)];
  return { file: python, args: ['-I', '-S', '-c', PTY_SCRIPT, ...size, ...command] };
}
