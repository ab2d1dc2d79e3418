#include "progress.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* Longest line, in bytes; no terminal is so narrow as to break it. */
#define LINE_MAX_BYTES 64

static uint64_t
now_ms(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) != 0)
		return 0;
	return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void
progress_begin(struct progress *progress, int fd)
{
	*progress = (struct progress){
	    .fd = isatty(fd) ? fd : -1,
	    .next_ms = now_ms() + PROGRESS_PATIENCE_MS,
	};
}

/* Write the text over the line; a terminal that takes nothing is let be. */
static void
show(struct progress *progress, const char *text)
{
	char line[2 + 2 * LINE_MAX_BYTES];
	size_t width = strlen(text);
	int len = snprintf(line, sizeof line, "\r%-*s%s", (int)progress->width,
	    text, width == 0 ? "\r" : "");

	if (write(progress->fd, line, (size_t)len) != len)
		progress->fd = -1;
	progress->width = width;
}

void
progress_step(
    struct progress *progress, const char *what, size_t done, size_t total)
{
	char text[LINE_MAX_BYTES];
	uint64_t now;

	if (progress == NULL || progress->fd < 0)
		return;
	now = now_ms();
	if (now < progress->next_ms)
		return;
	progress->next_ms = now + PROGRESS_EVERY_MS;
	if (total > 0)
		snprintf(
		    text, sizeof text, "%s: %zu of %zu", what, done, total);
	else
		snprintf(text, sizeof text, "%s ...", what);
	show(progress, text);
}

void
progress_wipe(struct progress *progress)
{
	if (progress->fd >= 0 && progress->width > 0)
		show(progress, "");
}
