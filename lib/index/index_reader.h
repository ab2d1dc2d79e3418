/*
 * Asking an index: open a file, find words in it.
 *
 * The file may be anything: it is checked before it is used, SQLite may only
 * read it, and every search has an end in time and memory.
 */
#ifndef INDEX_READER_H
#define INDEX_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language_tag.h"
#include "span.h"

/* An open index; opaque. */
struct index;

/* Larger files are not opened, in bytes: all of one is read to check it. */
#define INDEX_FILE_MAX ((int64_t)1 << 30)

enum index_verdict {
	INDEX_GOOD,
	INDEX_FOREIGN,    /* not made by us, or cut off */
	INDEX_OTHER,      /* made by another version */
	INDEX_DAMAGED,    /* not as it was made */
	INDEX_UNREADABLE, /* errno says why; or no memory */
};

/**
 * index_open(index, fd, size):
 * Open ${fd}, a regular file of ${size} bytes, as ${index}; on INDEX_GOOD it
 * belongs to it until index_close, otherwise it stays the caller's.
 */
enum index_verdict index_open(struct index **index, int fd, int64_t size);
void index_close(struct index *index);

/**
 * index_limit_memory(bytes):
 * Let all indexes of this process together have no more than that.  False if
 * SQLite is not installed or there is no memory.  A process that gives up
 * opening files calls this before: it opens SQLite, as the first index would.
 */
bool index_limit_memory(size_t bytes);

/* Most results of a search, and how many of them of one page. */
#define INDEX_HITS_MAX 20
#define INDEX_HITS_PER_PAGE 3

/* Most ways onward. */
#define INDEX_ONWARD_MAX 8

/* Room for the texts of an answer, in bytes. */
#define INDEX_ANSWER_BYTES 49152

struct index_question {
	struct span scope; /* prefix, as the writer was told it */
	struct span words; /* what is sought */
	unsigned limit_ms; /* how long it may take */
	/* May a page be shown?  NULL: all may, and words of any be suggested.
	 */
	bool (*shows)(void *arg, struct span path);
	void *arg;
};

enum index_outcome {
	INDEX_FOUND_ALL,  /* sections that have all of the words */
	INDEX_FOUND_SOME, /* none has all, but some have some */
	INDEX_FOUND_NONE,
	INDEX_NO_WORDS, /* nothing is sought */
	INDEX_NO_SCOPE, /* there is no such scope */
	INDEX_TOO_SLOW, /* the time is up */
	INDEX_STARVED,  /* there is not enough memory */
	INDEX_BROKEN,   /* the file cannot be used after all */
};

/* A section that was found. */
struct index_hit {
	struct span path;    /* of its page, below the capsule */
	struct span title;   /* of its page */
	struct span heading; /* its own; may be empty */
	struct span snippet; /* some of its text, the words in it */
};

/* Where readers may go on to. */
struct index_onward {
	struct span path;
	struct span label;
};

/* Texts are clean (see text_clean.h) and point into ${text}. */
struct index_answer {
	struct index_hit hits[INDEX_HITS_MAX]; /* best first */
	size_t hit_count;
	struct index_onward onward[INDEX_ONWARD_MAX];
	size_t onward_count;
	struct span lang;       /* of the scope; may be empty */
	struct span suggestion; /* what was meant, perhaps; may be empty */
	char text[INDEX_ANSWER_BYTES];
	size_t text_len;
};

/**
 * index_search(index, question, answer):
 * Find what ${question} asks for.  On INDEX_FOUND_... and INDEX_NO_WORDS
 * ${answer} is filled; what finds no room is left out.
 */
enum index_outcome index_search(struct index *index,
    const struct index_question *question, struct index_answer *answer);

#endif
