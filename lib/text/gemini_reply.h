/*
 * Gemini reply headers: status, meta, CRLF.
 *
 * Source: Gemini specification 0.24.1, "Responses".
 */
#ifndef TEXT_GEMINI_REPLY_H
#define TEXT_GEMINI_REPLY_H

#include <stddef.h>

#include "span.h"

/* Longest meta, in bytes, and bytes that hold every header line. */
#define GEMINI_META_MAX 1024
#define GEMINI_HEADER_BYTES_MAX (3 + GEMINI_META_MAX + 2)

/* The defined codes; a server must send no others. */
enum gemini_status {
	GEMINI_INPUT = 10,
	GEMINI_SENSITIVE_INPUT = 11,
	GEMINI_SUCCESS = 20,
	GEMINI_REDIRECT_TEMPORARY = 30,
	GEMINI_REDIRECT_PERMANENT = 31,
	GEMINI_TEMPORARY_FAILURE = 40,
	GEMINI_SERVER_UNAVAILABLE = 41,
	GEMINI_CGI_ERROR = 42,
	GEMINI_PROXY_ERROR = 43,
	GEMINI_SLOW_DOWN = 44,
	GEMINI_PERMANENT_FAILURE = 50,
	GEMINI_NOT_FOUND = 51,
	GEMINI_GONE = 52,
	GEMINI_PROXY_REFUSED = 53,
	GEMINI_BAD_REQUEST = 59,
	GEMINI_CERTIFICATE_REQUIRED = 60,
	GEMINI_CERTIFICATE_NOT_AUTHORISED = 61,
	GEMINI_CERTIFICATE_NOT_VALID = 62,
};

/**
 * gemini_status_text(status):
 * A short plain-English sentence for the reader, fit as meta of 1x, 4x, 5x and
 * 6x ("text/gemini" for 20); "" for an undefined code.  Static.
 */
const char *gemini_status_text(int status);

/**
 * gemini_reply_header(header, status, meta):
 * Write the header line for ${status} with ${meta} (for an empty one, the
 * status text) to ${header} and return its length, CRLF included, no NUL.
 * Control bytes in meta become spaces, bytes that are no UTF-8 question marks;
 * a meta over GEMINI_META_MAX bytes is cut at a character.  A redirect needs a
 * meta: its status text is no place to go to.
 */
size_t gemini_reply_header(char header[GEMINI_HEADER_BYTES_MAX],
    enum gemini_status status, struct span meta);

#endif
