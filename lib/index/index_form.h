/*
 * The forms in which a word is indexed and sought.
 *
 * A word with accents has more than one: the stem of what is written, of what
 * is left without accents, and of what its language makes of it in ASCII, so
 * that it is found with them or without: "Übung", "Ubung", "Uebung".
 */
#ifndef INDEX_INDEX_FORM_H
#define INDEX_INDEX_FORM_H

#include <stddef.h>

#include "span.h"

struct index_unicode;

/* Bytes of a word that count; no language has longer ones worth telling. */
#define INDEX_FORM_MAX 64

struct index_form {
	char bytes[INDEX_FORM_MAX];
	size_t len;
};

/** index_form_span(form): its bytes; they live as long as it does. */
struct span index_form_span(const struct index_form *form);

/** index_form_set(form, text): ${text}, or its beginning in whole characters.
 */
void index_form_set(struct index_form *form, struct span text);

/* All forms of a word; some may be the same. */
struct index_forms {
	struct index_form stem;   /* of what is written, without accents */
	struct index_form folded; /* the word itself without accents */
	struct index_form other;  /* the stem of that */
	struct index_form spelt;  /* that of the spelling in ASCII */
};

/* What finds the forms of words of one language; opaque. */
struct index_former;

/**
 * index_former_new(made, unicode, lang):
 * For words of the language ${lang} (BCP 47, or ""); ${unicode} is borrowed.
 * An SQLite result code; the caller ends with index_former_free, for which
 * NULL is legal.
 */
int index_former_new(struct index_former **made,
    const struct index_unicode *unicode, struct span lang);
void index_former_free(struct index_former *former);

/**
 * index_former_fold(former, word, folded):
 * Set ${folded} to ${word}, which is in lower case, without its accents.  An
 * SQLite result code.
 */
int index_former_fold(
    struct index_former *former, struct span word, struct index_form *folded);

/**
 * index_former_find(former, word, forms):
 * Find all ${forms} of ${word}, which is in lower case.  Likewise.
 */
int index_former_find(
    struct index_former *former, struct span word, struct index_forms *forms);

#endif
