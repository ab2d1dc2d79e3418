#include "sandbox_seccomp.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/net.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <seccomp.h>

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* Bits of the roles, for the tables. */
#define W (1U << SANDBOX_WORKER)
#define K (1U << SANDBOX_KEYHOLDER)
#define S (1U << SANDBOX_SEARCH)

/*
 * Calls that are allowed whatever their arguments.  Both 64-bit and 32-bit
 * names; those that a machine does not have are passed over.
 */
static const struct {
	const char *name;
	unsigned roles;
} calls[] = {
    /* open files */
    {"read", W | K | S},
    {"readv", W},
    {"pread64", W | S},
    {"preadv", W},
    {"write", W | K | S},
    {"writev", W | K | S},
    {"lseek", W | S},
    {"_llseek", W | S},
    {"sendfile", W},
    {"sendfile64", W},
    {"close", W | K | S},
    {"close_range", W},
    {"dup", W},
    {"dup3", W},
    {"fstat", W | S},
    {"fstat64", W | S},
    {"fadvise64", W},
    {"fadvise64_64", W},
    {"readahead", W},

    /* files by name, beneath the roots if there is Landlock */
    {"openat2", W | S},
    {"newfstatat", W | S},
    {"fstatat64", W | S},
    {"statx", W | S},
    {"getdents64", W},
    {"readlinkat", W},

    /* sockets that are open, or arrive */
    {"accept", W},
    {"accept4", W},
    {"getpeername", W},
    {"getsockname", W},
    {"getsockopt", W},
    {"recv", W | K | S},
    {"recvfrom", W | K | S},
    {"recvmsg", W | K | S},
    {"send", W | K | S},
    {"sendto", W | K | S},
    {"sendmsg", W | K | S},
    {"shutdown", W},

    /* waiting */
    {"epoll_create1", W},
    {"epoll_ctl", W},
    {"epoll_ctl_old", W},
    {"epoll_wait", W},
    {"epoll_pwait", W},
    {"epoll_pwait2", W},
    {"poll", W | K | S},
    {"ppoll", W | K | S},
    {"ppoll_time64", W | K | S},
    {"eventfd2", W},
    {"timerfd_create", W},
    {"timerfd_settime", W},
    {"timerfd_settime64", W},
    {"nanosleep", W},
    {"clock_nanosleep", W},
    {"clock_nanosleep_time64", W},

    /* time and chance */
    {"clock_gettime", W | K | S},
    {"clock_gettime64", W | K | S},
    {"clock_getres", W},
    {"clock_getres_time64", W},
    {"gettimeofday", W | K | S},
    {"time", W | K | S},
    {"getrandom", W | K | S},

    /* memory; see also mmap and mprotect below */
    {"brk", W | K | S},
    {"madvise", W | K | S},
    {"mremap", W | K | S},
    {"munmap", W | K | S},

    /* the process itself */
    {"exit", W | K | S},
    {"exit_group", W | K | S},
    {"futex", W | K | S},
    {"futex_time64", W | K | S},
    {"getpid", W | K | S},
    {"gettid", W | K | S},
    {"getppid", W},
    {"getuid", W},
    {"getuid32", W},
    {"geteuid", W},
    {"geteuid32", W},
    {"getgid", W},
    {"getgid32", W},
    {"getegid", W},
    {"getegid32", W},
    {"getrlimit", W},
    {"ugetrlimit", W},
    {"sysinfo", W | S}, /* glibc's qsort asks how much memory there is */
    {"uname", W},
    {"sched_yield", W | K | S},
    {"sched_getaffinity", W},

    /* signals to oneself; see also tgkill below */
    {"restart_syscall", W | K | S},
    {"rt_sigaction", W | K | S},
    {"sigaction", W | K | S},
    {"rt_sigprocmask", W | K | S},
    {"sigprocmask", W | K | S},
    {"rt_sigreturn", W | K | S},
    {"sigreturn", W | K | S},
    {"sigaltstack", W | K | S},
};

/* Calls that are allowed if (argument & mask) == value, argument from 0. */
static const struct {
	const char *name;
	unsigned roles;
	unsigned argument;
	scmp_datum_t mask, value;
} masked_calls[] = {
    {"mmap", W | K | S, 2, PROT_EXEC, 0},
    {"mmap2", W | K | S, 2, PROT_EXEC, 0},
    {"mprotect", W | K | S, 2, PROT_EXEC, 0},
    {"open", W | S, 1, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY},
    {"openat", W | S, 2, O_ACCMODE | O_CREAT | O_TRUNC, O_RDONLY},
};

/* An int is compared by its 32 bits: the upper half is anything. */
#define INT ((scmp_datum_t)0xffffffff)

/* fcntl and ioctl, by what they are to do: not with signals or terminals. */
static const struct {
	const char *name;
	scmp_datum_t command;
} commands[] = {
    {"fcntl", F_GETFL},
    {"fcntl", F_SETFL},
    {"fcntl", F_GETFD},
    {"fcntl", F_SETFD},
    {"fcntl", F_DUPFD_CLOEXEC},
    {"fcntl", F_GETLK},
    {"fcntl", F_SETLK},
    {"ioctl", FIONREAD},
    {"ioctl", FIONBIO},
    {"ioctl", TCGETS}, /* isatty, when stdio looks at its stream */
    {"ioctl", TIOCOUTQ},
};

/* setsockopt, by level and option; not TCP_ULP, nor anything of IP. */
static const struct {
	scmp_datum_t level, option;
} options[] = {
    {SOL_SOCKET, SO_KEEPALIVE},
    {SOL_SOCKET, SO_LINGER},
    {SOL_SOCKET, SO_RCVBUF},
    {SOL_SOCKET, SO_SNDBUF},
    {SOL_SOCKET, SO_RCVLOWAT},
    {SOL_SOCKET, SO_RCVTIMEO},
    {SOL_SOCKET, SO_SNDTIMEO},
    {IPPROTO_TCP, TCP_CORK},
    {IPPROTO_TCP, TCP_NODELAY},
    {IPPROTO_TCP, TCP_NOTSENT_LOWAT},
    {IPPROTO_TCP, TCP_QUICKACK},
    {IPPROTO_TCP, TCP_USER_TIMEOUT},
};

/*
 * Where the handler of SIGSYS writes.  The one thing a signal handler cannot
 * be given otherwise; set once, before the filter is in force.
 */
static volatile sig_atomic_t violation_pipe = -1;

static void
report_violation(int number, siginfo_t *info, void *context)
{
	struct sandbox_violation violation = {
	    .pid = (int32_t)getpid(), .call = info->si_syscall};
	ssize_t ignored = 0;

	(void)number;
	(void)context;
	if (violation_pipe >= 0)
		ignored = write(violation_pipe, &violation, sizeof violation);
	(void)ignored;
	_exit(SANDBOX_VIOLATION_STATUS);
}

/*
 * Allow a call, if this machine has it, when all of the comparisons hold.  0,
 * or -1 with errno.
 */
static int
allow(scmp_filter_ctx filter, const char *name, unsigned count,
    const struct scmp_arg_cmp *comparisons)
{
	int call = seccomp_syscall_resolve_name(name);
	int error;

	if (call == __NR_SCMP_ERROR)
		return 0; /* newer than the library */
	error = seccomp_rule_add_array(
	    filter, SCMP_ACT_ALLOW, call, count, comparisons);
	if (error == 0 || error == -EDOM)
		return 0; /* EDOM: of another machine */
	errno = -error;
	return -1;
}

static int
allow_masked(scmp_filter_ctx filter, const char *name, unsigned argument,
    scmp_datum_t mask, scmp_datum_t value)
{
	struct scmp_arg_cmp comparison =
	    SCMP_CMP(argument, SCMP_CMP_MASKED_EQ, mask, value);

	return allow(filter, name, 1, &comparison);
}

/*
 * On i386 and s390x the C library has one call for all that is done with
 * sockets; which option is set lies in memory, where no filter looks.
 */
static int
allow_by_socketcall(scmp_filter_ctx filter)
{
	const struct scmp_arg_cmp setting =
	    SCMP_A0(SCMP_CMP_EQ, SYS_SETSOCKOPT, 0);

	return allow(filter, "socketcall", 1, &setting);
}

/* What a worker alone may do, depending on arguments. */
static int
add_worker_rules(scmp_filter_ctx filter)
{
	/* Read its limits, not set them. */
	struct scmp_arg_cmp read_only[] = {
	    {0, SCMP_CMP_EQ, 0, 0}, {2, SCMP_CMP_EQ, 0, 0}};
	int result = allow(filter, "prlimit64", COUNT(read_only), read_only);

	for (size_t i = 0; i < COUNT(commands) && result == 0; i++)
		result = allow_masked(
		    filter, commands[i].name, 1, INT, commands[i].command);
	for (size_t i = 0; i < COUNT(commands) && result == 0; i++) {
		if (strcmp(commands[i].name, "fcntl") == 0)
			result = allow_masked(
			    filter, "fcntl64", 1, INT, commands[i].command);
	}
	for (size_t i = 0; i < COUNT(options) && result == 0; i++) {
		struct scmp_arg_cmp both[] = {
		    SCMP_A1(SCMP_CMP_MASKED_EQ, INT, options[i].level),
		    SCMP_A2(SCMP_CMP_MASKED_EQ, INT, options[i].option)};

		result = allow(filter, "setsockopt", COUNT(both), both);
	}
	return result == 0 ? allow_by_socketcall(filter) : result;
}

static int
add_rules(scmp_filter_ctx filter, enum sandbox_role role)
{
	unsigned bit = 1U << role;
	/* abort() and raise() signal the process itself. */
	int result =
	    allow_masked(filter, "tgkill", 0, INT, (scmp_datum_t)getpid());

	for (size_t i = 0; i < COUNT(calls) && result == 0; i++) {
		if ((calls[i].roles & bit) != 0)
			result = allow(filter, calls[i].name, 0, NULL);
	}
	for (size_t i = 0; i < COUNT(masked_calls) && result == 0; i++) {
		if ((masked_calls[i].roles & bit) != 0)
			result = allow_masked(filter, masked_calls[i].name,
			    masked_calls[i].argument, masked_calls[i].mask,
			    masked_calls[i].value);
	}
	if (role == SANDBOX_WORKER && result == 0)
		result = add_worker_rules(filter);
	return result;
}

static int
catch_violations(int violation_fd)
{
	struct sigaction action = {
	    .sa_sigaction = report_violation, .sa_flags = SA_SIGINFO};
	sigset_t set;

	violation_pipe = violation_fd;
	sigemptyset(&action.sa_mask);
	if (sigaction(SIGSYS, &action, NULL) == -1)
		return -1;
	sigemptyset(&set);
	sigaddset(&set, SIGSYS);
	return sigprocmask(SIG_UNBLOCK, &set, NULL);
}

/* Put the rules into force.  0, or a negative errno as libseccomp has it. */
static int
load(scmp_filter_ctx filter)
{
	/* The kernel's own errno rather than ECANCELED for all. */
	seccomp_attr_set(filter, SCMP_FLTATR_API_SYSRAWRC, 1);
	/* A tree instead of a list: dozens of calls are looked up each time. */
	seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	return seccomp_load(filter);
}

int
sandbox_seccomp_restrict(
    enum sandbox_role role, int violation_fd, struct failure *failure)
{
	scmp_filter_ctx filter;
	int error;

	/* The library has no clear error for a kernel, or emulator, without. */
	if (prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == -1)
		return failure_set(
		    failure, ENOSYS, "no seccomp: %s", strerror(errno));
	filter = seccomp_init(SCMP_ACT_TRAP);
	if (filter == NULL)
		return failure_set(failure, ENOMEM, "seccomp: no memory");
	if (add_rules(filter, role) == -1) {
		error = errno;
		seccomp_release(filter);
		return failure_set(
		    failure, error, "seccomp: no rules: %s", strerror(error));
	}
	if (catch_violations(violation_fd) == -1)
		error = errno;
	else
		error = -load(filter);
	seccomp_release(filter);
	if (error == 0)
		return 0;
	return failure_set(failure, error, "no seccomp: %s", strerror(error));
}

void
sandbox_seccomp_describe(
    const struct sandbox_violation *violation, struct failure *text)
{
	char *name =
	    seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, violation->call);

	failure_set(text, 0,
	    "process %ld made a forbidden system call: %s (%ld)",
	    (long)violation->pid, name != NULL ? name : "unknown",
	    (long)violation->call);
	free(name);
}
