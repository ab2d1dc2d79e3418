/*
 * The names that a certificate is made out to.
 */
#ifndef TLS_TLS_NAMES_H
#define TLS_TLS_NAMES_H

#include <stddef.h>

struct tls_names {
	const char *host;           /* A-label, "*.A-label" or IP literal */
	const char *const *aliases; /* further ones; NULL if there are none */
	size_t alias_count;
};

#endif
