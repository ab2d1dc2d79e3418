/*
 * Trust on first use: is this the key that the server had the last time?
 */
#ifndef FETCH_TRUST_H
#define FETCH_TRUST_H

#include <stdbool.h>

#include "tls_client.h"

/**
 * trust_check(tls, name):
 * May the server ${name} ("example.org:1965"), with which ${tls} has shaken
 * hands, be trusted?  A new server's key is remembered, unless its certificate
 * is out of date.  When the answer is no, standard error says why.
 */
bool trust_check(const struct tls_client *tls, const char *name);

#endif
