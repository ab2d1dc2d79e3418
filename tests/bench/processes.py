"""What a process and its descendants use, from /proc."""

import os

TICK_S = 1 / os.sysconf("SC_CLK_TCK")


def children(pid):
    try:
        with open("/proc/%d/task/%d/children" % (pid, pid)) as stream:
            return [int(child) for child in stream.read().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def tree(pid):
    """The process and all its descendants."""
    found = [pid]
    for child in children(pid):
        found += tree(child)
    return found


def _processor_s(pid):
    """Its processor time, that of its ended children included."""
    try:
        with open("/proc/%d/stat" % pid) as stream:
            fields = stream.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) * TICK_S


def processor_s(pid):
    """Processor seconds of the whole tree, to a hundredth or so."""
    return sum(_processor_s(each) for each in tree(pid))


def _run_s(pid):
    """The time it has run, to a few microseconds; ended children not included."""
    try:
        with open("/proc/%d/schedstat" % pid) as stream:
            return int(stream.read().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0


def run_s(pid):
    """Processor seconds of those of the tree that live, exactly; 0 if hidden."""
    return sum(_run_s(each) for each in tree(pid))


def pss_kib(pid):
    """Memory of the tree, what is shared counted once; None if hidden."""
    total = 0
    try:
        for each in tree(pid):
            with open("/proc/%d/smaps_rollup" % each) as stream:
                total += sum(int(line.split()[1]) for line in stream
                             if line.startswith("Pss:"))
    except (PermissionError, FileNotFoundError, ProcessLookupError):
        return None
    return total
