/*
 * `URL:` selectors; see gopher_url.h.
 */
#include "gopher_url.h"

#include "uri.h"

bool
gopher_url_allows(struct span scheme)
{
	/* Those that run code, or show the client's own data as a page. */
	static const char *const refused[] = {"about", "blob", "chrome", "data",
	    "file", "filesystem", "jar", "javascript", "livescript", "resource",
	    "vbscript", "view-source"};

	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
		if (span_equal_nocase(scheme, span_from(refused[i])))
			return false;
	}
	return scheme.len > 0;
}

/* Append ${text} for use in HTML, in an attribute's quotes too. */
static void
append_escaped(struct buffer *out, struct span text)
{
	/* A URL has none but & and ', whoever reads it. */
	static const struct {
		char byte;
		const char *entity;
	} escapes[] = {{'&', "&amp;"}, {'<', "&lt;"}, {'>', "&gt;"},
	    {'"', "&quot;"}, {'\'', "&#39;"}};

	for (size_t i = 0; i < text.len; i++) {
		size_t row = 0;

		while (row < sizeof escapes / sizeof escapes[0] &&
		       escapes[row].byte != text.ptr[i])
			row++;
		if (row < sizeof escapes / sizeof escapes[0])
			buffer_append_text(out, escapes[row].entity);
		else
			buffer_append_byte(out, text.ptr[i]);
	}
}

bool
gopher_url_page(struct buffer *out, struct span url)
{
	struct uri uri;

	if (!uri_parse(&uri, url) || !gopher_url_allows(uri.scheme))
		return false;
	buffer_append_text(out,
	    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	    "<meta charset=\"utf-8\">\n"
	    "<meta name=\"referrer\" "
	    "content=\"no-referrer\">\n"
	    "<meta http-equiv=\"refresh\" content=\"5; url=");
	append_escaped(out, url);
	buffer_append_text(out, "\">\n<title>Leaving Gopher</title>\n</head>\n"
				"<body>\n<p>This link leaves Gopher for\n"
				"<a rel=\"noreferrer\" href=\"");
	append_escaped(out, url);
	buffer_append_text(out, "\">");
	append_escaped(out, url);
	buffer_append_text(out, "</a>.</p>\n</body>\n</html>\n");
	return true;
}
