#include "activation.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

/* The first descriptor passed; those before it are the standard ones. */
#define FIRST_FD 3

/* A number in the environment; -1 if there is none. */
static long
environment_number(const char *name)
{
	const char *text = getenv(name);
	char *end;
	long number;

	if (text == NULL || *text == '\0')
		return -1;
	number = strtol(text, &end, 10);
	return *end == '\0' ? number : -1;
}

/* Cut the first of the names, which colons separate. */
static struct span
take_name(struct span *names)
{
	size_t len = span_find(*names, ':');
	struct span name = {names->ptr, len};

	*names = span_skip(*names, len + 1);
	return name;
}

size_t
activation_sockets(struct activation_socket sockets[ACTIVATION_SOCKETS_MAX])
{
	struct span names = span_from(getenv("LISTEN_FDNAMES"));
	long count = environment_number("LISTEN_FDS");

	if (environment_number("LISTEN_PID") != (long)getpid() || count <= 0)
		return 0;
	if (count > ACTIVATION_SOCKETS_MAX)
		count = ACTIVATION_SOCKETS_MAX;
	for (int i = 0; i < (int)count; i++) {
		sockets[i].fd = FIRST_FD + i;
		sockets[i].name = take_name(&names);
		fcntl(sockets[i].fd, F_SETFD, FD_CLOEXEC);
	}
	return (size_t)count;
}
