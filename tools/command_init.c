/*
 * lozenge init FILE.md: write a document to start from.
 *
 * It never overwrites: a file of that name is somebody's work.
 */
#include "command.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "operand.h"
#include "starting_document.h"

#define DATE_BYTES 16

static const struct operand_syntax syntax = {
    .command = "init",
    .operand = "FILE.md",
    .help = "usage: lozenge init FILE.md\n"
	    "\n"
	    "Write a document to start from: the front matter with every key\n"
	    "explained, and an example of all that a page can hold.  A file\n"
	    "that exists is left alone.  `lozenge build FILE.md` makes a\n"
	    "capsule of it.\n"
	    "\n"
	    "Environment: SOURCE_DATE_EPOCH, the time to take for now, in\n"
	    "seconds since 1970.\n"
	    "Exit status: 0 written, 1 not, 2 wrong command line.\n",
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

/* Write all of ${text} to a file that must not exist yet; 0, or -1. */
static int
write_new_file(const char *name, struct span text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	int saved;

	if (fd == -1)
		return -1;
	while (text.len > 0) {
		ssize_t count = write(fd, text.ptr, text.len);

		if (count == -1 && errno == EINTR)
			continue;
		if (count == -1)
			goto remove_file;
		text = span_skip(text, (size_t)count);
	}
	if (fsync(fd) == -1 && errno != EINVAL)
		goto remove_file;
	return close(fd);

remove_file:
	saved = errno;
	close(fd);
	unlink(name);
	errno = saved;
	return -1;
}

static int
write_document(const char *name, time_t now)
{
	struct buffer text = BUFFER_EMPTY;
	char today[DATE_BYTES], next_year[DATE_BYTES];
	int result;

	starting_document_append(&text, SPAN("The title of your leaflet"),
	    format_date(today, now, 0), format_date(next_year, now, 1));
	result = write_new_file(name, buffer_span(&text));
	if (result == -1)
		fprintf(stderr, "lozenge init: %s: %s\n", name,
		    errno == EEXIST ? "is there already, and is not overwritten"
				    : strerror(errno));
	buffer_free(&text);
	return result;
}

int
command_init(int argc, char **argv)
{
	const char *name = NULL;
	time_t now = 0;

	switch (operand_parse(&syntax, argc, argv, &name, NULL)) {
	case OPERAND_HELP:
		return 0;
	case OPERAND_WRONG:
		return 2;
	case OPERAND_OK:
		break;
	}
	if (!read_now(&now)) {
		fputs("lozenge init: SOURCE_DATE_EPOCH is no time in seconds\n",
		    stderr);
		return 1;
	}
	if (write_document(name, now) == -1)
		return 1;

	printf("Wrote %s.  Now:\n"
	       "  1. Put your own words in place of the example's.\n"
	       "  2. lozenge build --check %s\n"
	       "  3. lozenge build -o capsule %s\n",
	    name, name, name);
	return 0;
}
