#include "site_language.h"

#include <string.h>
#include <unistd.h>

#include "ascii.h"
#include "docroot.h"
#include "loop.h"
#include "path.h"
#include "span.h"

/* The builder's list of its files; of it only the languages are read. */
#define MANIFEST ".lozenge"

/* They stand at its beginning. */
#define MANIFEST_HEAD_BYTES 4096

#define RECHECK_MS 1000

static bool
is_tag_byte(char byte)
{
	return ascii_is_alphanumeric(byte) || byte == '-';
}

/* A tag that may stand in a media type parameter as it is. */
static bool
is_language_tag(struct span tag)
{
	return tag.len < SITE_LANG_BYTES && ascii_all(tag, is_tag_byte);
}

/* The tag of a line that begins with ${name}; false: it is another line. */
static bool
take_tag(struct span *tag, struct span line, struct span name)
{
	*tag = span_skip(line, name.len);
	return span_starts_with(line, name) && is_language_tag(*tag);
}

/* Keep ${tag} at ${len} of the tags, if it fits; return their new length. */
static size_t
keep_tag(struct site_language *language, size_t len, struct span tag)
{
	if (len + tag.len + 1 > SITE_LANGUAGES_BYTES)
		return len;
	if (tag.len > 0)
		memcpy(language->tags + len, tag.ptr, tag.len);
	language->tags[len + tag.len] = '\0';
	return len + tag.len + 1;
}

/* The capsule's own language stands first, or is not there. */
static void
read_tags(struct site_language *language, struct span head)
{
	struct span line, tag, own = SPAN("");
	struct span rest = head;
	size_t len;

	while (span_take_line(&line, &rest) && own.len == 0)
		if (take_tag(&tag, line, SPAN("lang ")))
			own = tag;
	len = keep_tag(language, 0, own);
	for (rest = head; span_take_line(&line, &rest);)
		if (take_tag(&tag, line, SPAN("translation ")))
			len = keep_tag(language, len, tag);
	language->tags[len] = '\0';
}

static void
read_manifest(
    struct site_language *language, const struct docroot_file *manifest)
{
	char bytes[MANIFEST_HEAD_BYTES];
	ssize_t count;

	if (manifest->identity.changed_ns == language->manifest_changed_ns)
		return;
	count = pread(manifest->fd, bytes, sizeof bytes, 0);
	if (count < 0)
		return;
	read_tags(language, (struct span){bytes, (size_t)count});
	language->manifest_changed_ns = manifest->identity.changed_ns;
}

static void
look_again(struct site_language *language, struct docroot *root)
{
	uint64_t now_ms = loop_now_ms();
	struct docroot_file manifest;

	if (language->checked_ms != 0 &&
	    now_ms - language->checked_ms < RECHECK_MS)
		return;
	language->checked_ms = now_ms;
	if (docroot_find(root, MANIFEST, &manifest) != DOCROOT_FILE)
		return;
	read_manifest(language, &manifest);
	close(manifest.fd);
}

/* Does ${path} lie in the directory that ${tag} names, or is it that? */
static bool
lies_below(const struct path *path, struct span tag)
{
	return span_starts_with(path_span(path), tag) &&
	       (path->len == tag.len || path->bytes[tag.len] == '/');
}

const char *
site_language_of(struct site_language *language, struct docroot *root,
    const char *configured, const struct path *path)
{
	const char *tag;

	look_again(language, root);
	tag = language->tags + strlen(language->tags) + 1;
	for (; *tag != '\0'; tag += strlen(tag) + 1)
		if (lies_below(path, span_from(tag)))
			return tag;
	return configured != NULL ? configured : language->tags;
}
