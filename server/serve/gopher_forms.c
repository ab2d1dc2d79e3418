#include "gopher_forms.h"

#include <string.h>
#include <unistd.h>

#include "config.h"
#include "docroot.h"
#include "gopher_asking.h"
#include "gopher_menu.h"
#include "gopher_mirror.h"
#include "path.h"
#include "service.h"
#include "translit.h"
#include "words.h"

/* Longest label in ASCII, in bytes. */
#define LABEL_BYTES_MAX 128

/*
 * The path of the plain text of the page at ${path}; false where it has none,
 * or another file stands in its place, or that cannot be told just now.
 */
static bool
find_text(
    struct gopher_asking *asking, const struct path *path, struct path *text)
{
	struct docroot_file file;

	if (!span_ends_with(path_span(path), SPAN(".gmi")))
		return false;
	*text = *path;
	memcpy(text->bytes + text->len - strlen("gmi"), "txt", strlen("txt"));
	switch (docroot_find(asking->site->root, text->bytes, &file)) {
	case DOCROOT_FILE:
		close(file.fd);
		return false;
	case DOCROOT_MISSING:
		return true;
	case DOCROOT_STARVED:
		asking->incomplete = true;
		break;
	case DOCROOT_DIRECTORY:
		break;
	}
	return false;
}

/*
 * An item that leads to ${path} behind ${prefix}, if a selector holds both, and
 * says ${word} in the page's language.
 */
static void
put_item(struct buffer *out, const struct gopher_asking *asking, char item_type,
    enum word word, struct span prefix, const struct path *path)
{
	char label_bytes[LABEL_BYTES_MAX];
	struct buffer label = BUFFER_WITHIN(label_bytes);
	struct span text = span_from(asking->words->text[word]);
	char selector[GOPHER_SELECTOR_MAX];
	size_t len = prefix.len + 1 + path->len;

	if (len > sizeof selector)
		return;
	if (prefix.len > 0)
		memcpy(selector, prefix.ptr, prefix.len);
	selector[prefix.len] = '/';
	memcpy(selector + prefix.len + 1, path->bytes, path->len);
	if (asking->place.style.ascii)
		translit_to_ascii(&label, text, asking->place.style.language);
	gopher_menu_item(out, item_type,
	    asking->place.style.ascii ? buffer_span(&label) : text,
	    (struct span){selector, len}, asking->place.host,
	    asking->place.port);
}

static void
offer_text(
    struct buffer *out, struct gopher_asking *asking, const struct path *path)
{
	struct path text;

	if (find_text(asking, path, &text))
		put_item(out, asking, '0', WORD_PLAIN_TEXT,
		    asking->place.prefix, &text);
}

static void
offer_mirror(struct buffer *out, struct gopher_asking *asking,
    const struct path *path, struct span page)
{
	if (asking->place.style.ascii && translit_changes_words(page))
		put_item(out, asking, '1', WORD_UTF8,
		    gopher_mirror_prefix(asking), path);
}

static void
offer_ascii(
    struct buffer *out, struct gopher_asking *asking, const struct path *path)
{
	if (asking->place.prefix.len > 0 &&
	    asking->service->config->gopher_ascii)
		put_item(out, asking, '1', WORD_ASCII, SPAN(""), path);
}

void
gopher_forms_offer(struct buffer *out, struct gopher_asking *asking,
    const struct path *path, struct span page)
{
	size_t before = out->len;

	offer_text(out, asking, path);
	offer_mirror(out, asking, path, page);
	offer_ascii(out, asking, path);
	if (out->len > before)
		gopher_menu_info(out, SPAN(""));
}
