/*
 * lozenge init: write a document to start from.
 *
 * It never overwrites: a file of that name is somebody's work.
 */
#include "commands.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "command_read.h"
#include "file_bytes.h"
#include "starting_document.h"

#define DATE_BYTES 16

static const char *
take_kind(void *target, const char *value)
{
	return starting_document_kind(target, span_from(value))
		   ? NULL
		   : "leaflet, site or minimal";
}

static const struct command_option options_known[] = {
    {"--kind", "leaflet",
	"every key of the front matter and an example of all that a page can "
	"hold, explained (the default)",
	take_kind, 0},
    {"--kind", "site", "the pages of an association, with news to follow", NULL,
	0},
    {"--kind", "minimal", "no more than a document needs", NULL, 0},
};

static const struct command_syntax syntax = {
    .program = "lozenge init",
    .about = "Write a document to start from. A file that exists is left "
	     "alone.  \"lozenge build FILE.md\" makes a capsule of it.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "FILE.md",
    .operand_what = "the file to write",
    .notes = "Environment: SOURCE_DATE_EPOCH, the time to take for now, in "
	     "seconds since 1970.\n"
	     "Exit status: 0 written, 1 not, 2 wrong command line.",
};

/* The time to write into the document: the clock's, or SOURCE_DATE_EPOCH. */
static bool
read_now(time_t *now)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	char *end = NULL;
	long long seconds = 0;

	if (epoch == NULL || *epoch == '\0') {
		*now = time(NULL);
		return true;
	}
	errno = 0;
	seconds = strtoll(epoch, &end, 10);
	/* The last second of 9998: dates have four digits for the year. */
	if (errno != 0 || *end != '\0' || seconds < 0 || seconds > 253370764799)
		return false;
	*now = (time_t)seconds;
	return true;
}

/* Write the ISO date of ${now}, moved on by whole years, to ${date}. */
static struct span
format_date(char date[DATE_BYTES], time_t now, int years)
{
	struct tm day;

	if (gmtime_r(&now, &day) == NULL)
		return SPAN("");
	day.tm_year += years;
	/* The 29th of February has no namesake in the next year. */
	if (years != 0 && day.tm_mon == 1 && day.tm_mday == 29)
		day.tm_mday = 28;
	return (struct span){
	    date, strftime(date, DATE_BYTES, "%Y-%m-%d", &day)};
}

/* Give the whole file its name, which must be free; 0, or -1. */
static int
give_name(const char *temporary, const char *name)
{
	if (renameat2(AT_FDCWD, temporary, AT_FDCWD, name, RENAME_NOREPLACE) ==
	    0)
		return 0;
	/* A file system that cannot do that may give it a second name. */
	if (errno != EINVAL || link(temporary, name) == -1)
		return -1;
	return unlink(temporary);
}

/* Write all of ${text} to a new file; 0, or -1 and none is left. */
static int
write_new_file(const char *temporary, const char *name, struct span text)
{
	int fd, saved;

	/* What a killed run has left is in nobody's way. */
	unlink(temporary);
	fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd == -1)
		return -1;
	if (file_bytes_write(fd, text) == -1 ||
	    (fsync(fd) == -1 && errno != EINVAL))
		goto remove_file;
	if (give_name(temporary, name) == -1)
		goto remove_file;
	close(fd);
	return 0;

remove_file:
	saved = errno;
	close(fd);
	unlink(temporary);
	errno = saved;
	return -1;
}

static int
write_document(const char *name, enum starting_kind kind, time_t now)
{
	struct buffer text = BUFFER_EMPTY;
	struct buffer temporary = BUFFER_EMPTY;
	char today[DATE_BYTES], next_year[DATE_BYTES];
	int result;

	starting_document_append(&text, kind, SPAN("The title of your pages"),
	    format_date(today, now, 0), format_date(next_year, now, 1));
	buffer_printf(&temporary, "%s.lozenge-new", name);
	buffer_append_byte(&temporary, '\0');
	result = write_new_file(temporary.ptr, name, buffer_span(&text));
	if (result == -1)
		fprintf(stderr, "lozenge init: %s: %s\n", name,
		    errno == EEXIST ? "is there already, and is not overwritten"
				    : strerror(errno));
	buffer_free(&text);
	buffer_free(&temporary);
	return result;
}

static int
run(int argc, char **argv)
{
	enum starting_kind kind = STARTING_LEAFLET;
	struct command_operands file;
	const char *name;
	time_t now = 0;
	int status = command_read(&syntax, &kind, argc, argv, &file);

	if (status >= 0)
		return status;
	name = file.words[0];
	if (!read_now(&now)) {
		fputs("lozenge init: SOURCE_DATE_EPOCH is no time in seconds\n",
		    stderr);
		return 1;
	}
	if (write_document(name, kind, now) == -1)
		return 1;

	printf("Wrote %s.  Now:\n"
	       "  1. Put your own words in place of the example's.\n"
	       "  2. lozenge preview %s\n"
	       "  3. lozenge build -o capsule %s\n",
	    name, name, name);
	return 0;
}

const struct command command_init = {
    "init", "write a document to start from", &syntax, run};
