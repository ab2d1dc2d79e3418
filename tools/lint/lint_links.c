/*
 * Links within a capsule; see lint_links.h.
 *
 * The links of all pages stand in one array, page by page, so that what
 * index.gmi reaches is found in one pass.
 */
#include "lint_links.h"

#include <stdlib.h>

#include "gopher_menu.h"
#include "lint_target.h"
#include "lint_url.h"
#include "search_path.h"
#include "uri.h"

#define INDEX_NAME "index.gmi"

/* Words of a label that may belong to a URL with spaces in it. */
#define SPACED_WORDS_MAX 8

int
lint_links_begin(struct lint_links *links, const struct lint_tree *tree)
{
	*links = (struct lint_links){.tree = tree};
	links->ends = calloc(tree->count + 1, sizeof *links->ends);
	if (links->ends == NULL)
		return -1;
	return lint_lookup_begin(&links->lookup, tree);
}

void
lint_links_free(struct lint_links *links)
{
	lint_lookup_free(&links->lookup);
	free(links->targets);
	free(links->ends);
	buffer_free(&links->path);
}

/* The index page of the directory that the scratch path names, or NULL. */
static const struct lint_entry *
find_index(struct lint_links *links)
{
	if (links->path.len > 0)
		buffer_append_byte(&links->path, '/');
	buffer_append_text(&links->path, INDEX_NAME);
	return lint_lookup_find(&links->lookup, &links->path);
}

/* A link from the page in hand to ${target}. */
static void
remember(struct lint_links *links, const struct lint_entry *target)
{
	if (links->count == links->capacity) {
		size_t capacity =
		    links->capacity == 0 ? 256 : links->capacity * 2;
		size_t *targets = reallocarray(
		    links->targets, capacity, sizeof *links->targets);

		if (targets == NULL) {
			links->failed = true;
			return;
		}
		links->targets = targets;
		links->capacity = capacity;
	}
	links->targets[links->count++] =
	    (size_t)(target - links->tree->entries);
}

/* Is the scratch path "x.txt", which is missing, and "x.gmi" a page? */
static bool
is_text_twin(struct lint_links *links)
{
	const struct lint_entry *page;

	if (!span_ends_with(buffer_span(&links->path), SPAN(".txt")))
		return false;
	links->path.len -= 4;
	buffer_append_text(&links->path, ".gmi");
	page = lint_lookup_find(&links->lookup, &links->path);
	links->path.len -= 4;
	buffer_append_text(&links->path, ".txt");
	return page != NULL && page->kind == LINT_PAGE && page->served;
}

/* Does a file exist whose name goes on, after a space, in the label? */
static bool
is_spaced_name(struct lint_links *links, const struct lint_link *link)
{
	size_t before = links->path.len;
	struct span rest = link->label;
	bool found = false;

	for (int i = 0; i < SPACED_WORDS_MAX && rest.len > 0 && !found; i++) {
		size_t word = span_find(rest, ' ');

		buffer_append_byte(&links->path, ' ');
		buffer_append(&links->path, (struct span){rest.ptr, word});
		found = lint_tree_find(
			    links->tree, buffer_span(&links->path)) != NULL;
		rest = span_skip(rest, word + 1);
	}
	links->path.len = before;
	return found;
}

/* Does lozenged answer here, from the capsule's index? */
static bool
is_search(const struct lint_links *links)
{
	struct span scope;

	return search_path_scope(&scope, buffer_span(&links->path)) &&
	       lint_tree_find(links->tree, SPAN(SEARCH_INDEX_NAME)) != NULL;
}

static void
report_missing(struct lint_links *links, struct lint_file *file,
    const struct lint_link *link)
{
	if (is_text_twin(links))
		lint_report(file, LINT_TEXT_TWIN, link->line, link->column,
		    "\"%.*s\" exists over Gopher only, as the text of a page: "
		    "link to its .gmi",
		    LINT_TEXT(link->url));
	else if (is_spaced_name(links, link))
		lint_report(file, LINT_SPACE_IN_URL, link->line, link->column,
		    "the URL ends at the space: write %%20 for a space in a "
		    "file's name");
	else
		lint_report(file, LINT_BROKEN_LINK, link->line, link->column,
		    "there is no \"%.*s\" in the capsule",
		    LINT_TEXT(buffer_span(&links->path)));
}

/* The link leads to a directory, that is to its index page. */
static void
check_directory(struct lint_links *links, struct lint_file *file,
    const struct lint_link *link, bool has_slash)
{
	const struct lint_entry *index = find_index(links);

	if (index == NULL || index->kind == LINT_DIRECTORY) {
		lint_report(file, LINT_NO_DIRECTORY_INDEX, link->line,
		    link->column, "the directory has no " INDEX_NAME);
		return;
	}
	if (!index->served) {
		lint_report(file, LINT_NOT_SERVED, link->line, link->column,
		    "the directory's " INDEX_NAME " is not served");
		return;
	}
	if (!has_slash)
		lint_report(file, LINT_DIRECTORY_SLASH, link->line,
		    link->column,
		    "end a directory with a slash: without it every reader is "
		    "sent to another URL first");
	remember(links, index);
}

/* The scratch path holds where the link leads. */
static void
check_path(struct lint_links *links, struct lint_file *file,
    const struct lint_link *link, bool wants_directory)
{
	bool is_root = links->path.len == 0;
	const struct lint_entry *target =
	    is_root ? NULL : lint_lookup_find(&links->lookup, &links->path);

	if (links->path.len + 1 > GOPHER_SELECTOR_MAX)
		lint_report(file, LINT_LONG_SELECTOR, link->line, link->column,
		    "over Gopher this link's selector has more than %d bytes, "
		    "which clients cut",
		    GOPHER_SELECTOR_MAX);
	if (is_root)
		check_directory(links, file, link, true);
	else if (target == NULL) {
		if (!is_search(links))
			report_missing(links, file, link);
	} else if (!target->served)
		lint_report(file, LINT_NOT_SERVED, link->line, link->column,
		    "\"%s\" is there, but no server will serve it",
		    target->path);
	else if (target->kind == LINT_DIRECTORY)
		check_directory(links, file, link, wants_directory);
	else if (wants_directory)
		lint_report(file, LINT_BROKEN_LINK, link->line, link->column,
		    "\"%s\" is no directory: take the slash away",
		    target->path);
	else
		remember(links, target);
}

void
lint_links_check(struct lint_links *links, struct lint_file *file,
    const struct lint_entry *page, const struct lint_link *link)
{
	bool wants_directory = false;
	struct uri uri;

	if (lint_url_check(file, &uri, link->url, link->line, link->column) !=
	    LINT_URL_LOCAL)
		return;
	switch (lint_target_resolve(
	    &links->path, &wants_directory, span_from(page->path), uri.path)) {
	case LINT_TARGET_OK:
		check_path(links, file, link, wants_directory);
		break;
	case LINT_TARGET_OUTSIDE:
		lint_report(file, LINT_OUTSIDE_ROOT, link->line, link->column,
		    "\"%.*s\" leads out of the capsule", LINT_TEXT(link->url));
		break;
	case LINT_TARGET_NOWHERE:
		lint_report(file, LINT_BROKEN_LINK, link->line, link->column,
		    "\"%.*s\" can be no file's path", LINT_TEXT(link->url));
		break;
	}
}

void
lint_links_end_page(struct lint_links *links, const struct lint_entry *page)
{
	links->ends[page - links->tree->entries] = links->count;
}

/* Mark in ${reached} all entries that links lead to from ${start} on. */
static void
follow(const struct lint_links *links, size_t start, bool *reached,
    size_t *waiting)
{
	size_t count = 0;

	reached[start] = true;
	waiting[count++] = start;
	while (count > 0) {
		size_t page = waiting[--count];
		size_t from = page == 0 ? 0 : links->ends[page - 1];

		for (size_t i = from; i < links->ends[page]; i++) {
			size_t target = links->targets[i];

			/* Each waits once, so there is room for all. */
			if (!reached[target]) {
				reached[target] = true;
				waiting[count++] = target;
			}
		}
	}
}

static void
report_orphan(const struct lint_links *links, const struct lint_entry *page,
    struct diagnostics *list)
{
	char *name = lint_tree_full_name(links->tree, page->path);
	struct lint_file file = {.list = list, .name = name};

	if (name != NULL)
		lint_report(&file, LINT_ORPHAN_PAGE, 0, 0,
		    "no link leads here from " INDEX_NAME);
	free(name);
}

void
lint_links_report_orphans(struct lint_links *links, struct diagnostics *list)
{
	const struct lint_tree *tree = links->tree;
	const struct lint_entry *index = lint_tree_find(tree, SPAN(INDEX_NAME));
	bool *reached = calloc(tree->count + 1, sizeof *reached);
	size_t *waiting = calloc(tree->count + 1, sizeof *waiting);

	if (reached == NULL || waiting == NULL || links->failed ||
	    index == NULL)
		goto free_both;
	index = lint_lookup_real(&links->lookup, index);
	follow(links, (size_t)(index - tree->entries), reached, waiting);
	for (size_t i = 0; i < tree->count; i++) {
		const struct lint_entry *entry = &tree->entries[i];

		if (entry->kind == LINT_PAGE && entry->served &&
		    !entry->is_alias && !reached[i])
			report_orphan(links, entry, list);
	}
free_both:
	free(reached);
	free(waiting);
}
