#include "listing_read.h"

#include <stdbool.h>
#include <stdlib.h>
#include <unistd.h>

#include "buffer.h"
#include "docroot.h"
#include "gemtext.h"
#include "utf8.h"

/* Open a file that may be served. */
static enum listing_verdict
open_file(int *fd, struct docroot *root, const char *path)
{
	struct docroot_file file;

	switch (docroot_find(root, path, &file)) {
	case DOCROOT_FILE:
		*fd = file.fd;
		return LISTING_READ;
	case DOCROOT_STARVED:
		return LISTING_FAILED;
	case DOCROOT_DIRECTORY:
	case DOCROOT_MISSING:
		break;
	}
	return LISTING_ABSENT;
}

/* ---------- the heading of a page ---------- */

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
			return cut_text(text, LISTING_HEADING_BYTES_MAX);
	}
	return SPAN("");
}

/* The beginning of a file, without the part of a character at its end. */
static bool
read_head(struct span *head, char bytes[LISTING_HEAD_BYTES], int fd)
{
	ssize_t count = pread(fd, bytes, LISTING_HEAD_BYTES, 0);
	size_t valid;

	if (count < 0)
		return false;
	*head = (struct span){bytes, (size_t)count};
	valid = utf8_valid_length(*head);
	if (head->len == LISTING_HEAD_BYTES && head->len - valid < 4)
		head->len = valid;
	return true;
}

enum listing_verdict
listing_read_heading(struct span *heading, char bytes[LISTING_HEAD_BYTES],
    struct docroot *root, const char *path)
{
	struct span head = SPAN("");
	int fd = -1;
	enum listing_verdict verdict = open_file(&fd, root, path);

	if (verdict == LISTING_READ) {
		if (!read_head(&head, bytes, fd))
			verdict = LISTING_FAILED;
		close(fd);
	}
	*heading = find_heading(head);
	return verdict;
}

/* ---------- the author's text ---------- */

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

enum listing_verdict
listing_read_text(struct buffer *out, struct docroot *root, const char *path)
{
	int fd = -1;
	enum listing_verdict verdict = open_file(&fd, root, path);

	if (verdict == LISTING_READ) {
		if (!copy_text(out, fd))
			verdict = LISTING_FAILED;
		close(fd);
	}
	return verdict;
}
