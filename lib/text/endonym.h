/*
 * Languages by their own names: "Español", which is what a reader looks for.
 */
#ifndef TEXT_ENDONYM_H
#define TEXT_ENDONYM_H

#include <stdbool.h>

#include "span.h"

/**
 * endonym_of(tag):
 * The name that the language ${tag} (BCP 47) has in itself: "Português" for
 * "pt", "Português (Brasil)" for "pt-BR", "Español" for "es-MX".  Where none is
 * known, ${tag}.  As long-lived as ${tag}.
 */
struct span endonym_of(struct span tag);

/** endonym_is_one(text): is ${text} a language's name in itself? */
bool endonym_is_one(struct span text);

#endif
