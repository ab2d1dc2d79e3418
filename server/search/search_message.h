/*
 * What a worker and the search process say to each other: one request, one
 * answer, each a single datagram on a SOCK_SEQPACKET pair.
 *
 * Both ends are the same program on the same machine, so the fields are in its
 * own byte order; neither end trusts the lengths it is told all the same.
 */
#ifndef SEARCH_SEARCH_MESSAGE_H
#define SEARCH_SEARCH_MESSAGE_H

#include <stdint.h>

/* Longest scope, words and page, in bytes. */
#define SEARCH_SCOPE_MAX 255
#define SEARCH_WORDS_MAX 256
#define SEARCH_PAGE_MAX 61440

/* Room for a language tag and a NUL, as a site has it. */
#define SEARCH_LANG_BYTES 64

enum search_status {
	SEARCH_PAGE = 1, /* bytes: results, as a page of gemtext */
	SEARCH_PROMPT,   /* nothing is sought yet; bytes: what to ask for */
	SEARCH_UNKNOWN,  /* there is nothing to search */
	SEARCH_OFF,      /* the index is damaged, or cannot be read */
	SEARCH_LATE,     /* it took too long, or too much memory */
};

struct search_request {
	uint64_t id;    /* chosen by the worker, repeated in the answer */
	uint64_t asker; /* the same for all questions of one address */
	uint64_t
	    deadline_ms;  /* until when an answer is waited for; monotonic */
	uint32_t capsule; /* its number in the configuration */
	uint16_t scope_len, words_len;
	char bytes[SEARCH_SCOPE_MAX + SEARCH_WORDS_MAX]; /* scope, words */
};

struct search_answer {
	uint64_t id;
	uint32_t status;              /* enum search_status */
	uint32_t size;                /* of bytes that count, and are sent */
	char lang[SEARCH_LANG_BYTES]; /* of the page; "" if not known */
	char bytes[SEARCH_PAGE_MAX];
};

#endif
