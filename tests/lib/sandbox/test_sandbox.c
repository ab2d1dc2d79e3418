/*
 * The sandbox: what it forbids, what a worker and the keyholder can still do
 * in it, and how it does without the kernel's help.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>

#include <netinet/tcp.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>

#include <seccomp.h>

#include "handshake.h"
#include "signing_service.h"
#include "loop.h"
#include "magic.h"
#include "sandbox.h"
#include "sandbox_landlock.h"
#include "sandbox_probe.h"
#include "sandbox_seccomp.h"
#include "tls_remote_key.h"
#include "tls_signer.h"
#include "user.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

static struct scratch scratch;
static int root_fd;
static int violations[2];

static int
group_setup(void **state)
{
	(void)state;
	if (scratch_make(&scratch) == -1 || pipe2(violations, O_NONBLOCK) == -1)
		return -1;
	scratch_write(&scratch, "page.gmi", 0644, "# Page\n", 7);
	chmod(scratch.dir, 0755);
	root_fd = open(scratch.dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return root_fd == -1 ? -1 : 0;
}

static int
group_teardown(void **state)
{
	(void)state;
	close(root_fd);
	scratch_remove(&scratch);
	return 0;
}

static struct sandbox_plan
plan_for(enum sandbox_role role, enum sandbox_mode mode)
{
	return (struct sandbox_plan){.role = role,
	    .mode = mode,
	    .root_fds = &root_fd,
	    .root_count = 1,
	    .violation_fd = violations[1]};
}

/* Does this kernel have all that strict mode wants? */
static bool
kernel_has_all(void)
{
	return sandbox_is_built_in() && sandbox_landlock_version() > 0 &&
	       prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0;
}

/* The call that ended a child, for a message; 0 if there was none. */
static int
take_violation(struct failure *text)
{
	struct sandbox_violation violation = {0};

	snprintf(text->text, sizeof text->text, "no forbidden call");
	if (read(violations[0], &violation, sizeof violation) ==
	    (ssize_t)sizeof violation)
		sandbox_seccomp_describe(&violation, text);
	return violation.call;
}

/* Run a function in a child; its exit status, or -signal. */
static int
run(int (*function)(void))
{
	pid_t pid = fork();
	int status = 0;

	if (pid == 0)
		_exit(function());
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

/* Likewise, where 0 is expected. */
static void
run_well(int (*function)(void))
{
	struct failure text;
	int status = run(function);

	take_violation(&text);
	if (status != 0)
		fail_msg("status %d; %s", status, text.text);
}

static void
test_probe(void **state)
{
	static const enum sandbox_role roles[] = {
	    SANDBOX_WORKER, SANDBOX_KEYHOLDER, SANDBOX_SEARCH};
	struct user user;
	bool is_root = geteuid() == 0;

	(void)state;
	if (!kernel_has_all())
		skip();
	if (is_root)
		assert_int_equal(user_find(&user, "nobody", NULL), 0);
	for (size_t i = 0; i < COUNT(roles); i++) {
		struct sandbox_plan plan = plan_for(roles[i], SANDBOX_STRICT);
		struct sandbox_probe probe = {
		    .plan = &plan, .user = is_root ? &user : NULL};
		char *text = NULL;
		size_t size = 0;
		FILE *out = open_memstream(&text, &size);
		unsigned surprises = sandbox_probe_run(&probe, out);
		struct failure ignored;

		fclose(out);
		if (surprises != 0)
			fail_msg("%s", text);
		assert_null(strstr(text, "wrong"));
		assert_non_null(strstr(text, "read /etc/passwd"));
		free(text);
		while (take_violation(&ignored) != 0)
			continue;
	}
}

/* The probe sees it when there is no sandbox. */
static void
test_probe_without(void **state)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_OFF);
	struct sandbox_probe probe = {.plan = &plan};
	FILE *out = fopen("/dev/null", "w");

	(void)state;
	assert_true(sandbox_probe_run(&probe, out) >= 5);
	fclose(out);
}

/* A forbidden call is told by its number. */
static int
call_getsid(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_STRICT);
	struct sandbox_report report;

	if (sandbox_enter(&plan, &report) == -1)
		return 1;
	getsid(0);
	return 0;
}

static void
test_violation(void **state)
{
	struct failure text;

	(void)state;
	if (!kernel_has_all())
		skip();
	assert_int_equal(run(call_getsid), SANDBOX_VIOLATION_STATUS);
	assert_int_equal(take_violation(&text), SYS_getsid);
	assert_non_null(strstr(text.text, "getsid"));
}

/* Each thing a worker does with files. */
static int
use_files(const int *pair)
{
	struct {
		uint64_t flags, mode, resolve;
	} how = {.flags = O_RDONLY | O_CLOEXEC};
	struct stat st;
	char bytes[16];
	int fd;
	DIR *dir;

	fd = (int)syscall(SYS_openat2, root_fd, "page.gmi", &how, sizeof how);
	if (fd == -1)
		fd = openat(root_fd, "page.gmi", O_RDONLY | O_CLOEXEC);
	if (fd == -1 || fstat(fd, &st) == -1 || st.st_size != 7)
		return 11;
	if (fstatat(root_fd, "page.gmi", &st, 0) == -1)
		return 12;
	if (pread(fd, bytes, sizeof bytes, 2) != 5 || lseek(fd, 0, SEEK_SET))
		return 13;
	if (sendfile(pair[0], fd, NULL, 7) != 7 ||
	    recv(pair[1], bytes, sizeof bytes, 0) != 7)
		return 14;
	if (fcntl(fd, F_DUPFD_CLOEXEC, 0) == -1)
		return 15;
	close(fd);
	dir = fdopendir(openat(root_fd, ".", O_RDONLY | O_DIRECTORY));
	if (dir == NULL || readdir(dir) == NULL || closedir(dir) == -1)
		return 16;
	return 0;
}

static int
compare(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(int));
}

/* What libraries do behind one's back. */
static int
use_libraries(struct magic_types *types)
{
	size_t size = 8 << 20;
	char *block = calloc(1, size);
	time_t now = time(NULL);
	struct tm tm;
	char text[64];

	if (block == NULL)
		return 20;
	qsort(block, size / 4096, 4096, compare);
	block = realloc(block, size * 2);
	free(block);
	if (localtime_r(&now, &tm) == NULL ||
	    strftime(text, sizeof text, "%Y", &tm) == 0)
		return 21;
	if (getrandom(text, sizeof text, 0) == -1)
		return 22;
	magic_types_guess(types, "%PDF-1.4\n", 9);
	magic_types_guess(types, "\x89PNG\r\n\x1a\n", 8);
	magic_types_guess(types, "plain\n", 6);
	fprintf(stderr, "%s", "");
	fflush(stderr);
	return 0;
}

static void
stop(void *arg)
{
	loop_stop(arg);
}

/* A connection over TCP and a timer, as the loop has them. */
static int
use_sockets(struct loop *loop, int listener, int client)
{
	struct loop_timer timer;
	int one = 1;
	int fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	struct linger linger = {.l_onoff = 1};

	if (fd == -1)
		return 30;
	if (setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one) == -1 ||
	    setsockopt(fd, SOL_SOCKET, SO_LINGER, &linger, sizeof linger) == -1)
		return 31;
	if (send(fd, "x", 1, MSG_NOSIGNAL) != 1 || shutdown(fd, SHUT_WR) == -1)
		return 32;
	loop_timer_init(&timer, loop, stop, loop);
	if (loop_timer_set(&timer, 5) == -1 || loop_run(loop) == -1)
		return 33;
	close(client);
	return 0;
}

/* A listening socket on the loopback and a client that has connected to it. */
static int
open_sockets(int *listener, int *client)
{
	struct sockaddr_storage address;
	socklen_t size = sizeof address;

	memset(&address, 0, sizeof address);
	address.ss_family = AF_INET;
	*listener = socket(AF_INET, SOCK_STREAM, 0);
	*client = socket(AF_INET, SOCK_STREAM, 0);
	if (listen(*listener, 4) == -1 ||
	    getsockname(*listener, (struct sockaddr *)&address, &size) == -1)
		return -1;
	return connect(*client, (struct sockaddr *)&address, size);
}

/* All that a worker does, confined. */
static int
work(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_STRICT);
	struct sandbox_report report;
	struct magic_types *types = magic_types_load();
	struct loop *loop = loop_new();
	int listener, client, result;
	int pair[2];

	tzset();
	if (loop == NULL || open_sockets(&listener, &client) == -1 ||
	    socketpair(AF_UNIX, SOCK_STREAM, 0, pair) == -1)
		return 1;
	if (sandbox_enter(&plan, &report) == -1)
		return 2;
	result = use_files(pair);
	if (result == 0)
		result = use_libraries(types);
	if (result == 0)
		result = use_sockets(loop, listener, client);
	loop_free(loop);
	magic_types_free(types);
	return result;
}

static void
test_worker(void **state)
{
	(void)state;
	if (!kernel_has_all())
		skip();
	run_well(work);
}

/* A keyholder, confined, with keys of both kinds. */
static int
hold_keys(const int *pair, const int *lifeline)
{
	static const char *const names[] = {"ec", "rsa"};
	struct sandbox_plan plan = plan_for(SANDBOX_KEYHOLDER, SANDBOX_STRICT);
	struct sandbox_report report;
	struct tls_signer *signer = tls_signer_new();

	close(lifeline[1]);
	for (size_t i = 0; i < COUNT(names); i++) {
		char chain[PATH_MAX], key[PATH_MAX];
		struct tls_certificate *certificate;

		snprintf(
		    chain, sizeof chain, "%s/%s.crt", scratch.dir, names[i]);
		snprintf(key, sizeof key, "%s/%s.key", scratch.dir, names[i]);
		certificate = tls_certificate_load(chain, key, NULL);
		if (certificate == NULL ||
		    tls_signer_add(signer, certificate, NULL) == -1)
			return 1;
		tls_certificate_free(certificate);
	}
	if (sandbox_enter(&plan, &report) == -1)
		return 2;
	if (signing_service_run(signer, pair, 1, lifeline[0]) == -1)
		return 3;
	tls_signer_free(signer);
	return 0;
}

/* Handshakes of both versions with a remote key, in a confined worker. */
static int
shake_hands_confined(const int *pair)
{
	static const int versions[] = {TLS1_2_VERSION, TLS1_3_VERSION};
	static const char *const names[] = {"ec.crt", "rsa.crt"};
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_STRICT);
	struct sandbox_report report;
	struct tls_remote *remote = tls_remote_open(pair[1], NULL);
	struct tls_certificate *certificates[COUNT(names)];
	SSL_CTX *servers[COUNT(names)], *clients[COUNT(versions)];

	for (uint32_t i = 0; i < COUNT(names); i++) {
		certificates[i] = tls_certificate_load_public(
		    scratch_path(&scratch, names[i]), NULL);
		if (certificates[i] == NULL ||
		    tls_remote_attach(remote, certificates[i], i, NULL) == -1)
			return 40;
		servers[i] = server_context(certificates[i]);
		clients[i] = client_context(versions[i], NULL);
	}
	if (sandbox_enter(&plan, &report) == -1)
		return 41;
	for (size_t i = 0; i < COUNT(names) * COUNT(versions); i++) {
		if (!shake_hands(servers[i / 2], clients[i % 2]))
			return 42 + (int)i;
	}
	for (size_t i = 0; i < COUNT(names); i++) {
		SSL_CTX_free(servers[i]);
		SSL_CTX_free(clients[i]);
		tls_certificate_free(certificates[i]);
	}
	tls_remote_close(remote);
	return 0;
}

static int
work_with_keyholder(void)
{
	int pair[2], lifeline[2], status;
	pid_t worker, keyholder;

	write_pair(&scratch, "ec", tls_selfsigned_key());
	write_pair(&scratch, "rsa", EVP_RSA_gen(2048));
	if (signing_service_pair(pair) == -1 || pipe(lifeline) == -1)
		return 50;
	keyholder = fork();
	if (keyholder == 0)
		_exit(hold_keys(pair, lifeline));
	worker = fork();
	if (worker == 0) {
		close(lifeline[1]);
		_exit(shake_hands_confined(pair));
	}
	waitpid(worker, &status, 0);
	if (status != 0)
		return WEXITSTATUS(status);
	close(lifeline[1]);
	waitpid(keyholder, &status, 0);
	return status == 0 ? 0 : 51;
}

static void
test_handshakes(void **state)
{
	(void)state;
	if (!kernel_has_all())
		skip();
	run_well(work_with_keyholder);
}

/* abort() must end a confined process as it ends any other. */
static int
enter_and_abort(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_KEYHOLDER, SANDBOX_STRICT);
	struct sandbox_report report;

	if (sandbox_enter(&plan, &report) == -1)
		return 1;
	abort();
}

static void
test_abort(void **state)
{
	(void)state;
	if (!kernel_has_all())
		skip();
	assert_int_equal(run(enter_and_abort), -SIGABRT);
}

/* The limits hold in every mode. */
static int
check_limits(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_OFF);
	struct sandbox_report report;
	struct rlimit core;

	if (sandbox_enter(&plan, &report) == -1 ||
	    report.in_force != SANDBOX_LIMITS || report.failure.text[0] != '\0')
		return 1;
	if (getrlimit(RLIMIT_CORE, &core) == -1 || core.rlim_max != 0)
		return 2;
	if (prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) != 1)
		return 3;
	if (prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) !=
	    (sandbox_is_built_in() ? 0 : 1))
		return 4;
	return 0;
}

static void
test_limits(void **state)
{
	(void)state;
	run_well(check_limits);
}

/* A kernel without Landlock and seccomp, by means of seccomp. */
static bool
take_kernel_support_away(bool also_seccomp)
{
	static const struct scmp_arg_cmp query = {
	    0, SCMP_CMP_EQ, PR_GET_SECCOMP, 0};
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
	int error = seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
	    seccomp_syscall_resolve_name("landlock_create_ruleset"), 0);

	if (error == 0 && also_seccomp)
		error = seccomp_rule_add(
		    filter, SCMP_ACT_ERRNO(EINVAL), SCMP_SYS(prctl), 1, query);
	if (error == 0)
		error = seccomp_load(filter);
	seccomp_release(filter);
	return error == 0;
}

static int
enter_without_landlock(void)
{
	struct sandbox_plan plan =
	    plan_for(SANDBOX_WORKER, SANDBOX_BEST_EFFORT);
	struct sandbox_report report;

	if (!take_kernel_support_away(false))
		return 1;
	if (sandbox_enter(&plan, &report) == -1)
		return 2;
	if (report.in_force != (SANDBOX_LIMITS | SANDBOX_SECCOMP))
		return 3;
	return strstr(report.failure.text, "Landlock") != NULL ? 0 : 4;
}

static int
enter_without_both(void)
{
	struct sandbox_plan plan =
	    plan_for(SANDBOX_WORKER, SANDBOX_BEST_EFFORT);
	struct sandbox_report report;

	if (!take_kernel_support_away(true))
		return 1;
	if (sandbox_enter(&plan, &report) == -1 ||
	    report.in_force != SANDBOX_LIMITS)
		return 2;
	if (strstr(report.failure.text, "Landlock") == NULL ||
	    strstr(report.failure.text, "seccomp") == NULL)
		return 3;
	return 0;
}

static int
enter_strictly_without(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_STRICT);
	struct sandbox_report report;

	if (!take_kernel_support_away(true))
		return 1;
	if (sandbox_enter(&plan, &report) == 0)
		return 2;
	return errno == ENOSYS ? 0 : 3;
}

static void
test_poor_kernels(void **state)
{
	(void)state;
	if (!kernel_has_all())
		skip();
	run_well(enter_without_landlock);
	run_well(enter_without_both);
	run_well(enter_strictly_without);
}

/* In a test build the sandbox says that it is none. */
static int
enter_test_build(void)
{
	struct sandbox_plan plan = plan_for(SANDBOX_WORKER, SANDBOX_STRICT);
	struct sandbox_report report;

	if (sandbox_enter(&plan, &report) == -1 ||
	    report.in_force != SANDBOX_LIMITS)
		return 1;
	return strstr(report.failure.text, "test build") != NULL ? 0 : 2;
}

static void
test_test_build(void **state)
{
	(void)state;
	run_well(enter_test_build);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_probe),
	    cmocka_unit_test(test_probe_without),
	    cmocka_unit_test(test_violation),
	    cmocka_unit_test(test_worker),
	    cmocka_unit_test(test_handshakes),
	    cmocka_unit_test(test_abort),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_poor_kernels),
	};
	const struct CMUnitTest test_build_tests[] = {
	    cmocka_unit_test(test_probe_without),
	    cmocka_unit_test(test_limits),
	    cmocka_unit_test(test_test_build),
	};

	if (!sandbox_is_built_in())
		return cmocka_run_group_tests(
		    test_build_tests, group_setup, group_teardown);
	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
