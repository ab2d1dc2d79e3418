/*
 * The certificate authority of a private area: the file that names it, and
 * what it says of a visitor.
 *
 * What a certificate is only TLS knows: the visitor brings the answer.
 */
#ifndef SITE_SITE_AUTHORITY_H
#define SITE_SITE_AUTHORITY_H

#include <stdbool.h>

#include "failure.h"
#include "watched_file.h"

struct log;
struct site_visitor;

struct site_authority {
	struct watched_file file;
	struct small_file text; /* PEM; without bytes while it is unfit */
};

/**
 * site_authority_open(authority, path, failure):
 * Read the file ${path}, which must live as long; NULL: there is no authority.
 * 0, or -1 with errno and a reason.
 */
int site_authority_open(struct site_authority *authority, const char *path,
    struct failure *failure);

/** site_authority_close(authority): release what it holds. */
void site_authority_close(struct site_authority *authority);

/**
 * site_authority_issued(authority, visitor, log):
 * Did it issue the visitor's certificate?  A file that cannot be used lets
 * nobody in, and is told in ${log} (NULL: nowhere).
 */
bool site_authority_issued(struct site_authority *authority,
    const struct site_visitor *visitor, struct log *log);

#endif
