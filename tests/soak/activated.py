#!/usr/bin/env python3
"""Start a program with sockets passed to it, as a service manager does.

    activated.py NAME=DESCRIPTOR... -- COMMAND [ARGUMENT]...

The descriptors become 3, 4 and so on; see sd_listen_fds(3).
"""

import os
import sys

FIRST = 3

split = sys.argv.index("--")
sockets = [argument.partition("=") for argument in sys.argv[1:split]]
# Out of the way first, lest one is put where another still is.
copies = [os.dup2(int(fd), FIRST + 100 + i) for i, (_, _, fd) in enumerate(sockets)]
for i, copy in enumerate(copies):
    os.dup2(copy, FIRST + i)
    os.set_inheritable(copy, False)
os.environ.update(LISTEN_PID=str(os.getpid()), LISTEN_FDS=str(len(sockets)),
                  LISTEN_FDNAMES=":".join(name for name, _, _ in sockets))
os.execvp(sys.argv[split + 1], sys.argv[split + 1:])
