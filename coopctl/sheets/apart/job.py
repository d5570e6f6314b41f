"""Windows' way to bind a process that was begun: a job, which ends it where it grows or works too long.

Source: Microsoft, "Job Objects", JOBOBJECT_EXTENDED_LIMIT_INFORMATION.
"""

import ctypes
import sys
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from subprocess import Popen

_EXTENDED = 9  # JobObjectExtendedLimitInformation
# Bounds that hold: of time, of memory; the process ends when the last handle of its job is closed; no box asks.
_FLAGS = 0x0002 | 0x0100 | 0x2000 | 0x0400
_TICKS = 10_000_000  # in a second


class _Basic(ctypes.Structure):
    _fields_: ClassVar = [
        ("per_process_time", ctypes.c_int64), ("per_job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32), ("least_set", ctypes.c_size_t), ("most_set", ctypes.c_size_t),
        ("active", ctypes.c_uint32), ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    ]  # fmt: skip


class _Extended(ctypes.Structure):
    _fields_: ClassVar = [
        ("basic", _Basic), ("counters", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    ]  # fmt: skip


def put_into_job(process: "Popen[bytes]", memory: int, seconds: int) -> None:
    """Bind a process: bytes of memory, seconds of work. It ends with this one.

    The handle of the job stays open as long as this process runs. Raises: OSError.
    """
    if sys.platform != "win32":
        raise OSError(sys.platform)
    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    limits = _Extended()
    limits.basic.flags = _FLAGS
    limits.basic.per_process_time = seconds * _TICKS
    limits.process_memory = memory
    done = kernel.SetInformationJobObject(
        job, _EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
    ) and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(int(process._handle)))  # noqa: SLF001  (nowhere else)
    if not done:
        raise ctypes.WinError(ctypes.get_last_error())
