#include "site_authority.h"

#include <errno.h>

#include "site_visitor.h"

/* Read the file again if it is another than it was. */
static int
refresh(struct site_authority *authority, struct failure *failure)
{
	if (!watched_file_has_changed(&authority->file))
		return 0;
	small_file_free(&authority->text);
	authority->text = (struct small_file){0};
	if (watched_file_read(&authority->file, &authority->text, failure) ==
	    0) {
		authority->file.reported = 0;
		return 0;
	}
	authority->text = (struct small_file){0};
	watched_file_forget(&authority->file);
	return -1;
}

int
site_authority_open(
    struct site_authority *authority, const char *path, struct failure *failure)
{
	authority->text = (struct small_file){0};
	if (watched_file_open(&authority->file, path, failure) != 0)
		return -1;
	return path == NULL ? 0 : refresh(authority, failure);
}

void
site_authority_close(struct site_authority *authority)
{
	small_file_free(&authority->text);
	watched_file_close(&authority->file);
}

/* Nobody is let in by what is no certificate; said once until it changes. */
static void
report_unusable(struct site_authority *authority, struct log *log)
{
	struct failure failure;

	failure_set(&failure, ENODATA,
	    "%s: no certificate of an authority, or a broken one",
	    authority->file.path);
	watched_file_report(&authority->file, log, &failure, ENODATA);
}

bool
site_authority_issued(struct site_authority *authority,
    const struct site_visitor *visitor, struct log *log)
{
	struct failure failure;

	if (authority->file.dir_fd < 0 || visitor->issued_by == NULL)
		return false;
	if (watched_file_is_due(&authority->file) &&
	    refresh(authority, &failure) != 0)
		watched_file_report(&authority->file, log, &failure, errno);
	if (authority->text.bytes == NULL)
		return false;
	switch (visitor->issued_by(visitor->issued_arg,
	    (struct span){authority->text.bytes, authority->text.size})) {
	case SITE_ISSUED:
		return true;
	case SITE_NOT_ISSUED:
		break;
	case SITE_ISSUER_UNUSABLE:
		report_unusable(authority, log);
		break;
	}
	return false;
}
