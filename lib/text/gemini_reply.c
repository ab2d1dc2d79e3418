/*
 * Gemini reply headers; see gemini_reply.h.
 */
#include "gemini_reply.h"

#include <stdbool.h>

#include "utf8.h"

/* Indexed by status; what is not defined is NULL. */
static const char *const status_texts[] = {
    [GEMINI_INPUT] = "Please type your answer.",
    [GEMINI_SENSITIVE_INPUT] = "Please type your answer; it stays hidden.",
    [GEMINI_SUCCESS] = "text/gemini",
    [GEMINI_REDIRECT_TEMPORARY] = "Moved for now.",
    [GEMINI_REDIRECT_PERMANENT] = "Moved for good.",
    [GEMINI_TEMPORARY_FAILURE] = "Something went wrong; try again later.",
    [GEMINI_SERVER_UNAVAILABLE] = "The server is busy; try again later.",
    [GEMINI_CGI_ERROR] = "A program behind this page failed.",
    [GEMINI_PROXY_ERROR] = "The server behind this one gave no answer.",
    [GEMINI_SLOW_DOWN] = "Too many requests; please wait a minute.",
    [GEMINI_PERMANENT_FAILURE] = "This cannot be answered.",
    [GEMINI_NOT_FOUND] = "There is no such page.",
    [GEMINI_GONE] = "This page has been removed.",
    [GEMINI_PROXY_REFUSED] = "This server does not serve that address.",
    [GEMINI_BAD_REQUEST] = "The request is not a valid Gemini address.",
    [GEMINI_CERTIFICATE_REQUIRED] = "This page asks for a certificate.",
    [GEMINI_CERTIFICATE_NOT_AUTHORISED] =
	"Your certificate gives no access to this page.",
    [GEMINI_CERTIFICATE_NOT_VALID] = "Your certificate is not valid.",
};

const char *
gemini_status_text(int status)
{
	size_t count = sizeof(status_texts) / sizeof(status_texts[0]);

	if (status < 0 || (size_t)status >= count ||
	    status_texts[status] == NULL)
		return "";
	return status_texts[status];
}

static bool
is_continuation(char byte)
{
	return ((unsigned char)byte & 0xc0) == 0x80;
}

/* At most GEMINI_META_MAX bytes of ${meta}, its last character whole. */
static struct span
cut_to_limit(struct span meta)
{
	size_t len = GEMINI_META_MAX;

	if (meta.len <= len)
		return meta;
	while (len > GEMINI_META_MAX - 3 && is_continuation(meta.ptr[len]))
		len--;
	return (struct span){meta.ptr, len};
}

/* Copy ${meta} to ${to}, control bytes made spaces. */
static void
copy_meta(char *to, struct span meta)
{
	for (size_t i = 0; i < meta.len; i++) {
		unsigned char byte = (unsigned char)meta.ptr[i];

		to[i] = byte < 0x20 || byte == 0x7f ? ' ' : meta.ptr[i];
	}
}

/* Make the bytes of ${text} that are no UTF-8 question marks. */
static void
mend_utf8(char *text, size_t len)
{
	struct span rest = {text, len};

	for (;;) {
		size_t valid = utf8_valid_length(rest);

		if (valid == rest.len)
			return;
		text[len - rest.len + valid] = '?';
		rest = span_skip(rest, valid + 1);
	}
}

size_t
gemini_reply_header(char header[GEMINI_HEADER_BYTES_MAX],
    enum gemini_status status, struct span meta)
{
	if (meta.len == 0)
		meta = span_from(gemini_status_text((int)status));
	meta = cut_to_limit(meta);

	header[0] = (char)('0' + (unsigned)status / 10 % 10);
	header[1] = (char)('0' + (unsigned)status % 10);
	header[2] = ' ';
	copy_meta(header + 3, meta);
	mend_utf8(header + 3, meta.len);
	header[3 + meta.len] = '\r';
	header[4 + meta.len] = '\n';
	return meta.len + 5;
}
