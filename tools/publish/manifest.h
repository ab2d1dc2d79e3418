/*
 * The manifest `.lozenge`: what the builder has put into a capsule, so that
 * the next build knows which files are its own; and the capsule's languages
 * and words, which lozenged reads for its answers.
 *
 * One entry a line, a word, a space, and the rest of the line:
 *
 *     lang en-GB
 *     word next Onwards
 *     translation es
 *     file causes.gmi
 *     file img/hand.png
 *     directory img
 *
 * `lang` comes first and once, then the translations, each in the directory of
 * that name; each is followed by the author's words in its language, if any.
 * Then come files and made directories, sorted by name.  Names are paths below
 * the capsule without "." or ".." or control characters; lines that are
 * anything else are passed over.
 */
#ifndef PUBLISH_MANIFEST_H
#define PUBLISH_MANIFEST_H

#include "beneath.h"
#include "buffer.h"
#include "span.h"

/* The manifest's own name. */
#define MANIFEST_NAME ".lozenge"

/* Names in order; all NUL-terminated. */
struct manifest_names {
	struct span *list;
	size_t count;
	size_t capacity;
};

struct manifest {
	struct buffer text; /* what the names point into */
	struct manifest_names files;
	struct manifest_names directories;
};

/**
 * manifest_read(manifest, root, name):
 * Add what the manifest ${name} in ${root} says; one that is missing says
 * nothing.  -1 and errno if it cannot be read.  Start with an empty manifest,
 * end with manifest_free; reading a second one adds to the first.
 */
int manifest_read(
    struct manifest *manifest, const struct beneath *root, const char *name);

/**
 * manifest_has_file(manifest, name), manifest_has_directory(manifest, name):
 * Is the file or directory the builder's?  ${name} is NUL-terminated.
 */
bool manifest_has_file(const struct manifest *manifest, struct span name);
bool manifest_has_directory(const struct manifest *manifest, struct span name);

/** manifest_line(out, word, value): append one line of a manifest. */
void manifest_line(struct buffer *out, const char *word, struct span value);

/** manifest_free(manifest): release what it holds. */
void manifest_free(struct manifest *manifest);

#endif
