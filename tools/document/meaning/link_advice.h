/*
 * What an author may have meant by a link that leads nowhere.
 *
 * Those who know only the web write addresses without a scheme, pages by their
 * file's name, and headings as they read.
 */
#ifndef MEANING_LINK_ADVICE_H
#define MEANING_LINK_ADVICE_H

#include <stdbool.h>

#include "document.h"

struct beneath;

struct link_advice {
	const struct document *document;
	const struct beneath *folder; /* the document's */
	size_t given; /* how often names were compared; that is slow */
};

/** link_advice_begin(document, folder): no advice given yet. */
struct link_advice link_advice_begin(
    const struct document *document, const struct beneath *folder);

/**
 * link_advice_no_anchor(advice, name, at):
 * Tell that no heading is named ${name}, the target at ${at} without its
 * number sign.
 */
void link_advice_no_anchor(
    struct link_advice *advice, struct span name, size_t at);

/**
 * link_advice_no_file(advice, target, path, is_outside, at):
 * Tell that ${target}, at ${at}, is no file in the document's folder, but
 * perhaps one elsewhere if it ${is_outside}.  ${path} is what it comes to
 * beneath the folder.
 */
void link_advice_no_file(struct link_advice *advice, struct span target,
    const char *path, bool is_outside, size_t at);

#endif
