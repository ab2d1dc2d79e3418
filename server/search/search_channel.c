#include "search_channel.h"

#include <errno.h>
#include <stddef.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>

#include "search_message.h"

int
search_channel_pair(int fds[2])
{
	return socketpair(
	    AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds);
}

int
search_channel_open(struct search_channel *channel, int fd)
{
	channel->fd = fd;
	return getrandom(&channel->next_id, sizeof channel->next_id, 0) ==
		       (ssize_t)sizeof channel->next_id
		   ? 0
		   : -1;
}

uint64_t
search_channel_id(struct search_channel *channel)
{
	return channel->next_id++;
}

bool
search_channel_ask(
    const struct search_channel *channel, const struct search_request *request)
{
	return send(channel->fd, request, sizeof *request,
		   MSG_DONTWAIT | MSG_NOSIGNAL) == (ssize_t)sizeof *request;
}

/* Is this a whole answer? */
static bool
is_answer(struct search_answer *answer, ssize_t size)
{
	const ssize_t head = offsetof(struct search_answer, bytes);

	if (size < head || answer->size > sizeof answer->bytes ||
	    size != head + (ssize_t)answer->size)
		return false;
	answer->lang[sizeof answer->lang - 1] = '\0';
	return true;
}

bool
search_channel_receive(
    const struct search_channel *channel, struct search_answer *answer)
{
	ssize_t size;

	do {
		size = recv(channel->fd, answer, sizeof *answer,
		    MSG_DONTWAIT | MSG_TRUNC);
		if (size == 0 || (size < 0 && errno != EINTR))
			return false;
	} while (!is_answer(answer, size));
	return true;
}
