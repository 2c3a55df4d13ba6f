"""Measure what reading the clock costs on this machine, and print one line of JSON.

Needs Linux and a Python with ctypes, but no compiler, packages or root. Changes nothing.
On a dyno:  heroku run --no-tty --app NAME -- python - < clock.py
"""

import ctypes
import json
import mmap
import os
import platform
import struct
import subprocess
import sys
import time

# Number of the clock_gettime system call, and the architecture as seccomp filters see it.
SYSTEM_CALLS = {"x86_64": (228, 0xC000003E), "aarch64": (113, 0xC00000B7)}
CLOCKS = {
    "REALTIME": 0,
    "MONOTONIC": 1,
    "PROCESS_CPUTIME_ID": 2,
    "THREAD_CPUTIME_ID": 3,
    "MONOTONIC_RAW": 4,
    "REALTIME_COARSE": 5,
    "MONOTONIC_COARSE": 6,
    "BOOTTIME": 7,
}
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, SECCOMP_MODE_FILTER = 38, 22, 2
EPERM = 1
# Many short rounds: on a busy machine some of them are left alone.
ROUNDS, CALLS = 100, 2000

# Python source that runs a program without its vDSO. Filled in by the program that prints this script.
WITHOUT_VDSO = ""
# What Python's clocks cost, loop included. Runs here and in a process without a vDSO.
PLAIN_LOOPS = """
import time

def nanoseconds(call):
    best = None
    for _ in range(%d):
        start = time.perf_counter()
        for _ in range(%d):
            call()
        took = time.perf_counter() - start
        best = took if best is None else min(best, took)
    return round(best / %d * 1e9, 1)

def plain_loops():
    return {
        "emptyCall": nanoseconds(lambda: None),
        "time": nanoseconds(time.time),
        "monotonic": nanoseconds(time.monotonic),
        "perfCounter": nanoseconds(time.perf_counter),
        "processTime": nanoseconds(time.process_time),
    }
""" % (ROUNDS, CALLS, CALLS)
# Loops in machine code, because calling C from Python costs several times as much as reading the clock. Each is a function of
# (function to call, count, pointer to a timespec) and reads CLOCK_MONOTONIC count times, by the function or by the system call.
MACHINE_LOOPS = {
    "x86_64": (
        # push rbx; push r12; push r13; mov rbx, rdi; mov r12, rsi; mov r13, rdx
        "53 4154 4155 4889fb 4989f4 4989d5"
        # mov edi, 1; mov rsi, r13; call rbx; dec r12; jnz back
        "bf01000000 4c89ee ffd3 49ffcc 75f1"
        # pop r13; pop r12; pop rbx; ret
        "415d 415c 5b c3",
        "53 4154 4155 4889fb 4989f4 4989d5"
        # mov eax, 228; mov edi, 1; mov rsi, r13; syscall; dec r12; jnz back
        "b8e4000000 bf01000000 4c89ee 0f05 49ffcc 75ec"
        "415d 415c 5b c3",
    ),
}


class Timespec(ctypes.Structure):
    _fields_ = [("seconds", ctypes.c_long), ("nanoseconds", ctypes.c_long)]


def read(path):
    try:
        with open(path) as file:
            return file.read().strip()
    except (OSError, UnicodeDecodeError):
        return None


def in_child(work):
    """Return what the function returns in a forked child, as JSON carries it. None if the child dies."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        answer = None
        try:
            answer = work()
        finally:
            os.write(writing, json.dumps(answer).encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text.decode() or "null")


def forbid_clock_gettime(libc, number, architecture):
    """Make the kernel reject the system call in this process. Return whether that worked."""

    def instruction(code, if_true, if_false, value):
        return struct.pack("HBBI", code, if_true, if_false, value)

    load, jump_if_equal, answer = 0x20, 0x15, 0x06
    filter_bytes = b"".join(
        [
            instruction(load, 0, 0, 4),
            instruction(jump_if_equal, 0, 3, architecture),
            instruction(load, 0, 0, 0),
            instruction(jump_if_equal, 0, 1, number),
            instruction(answer, 0, 0, 0x00050000 | EPERM),
            instruction(answer, 0, 0, 0x7FFF0000),
        ]
    )
    instructions = ctypes.create_string_buffer(filter_bytes, len(filter_bytes))
    program = struct.pack("HxxxxxxP", len(filter_bytes) // 8, ctypes.addressof(instructions))
    program = ctypes.create_string_buffer(program, len(program))
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return False
    return libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(program), 0, 0) == 0


def served_without_kernel(libc, number, architecture):
    """Map each clock to whether the C library can read it while the system call is forbidden.

    Return None if that cannot be tested.
    """

    def work():
        if not forbid_clock_gettime(libc, number, architecture):
            return None
        moment = Timespec()
        refused = libc.syscall(number, CLOCKS["MONOTONIC"], ctypes.byref(moment)) == -1
        # Without this check, a filter that does nothing would look like a perfect vDSO.
        if not refused or ctypes.get_errno() != EPERM:
            return None
        return {name: libc.clock_gettime(clock, ctypes.byref(moment)) == 0 for name, clock in CLOCKS.items()}

    return in_child(work)


def plain_loops_without_vdso():
    """Return what Python's clocks cost in a process without a vDSO. None where no such process can be started."""
    if not WITHOUT_VDSO or not sys.executable:
        return None
    source = "import json\n" + PLAIN_LOOPS + "print(json.dumps(plain_loops()))"
    command = [sys.executable, "-I", "-c", WITHOUT_VDSO, sys.executable, "-I", "-c", source]
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=30)
        return json.loads(done.stdout) if done.returncode == 0 else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def by_machine_loops(libc, machine):
    """Return the cost of the C library's clock_gettime and of the system call, without the cost of ctypes.

    The two take turns, so that a busy machine disturbs both alike, and the least disturbed round counts.
    """
    moment = Timespec()
    kind = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_long, ctypes.c_void_p)
    loops = []
    for text in MACHINE_LOOPS[machine]:
        page = mmap.mmap(-1, mmap.PAGESIZE, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
        page.write(bytes.fromhex(text))
        loops.append((page, kind(ctypes.addressof(ctypes.c_char.from_buffer(page)))))
    function = ctypes.cast(libc.clock_gettime, ctypes.c_void_p)
    best = [None, None]
    for _ in range(ROUNDS):
        for index, (_, loop) in enumerate(loops):
            start = time.perf_counter()
            loop(function, CALLS, ctypes.byref(moment))
            took = time.perf_counter() - start
            best[index] = took if best[index] is None else min(best[index], took)
    # Code that ran and read no clock was not what it should be.
    return [round(took / CALLS * 1e9, 1) for took in best] if moment.seconds or moment.nanoseconds else None


def through_ctypes(libc, number, nanoseconds):
    """Return the same two costs where there is no loop in machine code. Less exact by some 100 nanoseconds."""
    moment = ctypes.byref(Timespec())
    clock = ctypes.c_int(CLOCKS["MONOTONIC"])
    long_clock, long_number = ctypes.c_long(CLOCKS["MONOTONIC"]), ctypes.c_long(number)
    clock_gettime, system_call, absolute = libc.clock_gettime, libc.syscall, libc.abs
    # abs ignores the extra argument, so this is the cost of calling C from Python.
    through_c = nanoseconds(lambda: absolute(clock, moment))
    return [
        round(nanoseconds(lambda: clock_gettime(clock, moment)) - through_c, 1),
        round(nanoseconds(lambda: system_call(long_number, long_clock, moment)) - through_c, 1),
    ]


def timings(libc, number, machine):
    shared = {}
    exec(PLAIN_LOOPS, shared)
    found = shared["plain_loops"]()
    # In a child, because code that the processor does not take would end this process.
    exact = in_child(lambda: by_machine_loops(libc, machine)) if machine in MACHINE_LOOPS else None
    found["library"], found["systemCall"] = exact or through_ctypes(libc, number, shared["nanoseconds"])
    return found


def main():
    machine = platform.machine()
    result = {
        "schemaVersion": 1,
        "system": platform.system(),
        "machine": machine,
        "kernel": platform.release(),
        "python": platform.python_version(),
        "dyno": os.environ.get("DYNO"),
    }
    if result["system"] != "Linux" or machine not in SYSTEM_CALLS:
        result["unsupported"] = "the probe supports only Linux on x86_64 and aarch64"
        print(json.dumps(result))
        return 0
    libc = ctypes.CDLL(None, use_errno=True)
    number, architecture = SYSTEM_CALLS[machine]
    source = "/sys/devices/system/clocksource/clocksource0/"
    processor = (read("/proc/cpuinfo") or "").split()
    status = dict(line.split(":", 1) for line in (read("/proc/self/status") or "").splitlines() if ":" in line)
    result["clockSource"] = read(source + "current_clocksource")
    result["availableClockSources"] = (read(source + "available_clocksource") or "").split()
    result["processorFlags"] = [flag for flag in ("constant_tsc", "nonstop_tsc") if flag in processor]
    result["tracerPid"] = int(status["TracerPid"]) if "TracerPid" in status else None
    result["seccomp"] = int(status["Seccomp"]) if "Seccomp" in status else None
    result["servedWithoutKernel"] = served_without_kernel(libc, number, architecture)
    result["nanoseconds"] = timings(libc, number, machine)
    result["withoutVdso"] = plain_loops_without_vdso()
    print(json.dumps(result))
    return 0


sys.exit(main())
