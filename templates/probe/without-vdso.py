"""Run a program without its vDSO: without-vdso.py PROGRAM ARGUMENT...

Starts it under ptrace and, before its first instruction, overwrites the entry of the auxiliary vector that tells where the vDSO is. The C library
then asks the kernel for every clock, as on a machine whose clock source has no fast path. Changes nothing on the machine; needs no root.
Exit code 125 when tracing is not allowed here.
"""

import ctypes
import os
import platform
import sys

TRACEME, PEEK, POKE, DETACH, GETREGSET, NT_PRSTATUS = 0, 2, 5, 17, 0x4204, 1
AT_NULL, AT_IGNORE, AT_SYSINFO_EHDR = 0, 1, 33
NOT_ALLOWED = 125
# Index of the stack pointer among the registers.
STACK_POINTER = {"x86_64": 19, "aarch64": 31}[platform.machine()]

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
libc.ptrace.restype = ctypes.c_long


class Iovec(ctypes.Structure):
    _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]


child = os.fork()
if child == 0:
    if libc.ptrace(TRACEME, 0, None, None) == -1:
        os._exit(NOT_ALLOWED)
    os.execv(sys.argv[1], sys.argv[1:])
_, status = os.waitpid(child, 0)
if not os.WIFSTOPPED(status):
    sys.exit(NOT_ALLOWED)
registers = (ctypes.c_uint64 * 64)()
libc.ptrace(GETREGSET, child, NT_PRSTATUS, ctypes.addressof(Iovec(ctypes.addressof(registers), ctypes.sizeof(registers))))
address = registers[STACK_POINTER]


def word(at):
    return libc.ptrace(PEEK, child, at, None)


# The stack holds the number of arguments, the arguments, 0, the environment, 0, and then the vector.
address += 8 * (1 + word(address) + 1)
while word(address) != 0:
    address += 8
address += 8
while word(address) != AT_NULL:
    if word(address) == AT_SYSINFO_EHDR:
        libc.ptrace(POKE, child, address, AT_IGNORE)
    address += 16
libc.ptrace(DETACH, child, None, None)
_, status = os.waitpid(child, 0)
sys.exit(os.WEXITSTATUS(status) if os.WIFEXITED(status) else 128 + os.WTERMSIG(status))
