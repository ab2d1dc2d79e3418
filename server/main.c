/*
 * lozenged: read what the host wants, and do it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "certificates.h"
#include "config.h"
#include "config_check.h"
#include "config_print.h"
#include "configure.h"
#include "errand.h"
#include "failure.h"
#include "redirect_loops.h"
#include "sandbox_test.h"
#include "supervisor.h"
#include "user.h"

/*
 * Where the certificates are another user's, a service of that user's is what
 * root checks, or renews for: be that user, and say so.
 */
static int
become_owner(const struct config *config, struct log *log)
{
	struct stat st;
	struct user owner;
	struct failure failure;

	if (geteuid() != 0 || stat(config->certs_dir, &st) != 0 ||
	    st.st_uid == 0)
		return 0;
	owner = (struct user){.uid = st.st_uid, .gid = st.st_gid};
	if (user_become(&owner, &failure) != 0) {
		log_message(log, "%s", failure.text);
		return -1;
	}
	log_message(log, "now user %ju, to whom %s belongs",
	    (uintmax_t)owner.uid, config->certs_dir);
	return 0;
}

/* -n: are the configuration, the roots and the certificates usable? */
static int
check(const struct config *config)
{
	struct log log = {.fd = STDERR_FILENO};
	unsigned problems;

	if (become_owner(config, &log) != 0)
		return 1;
	problems = config_check(config);
	problems += redirect_loops_check(config);
	problems += certificates_check(config, &log);
	return problems == 0 ? 0 : 1;
}

static int
renew(const struct config *config)
{
	struct log log = {.fd = STDERR_FILENO};
	struct failure failure;

	if (become_owner(config, &log) != 0)
		return 1;
	if (certificates_renew(config, &log, &failure) == 0)
		return 0;
	log_message(&log, "%s", failure.text);
	return 1;
}

/* No file of ours may get the number of a standard stream that is closed. */
static void
open_standard_streams(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDWR);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
}

/* The command line, kept for a reload. */
struct command {
	int argc;
	char **argv;
};

/* On an errand: see whether the reading comes to an end, and say nothing. */
static int
try_to_read(void *work, struct failure *failure)
{
	const struct command *command = work;
	int quiet = open("/dev/null", O_WRONLY | O_CLOEXEC);
	struct config config;

	if (quiet < 0 || dup2(quiet, STDERR_FILENO) < 0)
		return failure_set(failure, errno, "%s", strerror(errno));
	configure_read(&config, command->argc, command->argv);
	return 0;
}

/*
 * Without memory libconfuse ends the process that it is in: better a child's
 * than the one that serves.
 */
static int
read_again(void *arg, struct config *config)
{
	struct command *command = arg;
	struct failure failure;

	if (errand_run(try_to_read, command, sizeof *command, &failure) != 0) {
		fprintf(stderr,
		    "lozenged: the configuration cannot be read: "
		    "%s\n",
		    failure.text);
		return -1;
	}
	enum options_action action =
	    configure_read(config, command->argc, command->argv);

	if (action == OPTIONS_SERVE)
		return 0;
	if (action != OPTIONS_USAGE_ERROR && action != OPTIONS_FILE_ERROR)
		config_free(config);
	return -1;
}

int
main(int argc, char **argv)
{
	struct command command = {argc, argv};
	struct config config;
	int status = 0;

	open_standard_streams();
	switch (configure_read(&config, argc, argv)) {
	case OPTIONS_SERVE:
		return supervisor_run(&config, read_again, &command);
	case OPTIONS_USAGE_ERROR:
		return 2;
	case OPTIONS_FILE_ERROR:
		return 1;
	case OPTIONS_CHECK:
		status = check(&config);
		break;
	case OPTIONS_PRINT:
		config_print(stdout, &config);
		break;
	case OPTIONS_RENEW:
		status = renew(&config);
		break;
	case OPTIONS_SANDBOX_TEST:
		status = sandbox_test(&config);
		break;
	case OPTIONS_ANSWERED:
		break;
	}
	config_free(&config);
	return status;
}
