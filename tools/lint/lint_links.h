/*
 * Links within a capsule: does each lead somewhere, and is every page reached?
 */
#ifndef LINT_LINT_LINKS_H
#define LINT_LINT_LINKS_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"
#include "lint_finding.h"
#include "lint_lookup.h"
#include "lint_page.h"
#include "lint_tree.h"

/* The links seen so far.  Pages are numbered as the tree's entries. */
struct lint_links {
	const struct lint_tree *tree; /* borrowed */
	struct lint_lookup lookup;
	size_t *targets; /* owned: where all links lead, page by page */
	size_t count, capacity;
	size_t *ends;       /* owned: per entry, where its targets end */
	struct buffer path; /* scratch for the target in hand */
	bool failed;        /* no memory: some links were not followed */
};

/**
 * lint_links_begin(links, tree):
 * Get ready for the links of the pages of ${tree}, which is complete and
 * sorted.  0, or -1 without memory; lint_links_free is due either way.
 */
int lint_links_begin(struct lint_links *links, const struct lint_tree *tree);

/** lint_links_free(links): release what it owns. */
void lint_links_free(struct lint_links *links);

/**
 * lint_links_check(links, file, page, link):
 * Report what is wrong with ${link} in ${page}, and remember where it leads.
 */
void lint_links_check(struct lint_links *links, struct lint_file *file,
    const struct lint_entry *page, const struct lint_link *link);

/**
 * lint_links_end_page(links, page):
 * All links of ${page} have been checked.  Call it once for every entry of the
 * tree, in their order, those without links too.
 */
void lint_links_end_page(
    struct lint_links *links, const struct lint_entry *page);

/**
 * lint_links_report_orphans(links, list):
 * After the last page: report to ${list} the pages that no chain of links
 * from index.gmi reaches.  Nothing if there is no index.gmi.
 */
void lint_links_report_orphans(
    struct lint_links *links, struct diagnostics *list);

#endif
