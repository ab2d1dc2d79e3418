/*
 * Where links lead: each target checked once and written as gemtext has it.
 */
#ifndef MEANING_LINKS_H
#define MEANING_LINKS_H

#include <stdint.h>

#include "siblings.h"

struct beneath;

/* Longest address a Gemini client may ask for, in bytes. */
#define LINKS_URL_MAX 1024

/* All links to a target whose check failed. */
#define LINKS_BROKEN UINT32_MAX

struct link_target {
	struct span href; /* for a link line */
	struct span
	    path;      /* of a local file to copy, NUL-terminated; or empty */
	uint64_t size; /* of that file, in bytes */
};

struct links {
	struct link_target *targets; /* each different */
	size_t target_count;
	uint32_t *of_link; /* for each link of the Markdown: its target, or
			      LINKS_BROKEN */
	uint32_t *slots;   /* hash of targets by href */
	size_t capacity;
};

/**
 * links_resolve(links, document, folder, siblings):
 * Resolve all links and images of ${document}; local files lie beneath the
 * directory ${folder}, and those of ${siblings} stand for their pages.  What
 * leads nowhere is told.  The caller ends with
 * links_free; spans live as long as ${document}.
 */
void links_resolve(struct links *links, struct document *document,
    const struct beneath *folder, const struct siblings *siblings);

/** links_free(links): release what it holds. */
void links_free(struct links *links);

#endif
