/*
 * What a worker answers from: its capsules, and what it has learned of their
 * files.  serve_gemini and serve_gopher read it; only a worker makes one.
 */
#ifndef SERVE_SERVICE_H
#define SERVE_SERVICE_H

#include "buffer.h"
#include "config.h"
#include "gemini_reply.h"
#include "site.h"

struct file_types;
struct page_cache;

/* Memory of its buffers that is kept from one reply to the next. */
#define SERVICE_KEPT_BYTES (1 << 19)

struct service {
	const struct config *config;
	struct sites sites;
	struct file_types *types;
	struct page_cache *pages;
	char header[GEMINI_HEADER_BYTES_MAX]; /* has room, whatever happens */
	const struct words *words;            /* of what is asked for */
	struct buffer head; /* the head of the reply that is being made */
	struct buffer page; /* the gemtext that is being rendered */
};

#endif
