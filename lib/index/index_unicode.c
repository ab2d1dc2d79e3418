#include "index_unicode.h"

#include <stddef.h>

/* Vowel signs of Indian scripts are part of a word, not its end. */
#define CATEGORIES "L* N* Co M*"

int
index_unicode_find(struct index_unicode *unicode, fts5_api *api)
{
	return api->xFindTokenizer(
	    api, "unicode61", &unicode->arg, &unicode->methods);
}

int
index_unicode_make(
    const struct index_unicode *unicode, bool folds, Fts5Tokenizer **made)
{
	const char *options[] = {
	    "remove_diacritics", folds ? "2" : "0", "categories", CATEGORIES};

	*made = NULL;
	return unicode->methods.xCreate(
	    unicode->arg, options, sizeof options / sizeof options[0], made);
}

void
index_unicode_free(
    const struct index_unicode *unicode, Fts5Tokenizer *tokenizer)
{
	if (tokenizer != NULL)
		unicode->methods.xDelete(tokenizer);
}
