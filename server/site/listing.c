#include "listing.h"

#include <stdlib.h>
#include <string.h>

#include "docroot.h"
#include "listing_line.h"
#include "listing_read.h"
#include "loop.h"
#include "path.h"
#include "site.h"
#include "site_private.h"

/* The names of a directory, as docroot_names gives them. */
struct names {
	struct buffer bytes; /* each with its NUL */
	size_t count;
	bool cut; /* there are more */
};

/* A page that is being written. */
struct listing {
	struct buffer *out;  /* directories are written at once */
	struct buffer files; /* files are kept to come after them */
	const struct words *words;
	struct site *site;
	struct path path; /* of the entry; it begins with the directory's */
	size_t base;      /* where the entry's own name begins */
	const struct config_private *area; /* the directory's own */
	const struct docroot_file *directory;
	size_t titles; /* pages that were opened for theirs */
	bool failed;   /* something could not be looked at */
};

static bool
collect_name(void *arg, const char *name)
{
	struct names *names = arg;

	if (names->count == LISTING_ENTRIES_MAX) {
		names->cut = true;
		return false;
	}
	buffer_append(&names->bytes, (struct span){name, strlen(name) + 1});
	names->count++;
	return !names->bytes.failed;
}

static int
compare_names(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/* The names in the order of their bytes; NULL without memory. */
static const char **
sort_names(const struct names *names)
{
	const char **sorted = calloc(names->count + 1, sizeof *sorted);
	const char *next = names->bytes.ptr;

	if (sorted == NULL)
		return NULL;
	for (size_t i = 0; i < names->count; i++) {
		sorted[i] = next;
		next += strlen(next) + 1;
	}
	qsort(sorted, names->count, sizeof *sorted, compare_names);
	return sorted;
}

/* ---------- one entry ---------- */

/* What a page is called by; empty: by its name. */
static struct span
title_of(struct listing *listing, struct span name, char *bytes)
{
	struct span heading = SPAN("");

	if (span_ends_with(name, SPAN(".gmi")) &&
	    listing->titles++ < LISTING_TITLES_MAX &&
	    listing_read_heading(&heading, bytes, listing->site->root,
		listing->path.bytes) == LISTING_FAILED)
		listing->failed = true;
	return heading;
}

static void
write_file(
    struct listing *listing, struct span name, const struct docroot_file *file)
{
	char bytes[LISTING_HEAD_BYTES];

	listing_line_file(&listing->files, name, title_of(listing, name, bytes),
	    file->identity.size, file->modified_s);
}

/* May a request name this?  Control bytes are refused in one. */
static bool
is_askable(struct span name)
{
	for (size_t i = 0; i < name.len; i++) {
		if ((unsigned char)name.ptr[i] < 0x20 || name.ptr[i] == 0x7F)
			return false;
	}
	return true;
}

/* Make listing->path the entry's; false if no request can reach it. */
static bool
enter(struct listing *listing, struct span name)
{
	struct path *path = &listing->path;

	if (listing->base + name.len > PATH_BYTES_MAX || !is_askable(name))
		return false;
	memcpy(path->bytes + listing->base, name.ptr, name.len);
	path->len = listing->base + name.len;
	path->bytes[path->len] = '\0';
	return !path_is_hidden(path) &&
	       site_private_area(listing->site->private, path_span(path)) ==
		   listing->area;
}

static void
write_entry(struct listing *listing, const char *text)
{
	struct span name = span_from(text);
	struct docroot_file file;

	if (!enter(listing, name))
		return;
	switch (docroot_look(listing->site->root, listing->directory, text,
	    listing->path.bytes, &file)) {
	case DOCROOT_FILE:
		write_file(listing, name, &file);
		break;
	case DOCROOT_DIRECTORY:
		listing_line_directory(listing->out, name);
		break;
	case DOCROOT_STARVED:
		listing->failed = true;
		break;
	case DOCROOT_MISSING:
		break;
	}
}

/* ---------- the page ---------- */

static void
write_title(
    struct buffer *out, const struct words *words, const struct path *path)
{
	buffer_append_text(out, "# ");
	buffer_append_text(out, words->text[WORD_INDEX_OF]);
	buffer_append_text(out, " /");
	listing_line_name(out, path_span(path));
	buffer_append_text(out, path->len > 0 ? "/\n\n" : "\n\n");
}

/* The author's text for this directory; false if there is none. */
static bool
write_text(struct listing *listing)
{
	struct span name = SPAN(LISTING_TEXT);
	struct path path = listing->path;
	enum listing_verdict verdict;

	if (listing->base + name.len > PATH_BYTES_MAX)
		return false;
	memcpy(path.bytes + listing->base, name.ptr, name.len);
	path.bytes[listing->base + name.len] = '\0';
	verdict =
	    listing_read_text(listing->out, listing->site->root, path.bytes);
	listing->failed |= verdict == LISTING_FAILED;
	return verdict != LISTING_ABSENT;
}

static void
write_line(struct buffer *out, const struct words *words, enum word word)
{
	buffer_append_text(out, words->text[word]);
	buffer_append_byte(out, '\n');
}

static void
write_entries(struct listing *listing, const char *const *names, size_t count)
{
	size_t before = listing->out->len;

	for (size_t i = 0; i < count; i++)
		write_entry(listing, names[i]);
	buffer_append(listing->out, buffer_span(&listing->files));
	listing->out->failed |= listing->files.failed || listing->failed;
	if (listing->out->len == before)
		write_line(listing->out, listing->words, WORD_LISTING_EMPTY);
}

static void
write_page(struct buffer *out, struct site *site, const struct path *path,
    const struct docroot_file *directory, const char *const *names,
    size_t count)
{
	struct listing listing = {
	    .out = out,
	    .words = site_words(site, path, NULL),
	    .files = BUFFER_EMPTY,
	    .site = site,
	    .path = *path,
	    .base = path->len,
	    .area = site_private_area(site->private, path_span(path)),
	    .directory = directory,
	};

	if (path->len > 0 && path->len < PATH_BYTES_MAX)
		listing.path.bytes[listing.base++] = '/';
	if (!write_text(&listing))
		write_title(out, listing.words, path);
	if (path->len > 0)
		buffer_append_text(out, "=> ../ ../\n");
	write_entries(&listing, names, count);
	buffer_free(&listing.files);
}

struct page_key
listing_key(const struct site *site, const struct path *path,
    const struct docroot_file *directory, enum page_form form)
{
	return (struct page_key){
	    .identity = directory->identity,
	    .form = form,
	    .path = path_span(path),
	    .site = site,
	    .period = loop_now_ms() / LISTING_KEPT_MS,
	    .noted_ns = site->manifest_changed_ns,
	};
}

bool
listing_write(struct buffer *out, struct site *site, const struct path *path,
    const struct docroot_file *directory)
{
	struct names names = {.bytes = BUFFER_EMPTY};
	const char **sorted = NULL;

	if (docroot_names(directory, collect_name, &names) == 0 &&
	    !names.bytes.failed)
		sorted = sort_names(&names);
	if (sorted != NULL) {
		write_page(out, site, path, directory, sorted, names.count);
		if (names.cut) {
			buffer_append_byte(out, '\n');
			write_line(out, site_words(site, path, NULL),
			    WORD_LISTING_CUT);
		}
	}
	free(sorted);
	buffer_free(&names.bytes);
	return sorted != NULL && !out->failed;
}
