#include "listing.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "calendar.h"
#include "docroot.h"
#include "gemtext.h"
#include "loop.h"
#include "path.h"
#include "site.h"
#include "site_private.h"
#include "text_clean.h"
#include "uri.h"
#include "utf8.h"

/* How much of a page is read to find its first heading. */
#define HEAD_BYTES 1024

/* Longest heading shown, in bytes. */
#define HEADING_BYTES_MAX 200

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

/* A name to be read: as it is, or percent-encoded if it is no text. */
static void
append_name(struct buffer *out, struct span name)
{
	if (utf8_is_valid(name))
		text_clean(out, name);
	else
		uri_percent_encode(out, name);
}

/* A link to a name; one with a colon must not look like a scheme. */
static void
append_link(struct buffer *out, struct span name)
{
	buffer_append_text(out, "=> ");
	if (span_find(name, ':') < name.len)
		buffer_append_text(out, "./");
	uri_percent_encode(out, name);
}

static void
append_size(struct buffer *out, int64_t bytes)
{
	static const char *const units[] = {"KiB", "MiB", "GiB", "TiB", "PiB"};
	size_t unit = 0;
	double size = (double)bytes / 1024;

	if (bytes < 1024) {
		buffer_printf(out, "%d B", (int)bytes);
		return;
	}
	/* What would be rounded to 1024 is one of the next unit. */
	while (size >= 1023.95 && unit + 1 < sizeof units / sizeof *units) {
		size /= 1024;
		unit++;
	}
	buffer_printf(out, "%.1f %s", size, units[unit]);
}

/* ${text} cut to at most ${most} bytes of whole characters. */
static struct span
cut_text(struct span text, size_t most)
{
	if (text.len <= most)
		return text;
	while (most > 0 && ((unsigned char)text.ptr[most] & 0xC0) == 0x80)
		most--;
	return (struct span){text.ptr, most};
}

/* The page's first heading, which points into ${head}; empty if none. */
static struct span
find_heading(struct span head)
{
	struct gemtext reader = gemtext_begin(head);
	struct gemtext_line line;

	while (gemtext_next(&reader, &line)) {
		struct span text = span_trim(line.text);

		if (line.kind == GEMTEXT_HEADING && text.len > 0)
			return cut_text(text, HEADING_BYTES_MAX);
	}
	return SPAN("");
}

/* The beginning of a file, without the part of a character at its end. */
static bool
read_head(struct span *head, char bytes[HEAD_BYTES], int fd)
{
	ssize_t count = pread(fd, bytes, HEAD_BYTES, 0);
	size_t valid;

	if (count < 0)
		return false;
	*head = (struct span){bytes, (size_t)count};
	valid = utf8_valid_length(*head);
	if (head->len == HEAD_BYTES && head->len - valid < 4)
		head->len = valid;
	return true;
}

/* The heading of the page that was entered; empty if it has none. */
static struct span
read_heading(struct listing *listing, char bytes[HEAD_BYTES])
{
	struct docroot_file file;
	struct span head = SPAN("");

	switch (docroot_find(listing->site->root, listing->path.bytes, &file)) {
	case DOCROOT_FILE:
		listing->failed |= !read_head(&head, bytes, file.fd);
		close(file.fd);
		break;
	case DOCROOT_STARVED:
		listing->failed = true;
		break;
	case DOCROOT_DIRECTORY:
	case DOCROOT_MISSING:
		break;
	}
	return find_heading(head);
}

/* What a file is called: a page by its heading, others by their names. */
static void
append_label(struct listing *listing, struct span name)
{
	char bytes[HEAD_BYTES];
	struct span heading = SPAN("");

	if (span_ends_with(name, SPAN(".gmi")) &&
	    listing->titles++ < LISTING_TITLES_MAX)
		heading = read_heading(listing, bytes);
	if (heading.len > 0)
		text_clean(&listing->files, heading);
	else
		append_name(&listing->files, name);
}

static void
write_file(
    struct listing *listing, struct span name, const struct docroot_file *file)
{
	struct buffer *out = &listing->files;
	char date[CALENDAR_DAY_BYTES];

	append_link(out, name);
	buffer_append_byte(out, ' ');
	append_label(listing, name);
	buffer_append_text(out, " (");
	append_size(out, file->identity.size);
	if (calendar_day_write(
		date, file->modified_s / CALENDAR_SECONDS_PER_DAY) &&
	    file->modified_s >= 0)
		buffer_printf(out, ", %s", date);
	buffer_append_text(out, ")\n");
}

static void
write_directory(struct listing *listing, struct span name)
{
	append_link(listing->out, name);
	buffer_append_text(listing->out, "/ ");
	append_name(listing->out, name);
	buffer_append_text(listing->out, "/\n");
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
		write_directory(listing, name);
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
	append_name(out, path_span(path));
	buffer_append_text(out, path->len > 0 ? "/\n\n" : "\n\n");
}

/* Gemtext in whole lines, none of which reaches into what follows it. */
static void
append_text(struct buffer *out, struct span text)
{
	struct gemtext reader;
	struct gemtext_line line;

	if (text.len == LISTING_TEXT_BYTES_MAX) {
		size_t end = span_find_last(text, '\n');

		text.len = end < text.len ? end + 1 : 0;
	}
	reader = gemtext_begin(text);
	while (gemtext_next(&reader, &line)) {
		buffer_append(out, line.raw);
		buffer_append_byte(out, '\n');
	}
	if (reader.preformatted)
		buffer_append_text(out, "```\n");
	buffer_append_byte(out, '\n');
}

/* The author's text from an open file; false if it cannot be read. */
static bool
copy_text(struct buffer *out, int fd)
{
	char *bytes = malloc(LISTING_TEXT_BYTES_MAX);
	ssize_t count = -1;

	if (bytes != NULL)
		count = pread(fd, bytes, LISTING_TEXT_BYTES_MAX, 0);
	if (count >= 0)
		append_text(out, (struct span){bytes, (size_t)count});
	free(bytes);
	return count >= 0;
}

/* The author's text for this directory; false if there is none. */
static bool
write_text(struct listing *listing)
{
	struct span name = SPAN(LISTING_TEXT);
	struct path path = listing->path;
	struct docroot_file file;

	if (listing->base + name.len > PATH_BYTES_MAX)
		return false;
	memcpy(path.bytes + listing->base, name.ptr, name.len);
	path.bytes[listing->base + name.len] = '\0';
	switch (docroot_find(listing->site->root, path.bytes, &file)) {
	case DOCROOT_FILE:
		listing->failed |= !copy_text(listing->out, file.fd);
		close(file.fd);
		return true;
	case DOCROOT_STARVED:
		listing->failed = true;
		break;
	case DOCROOT_DIRECTORY:
	case DOCROOT_MISSING:
		break;
	}
	return false;
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
