#include "signing_service.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <unistd.h>

#include "memory_trim.h"
#include "signing_message.h"
#include "tls_signer.h"

/* Nothing to do for so long after the start: most of its code will not be
 * needed again.  The heap stays as it was locked: it will be, if little of
 * it. */
#define TRIM_AFTER_MS 2000

/* A message of another size is cut or too short, and so passed over. */
static bool
receive_request(int fd, struct signing_request *request)
{
	ssize_t size =
	    recv(fd, request, sizeof *request, MSG_DONTWAIT | MSG_TRUNC);

	return size == (ssize_t)sizeof *request;
}

/* Answer one request, if there is one. */
static void
answer_one(struct tls_signer *signer, int fd)
{
	struct signing_request request;
	struct signing_reply reply;

	if (!receive_request(fd, &request))
		return;
	tls_signer_answer(signer, &request, &reply);
	send(fd, &reply, sizeof reply, MSG_DONTWAIT | MSG_NOSIGNAL);
}

/* Has the supervisor gone?  Nothing is ever written to the pipe. */
static bool
has_ended(const struct pollfd *lifeline)
{
	char byte;

	return lifeline->revents != 0 &&
	       read(lifeline->fd, &byte, sizeof byte) == 0;
}

/* One request of every pair that has any, so that no worker starves another. */
static void
answer_round(struct tls_signer *signer, struct pollfd *pairs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if ((pairs[i].revents & POLLIN) != 0)
			answer_one(signer, pairs[i].fd);
		else if (pairs[i].revents != 0)
			pairs[i].fd = -1; /* poll passes over it from now on */
	}
}

int
signing_service_pair(int fds[2])
{
	return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, fds);
}

int
signing_service_run(
    struct tls_signer *signer, const int *fds, size_t count, int lifeline_fd)
{
	struct pollfd polled[SIGNING_PAIRS_MAX + 1];
	struct pollfd *lifeline = &polled[count];
	int patience_ms = TRIM_AFTER_MS;

	if (count > SIGNING_PAIRS_MAX) {
		errno = EINVAL;
		return -1;
	}
	for (size_t i = 0; i < count; i++)
		polled[i] = (struct pollfd){.fd = fds[i], .events = POLLIN};
	*lifeline = (struct pollfd){.fd = lifeline_fd, .events = POLLIN};

	for (;;) {
		int ready = poll(polled, (nfds_t)count + 1, patience_ms);

		if (ready == -1 && errno != EINTR)
			return -1;
		if (ready == 0) {
			memory_trim_code();
			patience_ms = -1;
		}
		if (ready <= 0)
			continue;
		if (has_ended(lifeline))
			return 0;
		answer_round(signer, polled, count);
	}
}
