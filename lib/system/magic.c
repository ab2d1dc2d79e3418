#include "magic.h"

#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

#include <magic.h>

#include "memory_room.h"

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
 * frees what it never had, and takes the process with it, or goes on without
 * its database.
 */
#define ROOM_BYTES 65536

/*
 * For each pattern libmagic makes room for what it compiles of it, which is
 * next to nothing here: 170 KB that calloc() would fill with zeros in the heap,
 * page by page.  Mapped, they are zeros that take no memory.
 */
#define MAPPED_BYTES 32768

/*
 * What is mapped otherwise: more than a worker sends in a turn.  The C library
 * finds that out by itself, but not once it has been told anything.
 */
#define LARGE_BYTES (2 << 20)

/* 0, or -1 as magic_load. */
static int
load_database(magic_t cookie)
{
	int result;

	mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
	result = magic_load(cookie, NULL);
	mallopt(M_MMAP_THRESHOLD, LARGE_BYTES);
	mallopt(M_TRIM_THRESHOLD, 2 * LARGE_BYTES);
	return result;
}

struct magic_types *
magic_types_load(void)
{
	struct magic_types *types = malloc(sizeof *types);
	int error = ENOMEM;

	if (types == NULL)
		return NULL;
	types->cookie = magic_open(magic_flags);
	if (types->cookie == NULL || !memory_has_room(ROOM_BYTES))
		goto free_types;
	if (load_database(types->cookie) == 0)
		return types;
	error = magic_errno(types->cookie);

free_types:
	if (types->cookie != NULL)
		magic_close(types->cookie);
	free(types);
	errno = error == 0 ? ENOENT : error;
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
	if (types == NULL)
		return "application/octet-stream";
	if (!memory_has_room(ROOM_BYTES))
		return NULL;
	return magic_buffer(types->cookie, bytes, count);
}
