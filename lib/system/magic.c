#include "magic.h"

#include <stdbool.h>
#include <stdlib.h>

#include <magic.h>

struct magic_types {
	magic_t cookie;
};

/*
 * What libmagic must not try: it would unpack, parse or run for long.  Without
 * what is for text it compiles hardly any pattern.
 */
static const int magic_flags =
    MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_ELF |
    MAGIC_NO_CHECK_CDF | MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_JSON |
    MAGIC_NO_CHECK_CSV | MAGIC_NO_CHECK_TEXT | MAGIC_NO_CHECK_ENCODING;

/*
 * Memory that must be there before it is asked: when an allocation fails, it
 * frees what it never had, and takes the process with it.
 */
#define ROOM_BYTES 65536

/* Is that memory there?  Freed, it is what libmagic will be given. */
static bool
has_room(void)
{
	/* Volatile, or a compiler finds that the pair does nothing. */
	void *volatile room = malloc(ROOM_BYTES);
	bool found = room != NULL;

	free(room);
	return found;
}

struct magic_types *
magic_types_load(void)
{
	struct magic_types *types = malloc(sizeof *types);

	if (types == NULL)
		return NULL;
	types->cookie = magic_open(magic_flags);
	if (types->cookie == NULL)
		goto free_types;
	if (magic_load(types->cookie, NULL) != 0)
		goto close_cookie;
	return types;

close_cookie:
	magic_close(types->cookie);
free_types:
	free(types);
	return NULL;
}

void
magic_types_free(struct magic_types *types)
{
	if (types == NULL)
		return;
	magic_close(types->cookie);
	free(types);
}

const char *
magic_types_guess(struct magic_types *types, const char *bytes, size_t count)
{
	const char *type = NULL;

	if (!has_room())
		return NULL;
	if (types != NULL)
		type = magic_buffer(types->cookie, bytes, count);
	return type == NULL ? "application/octet-stream" : type;
}
