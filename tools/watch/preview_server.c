#include "preview_server.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "span.h"

#define PROGRAM "lozenged"

/* Words before the plan's options: the program, -c and its file. */
#define FIRST_WORDS 3

/* ---------- what it says ---------- */

/* The number after the last colon; 0: none. */
static unsigned
port_of(struct span socket)
{
	size_t colon = span_find_last(socket, ':');
	unsigned port = 0;

	for (size_t i = colon + 1; i < socket.len; i++) {
		if (socket.ptr[i] < '0' || socket.ptr[i] > '9' || port > 65535)
			return 0;
		port = port * 10 + (unsigned)(socket.ptr[i] - '0');
	}
	return port;
}

/* "gemini 127.0.0.1:1965" */
static void
take_listening(const struct preview_server_plan *plan, struct span text)
{
	size_t space = span_find(text, ' ');
	unsigned port = port_of(text);

	plan->listens(plan->arg,
	    span_equal((struct span){text.ptr, space}, SPAN("gemini"))
		? "gemini"
		: "gopher",
	    port);
}

static void
take_line(struct preview_server *server, struct span line)
{
	const struct preview_server_plan *plan = server->plan;
	static const struct span listening = {
	    PROGRAM ": listening ", sizeof PROGRAM ": listening " - 1};

	if (span_starts_with(line, listening)) {
		take_listening(plan, span_skip(line, listening.len));
	} else if (span_equal(line, SPAN(PROGRAM ": ready"))) {
		server->is_ready = true;
		plan->is_ready(plan->arg);
	} else if (server->is_ready) {
		fprintf(stderr, "%.*s\n", (int)line.len, line.ptr);
	} else {
		buffer_append(&server->held, line);
		buffer_append_byte(&server->held, '\n');
	}
}

static void
take_lines(struct preview_server *server)
{
	struct span text = buffer_span(&server->line);
	size_t len;

	while ((len = span_find(text, '\n')) < text.len) {
		take_line(server, (struct span){text.ptr, len});
		text = span_skip(text, len + 1);
	}

	struct buffer rest = BUFFER_EMPTY;
	buffer_append(&rest, text);
	buffer_free(&server->line);
	server->line = rest;
}

static void
output_ready(void *arg, unsigned events)
{
	struct preview_server *server = arg;
	char bytes[4096];
	ssize_t count = read(server->output.fd, bytes, sizeof bytes);

	(void)events;
	if (count > 0) {
		buffer_append(
		    &server->line, (struct span){bytes, (size_t)count});
		take_lines(server);
	} else if (count == 0 || (errno != EAGAIN && errno != EINTR)) {
		loop_watch_set(&server->output, 0);
		if (!server->is_ready)
			fprintf(stderr, "%.*s", (int)server->held.len,
			    server->held.ptr);
		server->plan->ended(server->plan->arg);
	}
}

/* ---------- its process ---------- */

/* The lozenged that was built or installed with this program. */
static bool
find_beside_us(char path[PATH_MAX])
{
	ssize_t len = readlink("/proc/self/exe", path, PATH_MAX - 1);
	char *slash;

	if (len <= 0)
		return false;
	path[len] = '\0';
	slash = strrchr(path, '/');
	if (slash == NULL ||
	    (size_t)(slash - path) + sizeof "/" PROGRAM > PATH_MAX)
		return false;
	memcpy(slash + 1, PROGRAM, sizeof PROGRAM);
	return access(path, X_OK) == 0;
}

/* The command line; the caller frees the array, not its words. */
static char **
make_words(const struct preview_server_plan *plan)
{
	size_t count = 0;
	char **words;

	while (plan->options[count] != NULL)
		count++;
	words = calloc(FIRST_WORDS + count + 1, sizeof *words);
	words[0] = (char *)(uintptr_t)PROGRAM;
	words[1] = (char *)(uintptr_t) "-c";
	words[2] = (char *)(uintptr_t)plan->configuration;
	memcpy(words + FIRST_WORDS, plan->options, count * sizeof *words);
	return words;
}

static _Noreturn void
be_server(const struct preview_server_plan *plan, int output_fd)
{
	char path[PATH_MAX];
	char **words = make_words(plan);

	/* It ends with us, however we end. */
	prctl(PR_SET_PDEATHSIG, SIGTERM);
	/* Ctrl-C is for us: we end it in our own time. */
	setpgid(0, 0);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	dup2(output_fd, STDERR_FILENO);
	if (find_beside_us(path))
		execv(path, words);
	execvp(PROGRAM, words);
	fprintf(
	    stderr, "lozenge: cannot start %s: %s\n", PROGRAM, strerror(errno));
	_exit(127);
}

int
preview_server_start(
    struct preview_server *server, const struct preview_server_plan *plan)
{
	int ends[2];

	*server = (struct preview_server){.plan = plan};
	if (pipe2(ends, O_CLOEXEC) != 0)
		return -1;
	fflush(NULL);
	server->pid = fork();
	if (server->pid == 0)
		be_server(plan, ends[1]);
	close(ends[1]);
	if (server->pid < 0 || fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) {
		close(ends[0]);
		server->pid = 0;
		return -1;
	}
	loop_watch_init(
	    &server->output, plan->loop, ends[0], output_ready, server);
	return loop_watch_set(&server->output, LOOP_READ);
}

void
preview_server_stop(struct preview_server *server)
{
	if (server->pid == 0)
		return;
	loop_watch_set(&server->output, 0);
	kill(server->pid, SIGTERM);
	while (waitpid(server->pid, NULL, 0) < 0 && errno == EINTR)
		continue;
	close(server->output.fd);
	buffer_free(&server->line);
	buffer_free(&server->held);
	server->pid = 0;
}
