/**
 * The program that stands between the tool and a process of the project, so that whatever that
 * process leaves is found and ended: a child that forked twice, began a session of its own, ignores
 * SIGTERM or emptied its environment. Python 3.6 or newer with as few imports as possible, because
 * it starts before every dyno and every step of a build.
 *
 * It holds what it starts in one of three ways, the best that the system allows:
 * - `namespace`: in a namespace of process ids with a `/proc` of its own. The kernel ends everything
 *   with the first process, and the processes of this machine cannot be seen.
 * - `subreaper`: orphans fall to the supervisor instead of to the first process of the machine.
 * - `search`: descendants, and processes with the mark in their environment, are looked for.
 *
 * Descriptor 3 joins it to the tool. It reads the order: its size in bytes, a line end, then fields
 * that end in NUL: `terminal` or nothing, the mark, the number of words of the command, these words,
 * and the environment as NAME=value. It writes lines: `held` and the way, `failed` and the name of
 * an error of the system, `ended` and a wait status, `left` and how many processes had to be ended.
 * When the tool closes its side of the descriptor, or is gone, everything is ended.
 */
export const SUPERVISOR_SCRIPT = String.raw`
import errno, os, select, time
try:
    # What the module signal wraps in enumerations, which take a third of the start.
    import _signal as signal
except ImportError:
    import signal
try:
    import ctypes
    libc = ctypes.CDLL(None, use_errno=True)
except Exception:
    libc = None

CONTROL = 3
SET_SUBREAPER, SET_DEATH_SIGNAL, DROP_CAPABILITY, SYS_ADMIN = 36, 1, 24, 21
NEW_MOUNTS, NEW_USER, NEW_PIDS = 0x20000, 0x10000000, 0x20000000
PRIVATE_MOUNTS, PROC_FLAGS = 0x44000, 0xe
ENDING_TAKES_AT_MOST_S = 10
QUIET = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT,
         signal.SIGUSR1, signal.SIGUSR2, signal.SIGTSTP)
held = "search"


def say(*words):
    try:
        os.write(CONTROL, (" ".join(map(str, words)) + "\n").encode())
    except OSError:
        pass


def read_order():
    data = b""
    while b"\n" not in data or len(data) < int(data.split(b"\n")[0]) + data.index(b"\n") + 1:
        piece = os.read(CONTROL, 65536)
        if not piece:
            os._exit(0)
        data += piece
    fields = data[data.index(b"\n") + 1:].split(b"\0")[:-1]
    words = int(fields[2])
    pairs = (field.split(b"=", 1) for field in fields[3 + words:])
    return fields[0] == b"terminal", fields[1], fields[3:3 + words], dict(pairs)


def start(order):
    in_terminal, _, words, environment = order
    signal.pthread_sigmask(signal.SIG_BLOCK, QUIET)
    pid = os.fork()
    if pid == 0:
        try:
            # In a group of its own it can signal its group and not the supervisor.
            if not in_terminal:
                os.setsid()
            for number in QUIET + (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            signal.set_wakeup_fd(-1)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, QUIET)
            try:
                os.execvpe(words[0], words, environment)
            except OSError as error:
                if error.errno != errno.ENOEXEC:
                    raise
                # A script without its first line is one for the shell.
                os.execve(b"/bin/sh", [b"/bin/sh"] + words, environment)
        except OSError as error:
            say("failed", errno.errorcode.get(error.errno, error.errno))
        os._exit(127)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, QUIET)
    return pid


def reap(leader):
    """True while there are children; tells the tool of the end of the leader."""
    try:
        while True:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if pid == 0:
                return True
            if pid == leader:
                say("ended", status)
    except ChildProcessError:
        return False


def read(path):
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""


def numbers():
    return [int(name) for name in os.listdir("/proc") if name.isdigit()]


def belonging(mark):
    """States by id of the processes that must not outlive this one."""
    parents, states = {}, {}
    for pid in numbers():
        fields = read("/proc/%d/stat" % pid).rpartition(b") ")[2].split()
        if fields:
            states[pid], parents[pid] = fields[0], int(fields[1])
    if held == "namespace":
        found = set(states) | {os.getpid()}
    else:
        found, added = {os.getpid()}, {os.getpid()}
        while added:
            added = {pid for pid, parent in parents.items() if parent in found} - found
            found |= added
    if held == "search":
        found |= {pid for pid in states if mark in read("/proc/%d/environ" % pid).split(b"\0")}
    return {pid: states[pid] for pid in found - {os.getpid()}}


def end_all(leader, mark):
    left, until = set(), time.monotonic() + ENDING_TAKES_AT_MOST_S
    while time.monotonic() < until:
        found = belonging(mark)
        for pid in found:
            try:
                os.kill(pid, signal.SIGKILL)
            except OSError:
                pass
        left |= {pid for pid, state in found.items() if pid != leader and state not in b"ZX"}
        if not reap(leader) and not found:
            break
        time.sleep(0.002)
    say("left", len(left))


def release_streams():
    """Output ends when the processes of the project have ended, whatever the supervisor does."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)


def in_foreground():
    try:
        return os.tcgetpgrp(0) == os.getpgrp()
    except OSError:
        return False


def take_terminal_back():
    """A shell in a namespace cannot: it does not know the group that had the terminal before it."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTTOU])
    try:
        os.tcsetpgrp(os.open("/dev/tty", os.O_RDWR), os.getpgrp())
    except OSError:
        pass


def serve(order):
    awake, wake = os.pipe()
    os.set_blocking(wake, False)
    signal.set_wakeup_fd(wake)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    say("held", held)
    leader = start(order)
    release_streams()
    while True:
        ready = select.select([CONTROL, awake], [], [])[0]
        if awake in ready:
            os.read(awake, 65536)
        reap(leader)
        if CONTROL in ready and not os.read(CONTROL, 65536):
            break
    end_all(leader, order[1])
    os._exit(0)


def serve_in_namespace(order, ready):
    """What the first process of a namespace does; returns when there can be none."""
    global held
    user, group, root = os.getuid(), os.getgid(), os.geteuid() == 0
    if libc.unshare(NEW_PIDS | NEW_MOUNTS | (0 if root else NEW_USER)) != 0:
        return
    if not root:
        for name, text in (("setgroups", "deny"), ("uid_map", "%d %d 1" % (user, user)),
                           ("gid_map", "%d %d 1" % (group, group))):
            with open("/proc/self/" + name, "w") as file:
                file.write(text)
    first = os.fork()
    if first != 0:
        libc.prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
        release_streams()
        os.waitpid(first, 0)
        return
    libc.prctl(SET_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    if libc.mount(None, b"/", None, PRIVATE_MOUNTS, None) != 0:
        return
    if libc.mount(b"proc", b"/proc", b"proc", PROC_FLAGS, None) != 0:
        return
    # Or root could take the mount away, and see the machine again.
    libc.prctl(DROP_CAPABILITY, SYS_ADMIN, 0, 0, 0)
    os.write(ready, b"1")
    held = "namespace"
    serve(order)


def main():
    global held
    for number in QUIET:
        signal.signal(number, lambda *_: None)
    os.set_inheritable(CONTROL, False)
    order = read_order()
    had_terminal = order[0] and in_foreground()
    if libc is not None:
        is_ready, ready = os.pipe()
        middle = os.fork()
        if middle == 0:
            try:
                serve_in_namespace(order, ready)
            except OSError:
                pass
            finally:
                os._exit(0)
        os.close(ready)
        if os.read(is_ready, 1) == b"1":
            release_streams()
            os.waitpid(middle, 0)
            if had_terminal:
                take_terminal_back()
            os._exit(0)
        os.waitpid(middle, 0)
        if libc.prctl(SET_SUBREAPER, 1, 0, 0, 0) == 0:
            held = "subreaper"
    serve(order)


main()
`;
