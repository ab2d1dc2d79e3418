#include "tls_error.h"

#include <stddef.h>

#include <openssl/err.h>

const char *
tls_error_take(void)
{
	unsigned long code = ERR_peek_last_error();
	const char *text = NULL;

	if (code != 0)
		text = ERR_reason_error_string(code);
	ERR_clear_error();
	return text != NULL ? text : "unknown error";
}
