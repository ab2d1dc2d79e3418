/*
 * What a function says on standard error, caught in a file.
 */
#ifndef SUPPORT_SAID_H
#define SUPPORT_SAID_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct said {
	int kept;        /* the real standard error */
	FILE *file;      /* what takes its place */
	char text[8192]; /* after said_end, NUL-terminated */
};

/** said_begin(said): from here on standard error goes into ${said}. */
static inline void
said_begin(struct said *said)
{
	said->kept = dup(STDERR_FILENO);
	said->file = tmpfile();
	if (said->kept < 0 || said->file == NULL ||
	    dup2(fileno(said->file), STDERR_FILENO) < 0)
		abort();
}

/** said_end(said): standard error is as before; said->text is what came. */
static inline void
said_end(struct said *said)
{
	size_t len;

	if (dup2(said->kept, STDERR_FILENO) < 0)
		abort();
	close(said->kept);
	rewind(said->file);
	len = fread(said->text, 1, sizeof(said->text) - 1, said->file);
	said->text[len] = '\0';
	fclose(said->file);
}

#endif
