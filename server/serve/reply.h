/*
 * A reply as a value: what is to be sent, decided but not yet written.
 */
#ifndef SERVE_REPLY_H
#define SERVE_REPLY_H

#include <stdint.h>

#include "span.h"

/* How the bytes of a file go out. */
enum reply_framing {
	REPLY_RAW,  /* as they are */
	REPLY_TEXT, /* as the text of a Gopher type-0 item */
};

/* What is to be asked of the search process before there is a reply. */
struct reply_search {
	bool is_asked;
	unsigned capsule; /* its number in the configuration */
	/* They stay until the next reply is made. */
	struct span scope;  /* the directory that is searched */
	struct span words;  /* UTF-8; empty: what is sought is to be asked */
	struct span prefix; /* of selectors in Gopher's mirror; static */
};

struct reply {
	char status[4]; /* for the log: "20", or the Gopher item type */
	/*
	 * Sent first: the Gemini header, a rendered menu, an error.  It stays
	 * until the next reply is made, so it must be sent or copied at once.
	 */
	struct span head;
	int fd;            /* the file sent next, the caller's; -1: none */
	int64_t file_size; /* bytes it had when it was opened */
	enum reply_framing framing;
	struct span unknown_host; /* asked for, and no capsule has it */
	struct span path;         /* for the log, as the client sent it */
	/* If asked, nothing above but path counts. */
	struct reply_search search;
};

#endif
