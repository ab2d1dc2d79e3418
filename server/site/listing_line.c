#include "listing_line.h"

#include "buffer.h"
#include "calendar.h"
#include "text_clean.h"
#include "uri.h"
#include "utf8.h"

/* A name to be read: as it is, or percent-encoded if it is no text. */
void
listing_line_name(struct buffer *out, struct span name)
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

void
listing_line_directory(struct buffer *out, struct span name)
{
	append_link(out, name);
	buffer_append_text(out, "/ ");
	listing_line_name(out, name);
	buffer_append_text(out, "/\n");
}

void
listing_line_file(struct buffer *out, struct span name, struct span title,
    int64_t size_bytes, int64_t modified_s)
{
	char day[CALENDAR_DAY_BYTES];

	append_link(out, name);
	buffer_append_byte(out, ' ');
	if (title.len > 0)
		text_clean(out, title);
	else
		listing_line_name(out, name);
	buffer_append_text(out, " (");
	append_size(out, size_bytes);
	if (modified_s >= 0 &&
	    calendar_day_write(day, modified_s / CALENDAR_SECONDS_PER_DAY))
		buffer_printf(out, ", %s", day);
	buffer_append_text(out, ")\n");
}
