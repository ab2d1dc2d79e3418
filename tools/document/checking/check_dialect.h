/*
 * Markup of other programs that write Markdown: Obsidian, Notion, GitHub,
 * Pandoc.  Here it is text, and readers would see it, or what it was to hide.
 */
#ifndef CHECKING_CHECK_DIALECT_H
#define CHECKING_CHECK_DIALECT_H

#include "source.h"

/**
 * check_dialect_at(source, at):
 * Does such markup begin at byte ${at}, which is text?  Tell so, and return its
 * length; else 0.
 */
size_t check_dialect_at(const struct source *source, size_t at);

#endif
