#include "magic.h"

#include <stdlib.h>

#include <magic.h>

struct magic_types {
	magic_t cookie;
};

/* What libmagic must not try: it would unpack, parse or run for long. */
static const int magic_flags = MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS |
			       MAGIC_NO_CHECK_ELF | MAGIC_NO_CHECK_CDF |
			       MAGIC_NO_CHECK_TAR | MAGIC_NO_CHECK_JSON |
			       MAGIC_NO_CHECK_CSV;

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
	const char *type =
	    types == NULL ? NULL : magic_buffer(types->cookie, bytes, count);

	return type == NULL ? "application/octet-stream" : type;
}
