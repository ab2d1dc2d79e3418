#include "file_type.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "magic.h"
#include "media.h"
#include "utf8.h"

/* Files remembered; a power of two. */
#define REMEMBERED 256

/* Longest media type remembered, with its NUL; longer ones are not served. */
#define MEDIA_BYTES 80

/* How much of a file is looked at. */
#define HEAD_BYTES 1024

struct known_file {
	struct docroot_identity identity;
	char guess[MEDIA_BYTES]; /* "" until something is known */
	const char *charset;     /* should it be text; static */
};

struct file_types {
	struct magic_types *magic;
	struct known_file known[REMEMBERED];
};

struct file_types *
file_types_new(struct magic_types *magic)
{
	struct file_types *types = calloc(1, sizeof *types);

	if (types != NULL)
		types->magic = magic;
	return types;
}

void
file_types_free(struct file_types *types)
{
	free(types);
}

/* Valid UTF-8, but for a last character that the end of the head cut off? */
static bool
head_is_utf8(struct span head)
{
	return head.len - utf8_valid_length(head) <
	       (head.len < HEAD_BYTES ? 1 : 4);
}

/* What text is written in: what is no UTF-8 is mostly of the West. */
static const char *
charset_of(struct span head)
{
	if (head_is_utf8(head))
		return "utf-8";
	/* With the mark that Windows begins it with. */
	if (span_starts_with(head, SPAN("\xff\xfe")) ||
	    span_starts_with(head, SPAN("\xfe\xff")))
		return "utf-16";
	return "iso-8859-1";
}

/* What bytes look like: text by our own judgement, all else by libmagic's. */
static const char *
guess_type(struct file_types *types, struct span head)
{
	const char *guess = media_from_text(head);

	if (guess == NULL)
		guess = magic_types_guess(types->magic, head.ptr, head.len);
	if (guess != NULL && strlen(guess) >= MEDIA_BYTES)
		return "application/octet-stream";
	return guess;
}

/* Look at the file's first bytes; false if that cannot be. */
static bool
learn(struct file_types *types, struct known_file *known,
    const struct docroot_file *file)
{
	char bytes[HEAD_BYTES];
	ssize_t count = pread(file->fd, bytes, sizeof bytes, 0);
	struct span head = {bytes, count < 0 ? 0 : (size_t)count};
	const char *guess = count < 0 ? NULL : guess_type(types, head);

	if (guess == NULL)
		return false;
	memcpy(known->guess, guess, strlen(guess) + 1);
	known->charset = charset_of(head);
	known->identity = file->identity;
	return true;
}

/* What was learned of the file, now or before; NULL on failure. */
static const struct known_file *
recall(struct file_types *types, const struct docroot_file *file)
{
	size_t slot =
	    (size_t)(file->identity.inode * 0x9E3779B97F4A7C15u >> 32) %
	    REMEMBERED;
	struct known_file *known = &types->known[slot];

	if (known->guess[0] != '\0' &&
	    docroot_identity_equal(&known->identity, &file->identity))
		return known;
	return learn(types, known, file) ? known : NULL;
}

bool
file_type_find(struct file_type *type, struct file_types *types,
    const char *media, const struct docroot_file *file)
{
	const struct known_file *known;

	*type = (struct file_type){.media = media};
	/* Gemtext is UTF-8 by definition: no need to look. */
	if (media != NULL && strcmp(media, "text/gemini") == 0) {
		type->charset = "utf-8";
		return true;
	}
	if (media != NULL && !media_is_text(span_from(media)))
		return true;
	known = recall(types, file);
	if (known == NULL)
		return false;
	if (media == NULL)
		type->media = known->guess;
	if (media_is_text(span_from(type->media)))
		type->charset = known->charset;
	return true;
}
