/*
 * A library to preload: one call of the program's fails, or is its last.
 *
 * INJECT=CALL:N:FAULT in the environment makes the Nth call of CALL (from 1)
 * meet FAULT:
 *
 *     CALL   a name of those below; "allocation" for all of malloc's kin,
 *            those that libraries make too; "any" for all but allocations
 *     FAULT  EIO, ENOSPC, EINTR, EMFILE or ENOMEM: the call fails with it;
 *            "short": half as many bytes as asked are read, written or sent;
 *            "kill": the process ends there, as by kill -9
 *
 * If INJECT_TOLD is set, a line is appended to the file of that name when the
 * fault is met: a sweep goes on until a run has met none.  A child counts on
 * from where its parent was, unless INJECT_COUNT names a file of eight bytes:
 * there all processes of a program count together, so that one fault is all
 * they meet.  The 0th call never comes.
 *
 * What the C library calls within itself is not seen, allocations aside.
 */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum fault {
	FAULT_NONE,
	FAULT_ERRNO,
	FAULT_SHORT,
	FAULT_KILL,
};

/* What INJECT says; a preloaded library has no one to keep it for it. */
static char wanted_call[32];
static long wanted_number;
static enum fault wanted_fault;
static int wanted_errno;
static int64_t own_calls;
static int64_t *calls_seen = &own_calls;

static const struct {
	const char *name;
	enum fault fault;
	int number;
} faults[] = {
    {"EIO", FAULT_ERRNO, EIO},
    {"ENOSPC", FAULT_ERRNO, ENOSPC},
    {"EINTR", FAULT_ERRNO, EINTR},
    {"EMFILE", FAULT_ERRNO, EMFILE},
    {"ENOMEM", FAULT_ERRNO, ENOMEM},
    {"short", FAULT_SHORT, 0},
    {"kill", FAULT_KILL, 0},
};

/* Where all processes of a program count together. */
static int64_t *
map_count(const char *path)
{
	int fd = open(path, O_RDWR | O_CLOEXEC);
	void *count;

	if (fd < 0)
		abort();
	count = mmap(NULL, sizeof *calls_seen, PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);
	if (count == MAP_FAILED)
		abort();
	close(fd);
	return count;
}

/* A wrong INJECT ends the program: a sweep must not pass for want of faults. */
__attribute__((constructor)) static void
read_environment(void)
{
	const char *plan = getenv("INJECT");
	char *end;

	if (plan == NULL)
		return;
	size_t len = strcspn(plan, ":");
	if (len >= sizeof wanted_call || plan[len] == '\0')
		abort();
	wanted_number = strtol(plan + len + 1, &end, 10);
	for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
		if (*end != ':' || strcmp(end + 1, faults[i].name) != 0)
			continue;
		wanted_fault = faults[i].fault;
		wanted_errno = faults[i].number;
	}
	if (wanted_fault == FAULT_NONE)
		abort();
	if (getenv("INJECT_COUNT") != NULL)
		calls_seen = map_count(getenv("INJECT_COUNT"));
	/* Only now are calls looked at. */
	memcpy(wanted_call, plan, len);
}

/* Any function; to be cast to what it is. */
typedef void function(void);

/* The function that ours stands before. */
static function *
next(const char *name)
{
	function *found;

	/* As POSIX has it: C knows no other way from one kind to the other. */
	*(void **)&found = dlsym(RTLD_NEXT, name);
	if (found == NULL)
		abort();
	return found;
}

static void
tell_met(void)
{
	const char *path = getenv("INJECT_TOLD");
	int (*real_open)(const char *, int, ...) =
	    (int (*)(const char *, int, ...))next("open");
	ssize_t (*real_write)(int, const void *, size_t) =
	    (ssize_t(*)(int, const void *, size_t))next("write");
	int (*real_close)(int) = (int (*)(int))next("close");
	int fd = path == NULL
		     ? -1
		     : real_open(path,
			   O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0)
		return;
	if (real_write(fd, "met\n", 4) != 4)
		abort();
	real_close(fd);
}

/* Count a call: the fault it meets, with errno set. */
static enum fault
count_call(const char *name)
{
	bool is_allocation = strcmp(name, "allocation") == 0;

	if (strcmp(wanted_call, name) != 0 &&
	    (is_allocation || strcmp(wanted_call, "any") != 0))
		return FAULT_NONE;
	if (__atomic_add_fetch(calls_seen, 1, __ATOMIC_RELAXED) !=
	    wanted_number)
		return FAULT_NONE;
	tell_met();
	if (wanted_fault == FAULT_KILL)
		kill(getpid(), SIGKILL);
	errno = wanted_errno;
	return wanted_fault;
}

static bool
fails(const char *name)
{
	return count_call(name) == FAULT_ERRNO;
}

/* A count of bytes, perhaps cut short; SIZE_MAX if the call fails. */
static size_t
shorten(const char *name, size_t count)
{
	switch (count_call(name)) {
	case FAULT_SHORT:
		return count > 1 ? count / 2 : count;
	case FAULT_ERRNO:
		return SIZE_MAX;
	case FAULT_NONE:
	case FAULT_KILL:
		break;
	}
	return count;
}

/* The same for a socket, whose messages are never cut unless it is a stream. */
static size_t
shorten_on_socket(const char *name, int fd, size_t count)
{
	int type = 0;
	socklen_t len = sizeof type;

	if (getsockopt(fd, SOL_SOCKET, SO_TYPE, &type, &len) == 0 &&
	    type == SOCK_STREAM)
		return shorten(name, count);
	return fails(name) ? SIZE_MAX : count;
}

/* A call that fails by -1. */
#define INTERPOSE(name, parameters, arguments)                                 \
	int name parameters;                                                   \
	int name parameters                                                    \
	{                                                                      \
		if (fails(#name))                                              \
			return -1;                                             \
		return ((int(*) parameters)next(#name))arguments;              \
	}

/* A call that moves bytes, as many as its size at most. */
#define INTERPOSE_BYTES(symbol, name, parameters, arguments)                   \
	ssize_t symbol parameters;                                             \
	ssize_t symbol parameters                                              \
	{                                                                      \
		size = shorten(#name, size);                                   \
		if (size == SIZE_MAX)                                          \
			return -1;                                             \
		return ((ssize_t(*) parameters)next(#symbol))arguments;        \
	}

/*
 * These libraries crash for want of memory.  The server calls them only where
 * there is room enough (memory_room.h), so that theirs do not fail.
 */
static bool
is_roomed(const void *caller)
{
	Dl_info info;

	return dladdr(caller, &info) != 0 && info.dli_fname != NULL &&
	       (strstr(info.dli_fname, "libmagic") != NULL ||
		   strstr(info.dli_fname, "libconfuse") != NULL);
}

static bool
allocation_fails(const void *caller)
{
	return fails("allocation") && !is_roomed(caller);
}

/* Allocations: the C library has them under a second name, free of dlsym. */
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

void *
malloc(size_t size)
{
	return allocation_fails(__builtin_return_address(0))
		   ? NULL
		   : __libc_malloc(size);
}

void *
calloc(size_t count, size_t size)
{
	return allocation_fails(__builtin_return_address(0))
		   ? NULL
		   : __libc_calloc(count, size);
}

void *
realloc(void *old, size_t size)
{
	return allocation_fails(__builtin_return_address(0))
		   ? NULL
		   : __libc_realloc(old, size);
}

/* Opening, under the names that a fortified program calls, too. */
int __open_2(const char *path, int flags);
int __openat_2(int at, const char *path, int flags);

int
__open_2(const char *path, int flags)
{
	int (*real)(const char *, int) =
	    (int (*)(const char *, int))next("__open_2");

	return fails("open") ? -1 : real(path, flags);
}

int
__openat_2(int at, const char *path, int flags)
{
	int (*real)(int, const char *, int) =
	    (int (*)(int, const char *, int))next("__openat_2");

	return fails("openat") ? -1 : real(at, path, flags);
}

static bool
has_mode(int flags)
{
	return (flags & O_CREAT) != 0 || (flags & O_TMPFILE) == O_TMPFILE;
}

int
open(const char *path, int flags, ...)
{
	int (*real)(const char *, int, ...) =
	    (int (*)(const char *, int, ...))next("open");
	va_list ap;

	va_start(ap, flags);
	mode_t mode = has_mode(flags) ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return fails("open") ? -1 : real(path, flags, mode);
}

int
openat(int at, const char *path, int flags, ...)
{
	int (*real)(int, const char *, int, ...) =
	    (int (*)(int, const char *, int, ...))next("openat");
	va_list ap;

	va_start(ap, flags);
	mode_t mode = has_mode(flags) ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return fails("openat") ? -1 : real(at, path, flags, mode);
}

/* openat2 has no other name; more arguments than six there are not. */
long
syscall(long number, ...)
{
	long (*real)(long, ...) = (long (*)(long, ...))next("syscall");
	long arguments[6];
	va_list ap;

	va_start(ap, number);
	for (size_t i = 0; i < 6; i++)
		arguments[i] = va_arg(ap, long);
	va_end(ap);
	if (number == SYS_openat2 && fails("openat2"))
		return -1;
	return real(number, arguments[0], arguments[1], arguments[2],
	    arguments[3], arguments[4], arguments[5]);
}

/* Even where closing fails the descriptor is gone. */
int
close(int fd)
{
	bool is_to_fail = fails("close");
	int saved = errno;
	int result = ((int (*)(int))next("close"))(fd);

	if (!is_to_fail)
		return result;
	errno = saved;
	return -1;
}

INTERPOSE(stat, (const char *path, struct stat *status), (path, status))
INTERPOSE(fstat, (int fd, struct stat *status), (fd, status))
INTERPOSE(fstatat, (int at, const char *path, struct stat *status, int flags),
    (at, path, status, flags))
INTERPOSE(mkdir, (const char *path, mode_t mode), (path, mode))
INTERPOSE(mkdirat, (int at, const char *path, mode_t mode), (at, path, mode))
INTERPOSE(renameat, (int from_at, const char *from, int to_at, const char *to),
    (from_at, from, to_at, to))
INTERPOSE(unlinkat, (int at, const char *path, int flags), (at, path, flags))
INTERPOSE(rename, (const char *from, const char *to), (from, to))
INTERPOSE(renameat2,
    (int from_at, const char *from, int to_at, const char *to, unsigned flags),
    (from_at, from, to_at, to, flags))
INTERPOSE(link, (const char *from, const char *to), (from, to))
INTERPOSE(unlink, (const char *path), (path))
INTERPOSE(fchmod, (int fd, mode_t mode), (fd, mode))
INTERPOSE(fchmodat, (int at, const char *path, mode_t mode, int flags),
    (at, path, mode, flags))
INTERPOSE(fsync, (int fd), (fd))
INTERPOSE(syncfs, (int fd), (fd))
INTERPOSE(flock, (int fd, int operation), (fd, operation))
INTERPOSE(fork, (void), ())
INTERPOSE(pipe2, (int fds[2], int flags), (fds, flags))
INTERPOSE(
    socket, (int domain, int type, int protocol), (domain, type, protocol))
INTERPOSE(socketpair, (int domain, int type, int protocol, int fds[2]),
    (domain, type, protocol, fds))
INTERPOSE(accept4,
    (int fd, __SOCKADDR_ARG address, socklen_t *restrict len, int flags),
    (fd, address, len, flags))

INTERPOSE_BYTES(read, read, (int fd, void *to, size_t size), (fd, to, size))
ssize_t __read_chk(int fd, void *to, size_t size, size_t room);
INTERPOSE_BYTES(__read_chk, read, (int fd, void *to, size_t size, size_t room),
    (fd, to, size, room))
INTERPOSE_BYTES(
    write, write, (int fd, const void *from, size_t size), (fd, from, size))
ssize_t
recv(int fd, void *to, size_t size, int flags)
{
	ssize_t (*real)(int, void *, size_t, int) =
	    (ssize_t(*)(int, void *, size_t, int))next("recv");

	size = shorten_on_socket("recv", fd, size);
	return size == SIZE_MAX ? -1 : real(fd, to, size, flags);
}

ssize_t
send(int fd, const void *from, size_t size, int flags)
{
	ssize_t (*real)(int, const void *, size_t, int) =
	    (ssize_t(*)(int, const void *, size_t, int))next("send");

	size = shorten_on_socket("send", fd, size);
	return size == SIZE_MAX ? -1 : real(fd, from, size, flags);
}

INTERPOSE_BYTES(getrandom, getrandom, (void *to, size_t size, unsigned flags),
    (to, size, flags))
INTERPOSE_BYTES(pread, read, (int fd, void *to, size_t size, off_t from),
    (fd, to, size, from))
INTERPOSE_BYTES(sendfile, send, (int out, int in, off_t *from, size_t size),
    (out, in, from, size))
