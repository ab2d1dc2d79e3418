#include "sandbox_probe.h"

#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "user.h"

/* How a child ends: 0 when it succeeded, an errno (up to 133), or this. */
#define NOT_CONFINED 200

/* What an attempt has to work with, opened before the child is confined. */
struct means {
	const struct sandbox_probe *probe;
	int socket_fd; /* TCP over IPv4, neither bound nor connected */
	pid_t parent;
	char secret; /* at the same address in the parent */
};

static int
read_file(int dir_fd, const char *path)
{
	int fd = openat(dir_fd, path, O_RDONLY | O_CLOEXEC);
	char byte;
	int result = -1;

	if (fd != -1) {
		result = read(fd, &byte, sizeof byte) == -1 ? -1 : 0;
		close(fd);
	}
	return result;
}

static int
try_passwd(struct means *means)
{
	(void)means;
	return read_file(AT_FDCWD, "/etc/passwd");
}

static int
try_key(struct means *means)
{
	if (means->probe->key_path == NULL) {
		errno = ENOENT;
		return -1;
	}
	return read_file(AT_FDCWD, means->probe->key_path);
}

static int
try_write(struct means *means)
{
	const struct sandbox_plan *plan = means->probe->plan;
	int dir_fd = plan->root_count > 0 ? plan->root_fds[0] : AT_FDCWD;
	int fd = openat(dir_fd, ".lozenge-sandbox-test",
	    O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	if (fd == -1)
		return -1;
	close(fd);
	unlinkat(dir_fd, ".lozenge-sandbox-test", 0);
	return 0;
}

static int
try_root(struct means *means)
{
	const struct sandbox_plan *plan = means->probe->plan;
	int fd;

	if (plan->root_count == 0) {
		errno = ENOENT;
		return -1;
	}
	fd = openat(plan->root_fds[0], ".", O_RDONLY | O_CLOEXEC);
	if (fd != -1)
		close(fd);
	return fd != -1 ? 0 : -1;
}

static int
try_socket(struct means *means)
{
	(void)means;
	return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0) == -1 ? -1 : 0;
}

static int
try_connect(struct means *means)
{
	struct sockaddr_in address = {.sin_family = AF_INET,
	    .sin_port = htons(9),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	/* Refused by the peer: it was allowed to ask. */
	if (connect(means->socket_fd, (struct sockaddr *)&address,
		sizeof address) == -1 &&
	    errno != ECONNREFUSED)
		return -1;
	return 0;
}

static int
try_bind(struct means *means)
{
	struct sockaddr_in address = {
	    .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};

	return bind(
	    means->socket_fd, (struct sockaddr *)&address, sizeof address);
}

/* When it succeeds, "true" ends the child with 0. */
static int
try_execve(struct means *means)
{
	static char name[] = "/bin/true";
	static char *const arguments[] = {name, NULL};
	static char *const environment[] = {NULL};

	(void)means;
	return execve(name, arguments, environment);
}

static int
try_fork(struct means *means)
{
	pid_t pid = fork();

	(void)means;
	if (pid == 0)
		_exit(0);
	return pid == -1 ? -1 : 0;
}

static int
try_map_code(struct means *means)
{
	(void)means;
	return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC,
		   MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED
		   ? -1
		   : 0;
}

static int
try_make_code(struct means *means)
{
	void *memory = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
	    MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	(void)means;
	if (memory == MAP_FAILED)
		return -1;
	return mprotect(memory, 4096, PROT_READ | PROT_EXEC);
}

static int
try_ptrace(struct means *means)
{
	return ptrace(PTRACE_SEIZE, means->parent, NULL, NULL) == -1 ? -1 : 0;
}

static int
try_kill(struct means *means)
{
	return kill(means->parent, 0);
}

static int
try_read_memory(struct means *means)
{
	char byte;
	struct iovec here = {&byte, sizeof byte};
	struct iovec there = {&means->secret, sizeof means->secret};

	return process_vm_readv(means->parent, &here, 1, &there, 1, 0) == -1
		   ? -1
		   : 0;
}

static int
try_pidfd(struct means *means)
{
	return syscall(SYS_pidfd_open, means->parent, 0) == -1 ? -1 : 0;
}

static int
try_setuid(struct means *means)
{
	(void)means;
	return setuid(0);
}

enum verdict {
	DENIED,
	ALLOWED,
};

/* Everything that is tried, and how it must end for each role. */
static const struct {
	const char *what;
	int (*attempt)(struct means *means);
	enum verdict reader, keyholder; /* a reader: worker, search */
} attempts[] = {
    {"read the root directory", try_root, ALLOWED, DENIED},
    {"read /etc/passwd", try_passwd, DENIED, DENIED},
    {"read a private key's file", try_key, DENIED, DENIED},
    {"write in the root directory", try_write, DENIED, DENIED},
    {"make a socket", try_socket, DENIED, DENIED},
    {"connect a socket", try_connect, DENIED, DENIED},
    {"bind a socket", try_bind, DENIED, DENIED},
    {"execute a program", try_execve, DENIED, DENIED},
    {"fork", try_fork, DENIED, DENIED},
    {"map executable memory", try_map_code, DENIED, DENIED},
    {"make memory executable", try_make_code, DENIED, DENIED},
    {"trace the supervisor", try_ptrace, DENIED, DENIED},
    {"read the supervisor's memory", try_read_memory, DENIED, DENIED},
    {"signal the supervisor", try_kill, DENIED, DENIED},
    {"open the supervisor as a pidfd", try_pidfd, DENIED, DENIED},
    {"become root", try_setuid, DENIED, DENIED},
};

/* In the child: become what a worker is, try, and end with the outcome. */
static _Noreturn void
run_child(struct means *means, int (*attempt)(struct means *means))
{
	struct sandbox_report report;
	const struct sandbox_probe *probe = means->probe;

	if (probe->user != NULL && user_become(probe->user, NULL) == -1)
		_exit(NOT_CONFINED);
	if (sandbox_enter(probe->plan, &report) == -1)
		_exit(NOT_CONFINED);
	_exit(attempt(means) == 0 ? 0 : errno);
}

/* The wait status of a child that made the attempt; -1 without a child. */
static int
try_in_child(struct means *means, int (*attempt)(struct means *means))
{
	int status = -1;
	pid_t pid = fork();

	if (pid == 0)
		run_child(means, attempt);
	while (pid != -1 && waitpid(pid, &status, 0) == -1) {
		if (errno != EINTR)
			return -1;
	}
	return status;
}

/* How it ended, in words. */
static const char *
describe(int status)
{
	if (WIFSIGNALED(status))
		return strsignal(WTERMSIG(status));
	switch (WEXITSTATUS(status)) {
	case 0:
		return "it succeeded";
	case SANDBOX_VIOLATION_STATUS:
		return "forbidden system call";
	case NOT_CONFINED:
		return "the sandbox could not be entered";
	}
	return strerror(WEXITSTATUS(status));
}

/* Did it end as it must?  A child that was never confined has shown nothing. */
static bool
is_as_expected(int status, enum verdict expected)
{
	bool succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;

	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_CONFINED)
		return false;
	return succeeded == (expected == ALLOWED);
}

unsigned
sandbox_probe_run(const struct sandbox_probe *probe, FILE *out)
{
	struct means means = {.probe = probe, .parent = getpid()};
	bool reads = probe->plan->role != SANDBOX_KEYHOLDER;
	unsigned surprises = 0;

	means.socket_fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	fflush(out);
	for (size_t i = 0; i < sizeof attempts / sizeof *attempts; i++) {
		enum verdict expected =
		    reads ? attempts[i].reader : attempts[i].keyholder;
		int status = try_in_child(&means, attempts[i].attempt);
		bool denied = !WIFEXITED(status) || WEXITSTATUS(status) != 0;

		fprintf(out, "%-7s  %-32s %s%s\n",
		    denied ? "denied" : "ALLOWED", attempts[i].what,
		    describe(status),
		    is_as_expected(status, expected) ? "" : "  <-- wrong");
		if (!is_as_expected(status, expected))
			surprises++;
	}
	if (means.socket_fd != -1)
		close(means.socket_fd);
	fflush(out);
	return surprises;
}
