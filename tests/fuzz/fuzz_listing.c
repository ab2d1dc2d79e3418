/*
 * Fuzz: the listing of a directory whose names are anything.
 *
 * The input's lines are names; each is a file that holds all of the input.  A
 * line of the page is a heading, text or one link.
 */
#include <assert.h>
#include <stdint.h>

#include "docroot.h"
#include "gemtext.h"
#include "listing.h"
#include "path.h"
#include "served_capsule.h"
#include "utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct capsule capsule;
static struct config_capsule capsules[] = {
    {.host = (char[]){"a.example"}, .listing = true}};
static struct config config = {.capsules = capsules, .capsule_count = 1};

static void
clean(void)
{
	capsule_stop(&capsule);
	capsule_remove(&capsule);
}

static void
begin(void)
{
	capsule_make(&capsule);
	capsule_mkdir(&capsule, "root/d");
	capsule_serve(&capsule, &config);
	if (atexit(clean) != 0)
		abort();
}

/* Make the files, or take them away. */
static void
each_name(struct span text, bool make)
{
	struct span line, rest = text;
	char name[256];

	for (int i = 0; i < 8 && span_take_line(&line, &rest); i++) {
		snprintf(name, sizeof name, "%s/d/%.*s", capsule.root,
		    (int)(line.len < 100 ? line.len : 100), line.ptr);
		if (memchr(line.ptr, '/', line.len) != NULL)
			continue;
		if (!make) {
			unlink(name);
			continue;
		}
		int fd = open(name, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
		if (fd < 0)
			continue;
		if (write(fd, text.ptr, text.len) != (ssize_t)text.len)
			abort();
		close(fd);
	}
}

static void
check_page(struct span page)
{
	struct gemtext reader = gemtext_begin(page);
	struct gemtext_line line;

	assert(utf8_is_valid(page));
	for (size_t i = 0; i < page.len; i++)
		assert(
		    (unsigned char)page.ptr[i] >= 0x20 || page.ptr[i] == '\n');
	while (gemtext_next(&reader, &line))
		assert(line.kind != GEMTEXT_LINK || line.url.len > 0);
	assert(!reader.preformatted);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span text = {(const char *)data, size};
	struct buffer out = BUFFER_EMPTY;
	struct docroot_file file;
	struct path path;

	if (capsule.dir[0] == '\0')
		begin();
	each_name(text, true);
	struct site *site = &capsule.service.sites.items[0];
	assert(path_from_uri(&path, SPAN("/d/")) == PATH_OK);
	assert(
	    docroot_enter(site->root, path.bytes, &file) == DOCROOT_DIRECTORY);
	assert(listing_write(&out, site, &path, &file));
	close(file.fd);
	check_page(buffer_span(&out));
	each_name(text, false);
	buffer_free(&out);
	return 0;
}
