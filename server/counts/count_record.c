#include "count_record.h"

#include <string.h>
#include <time.h>

#include "buffer.h"
#include "path.h"
#include "uri.h"

#define DAY_S 86400

/* Does a reply of this status hold what was asked for? */
static bool
is_success(enum config_protocol protocol, const char *status)
{
	switch (protocol) {
	case CONFIG_GEMINI:
		return status[0] == '2';
	case CONFIG_GOPHER:
		return status[0] != '3';
	}
	return false;
}

/* A page has one name, however the client wrote it. */
static bool
find_path(struct path *path, enum config_protocol protocol, struct span asked)
{
	switch (protocol) {
	case CONFIG_GEMINI:
		return path_from_uri(path, asked) == PATH_OK;
	case CONFIG_GOPHER:
		return path_from_selector(path, asked) == PATH_OK;
	}
	return false;
}

bool
count_record_fill(struct count_record *record, enum config_protocol protocol,
    const char *status, struct span asked, uint32_t day)
{
	char bytes[COUNT_PATH_BYTES + 1];
	struct buffer name = BUFFER_WITHIN(bytes);
	struct path path;

	if (!is_success(protocol, status) || !find_path(&path, protocol, asked))
		return false;
	*record = (struct count_record){
	    .day = day, .protocol = (uint32_t)protocol, .path = COUNT_OTHER};
	buffer_append_byte(&name, '/');
	uri_percent_encode(&name, path_span(&path));
	if (path.wants_directory && path.len > 0)
		buffer_append_byte(&name, '/');
	buffer_append_byte(&name, '\0');
	if (!name.failed)
		memcpy(record->path, name.ptr, name.len);
	return true;
}

bool
count_record_is_valid(const struct count_record *record)
{
	size_t len = strnlen(record->path, sizeof record->path);

	if (record->day > COUNT_DAY_MAX || record->protocol > CONFIG_GOPHER ||
	    len == sizeof record->path)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (record->path[i] <= ' ' || record->path[i] > '~')
			return false;
	}
	return record->path[0] == '/' || strcmp(record->path, COUNT_OTHER) == 0;
}

uint32_t
count_record_today(void)
{
	return (uint32_t)(time(NULL) / DAY_S);
}
