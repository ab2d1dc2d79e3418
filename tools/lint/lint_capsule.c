/*
 * A whole capsule, checked; see lint_capsule.h.
 */
#include "lint_capsule.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "buffer.h"
#include "lint_characters.h"
#include "lint_finding.h"
#include "lint_language.h"
#include "lint_links.h"
#include "lint_page.h"
#include "lint_tree.h"
#include "lint_walk.h"

/* The page in hand and what its links are checked against. */
struct visit {
	struct lint_links *links;
	struct lint_file *file;
	const struct lint_entry *page;
};

static void
visit_link(void *arg, const struct lint_link *link)
{
	struct visit *visit = arg;

	lint_links_check(visit->links, visit->file, visit->page, link);
}

/* Why a file could not be read is in errno. */
static void
report_unread(struct lint_file *file)
{
	if (errno == EFBIG)
		lint_report(file, LINT_TOO_BIG, 0, 0,
		    "over %zu MiB: not checked", LINT_TEXT_BYTES_MAX >> 20);
	else
		lint_report(
		    file, LINT_CANNOT_READ, 0, 0, "%s", strerror(errno));
}

/* Read what the builder noted of the capsule; 0, or -1 without memory. */
static int
read_list(
    struct buffer *text, const struct lint_tree *tree, struct diagnostics *list)
{
	char *name;

	if (lint_tree_read(
		tree, LINT_LANGUAGE_LIST, text, LINT_TEXT_BYTES_MAX) == 0 ||
	    errno == ENOENT)
		return 0;

	int reason = errno;
	buffer_clear(text);
	name = lint_tree_full_name(tree, LINT_LANGUAGE_LIST);
	if (name == NULL)
		return -1;
	struct lint_file file = {.list = list, .name = name};
	errno = reason;
	report_unread(&file);
	free(name);
	return 0;
}

static void
check_text(struct lint_links *links, struct lint_file *file,
    const struct lint_entry *entry)
{
	struct visit visit = {links, file, entry};
	struct buffer text = BUFFER_EMPTY;

	if (lint_tree_read(
		links->tree, entry->path, &text, LINT_TEXT_BYTES_MAX) == -1) {
		report_unread(file);
	} else if (entry->kind == LINT_PAGE) {
		file->text = buffer_span(&text);
		lint_page_check(file, file->text, visit_link, &visit);
	} else {
		file->text = buffer_span(&text);
		lint_characters_check(file, file->text);
	}
	file->text = SPAN("");
	buffer_free(&text);
}

/* Check one entry, in the language that ${languages} tell; 0, or -1 without
 * memory. */
static int
check_entry(struct lint_links *links, const struct lint_entry *entry,
    struct span languages, struct diagnostics *list)
{
	bool is_text = entry->kind == LINT_PAGE || entry->kind == LINT_TEXT;

	if (is_text && !entry->is_alias) {
		char *name = lint_tree_full_name(links->tree, entry->path);
		struct lint_file file = {
		    .list = list,
		    .name = name,
		    .lang = lint_language_of(languages, span_from(entry->path)),
		};

		if (name == NULL)
			return -1;
		check_text(links, &file, entry);
		free(name);
	}
	lint_links_end_page(links, entry);
	return 0;
}

static void
check_index(const struct lint_tree *tree, struct diagnostics *list)
{
	const struct lint_entry *index =
	    lint_tree_find(tree, SPAN("index.gmi"));
	char *name;

	if (index != NULL && index->served && index->kind == LINT_PAGE)
		return;
	name = lint_tree_full_name(tree, "index.gmi");
	if (name != NULL) {
		struct lint_file file = {.list = list, .name = name};

		lint_report(&file, LINT_MISSING_INDEX, 0, 0,
		    "the capsule has no first page that a server can serve");
	}
	free(name);
}

static int
check_pages(const struct lint_tree *tree, struct diagnostics *list)
{
	struct lint_links links;
	struct buffer notes = BUFFER_EMPTY, languages = BUFFER_EMPTY;
	int result = lint_links_begin(&links, tree);

	if (result == 0)
		result = read_list(&notes, tree, list);
	lint_language_keep(&languages, buffer_span(&notes));
	buffer_free(&notes);
	if (languages.failed)
		result = -1;
	for (size_t i = 0; result == 0 && i < tree->count; i++)
		result = check_entry(
		    &links, &tree->entries[i], buffer_span(&languages), list);
	if (result == 0 && links.failed)
		result = -1;
	if (result == 0)
		lint_links_report_orphans(&links, list);
	lint_links_free(&links);
	buffer_free(&languages);
	if (result == -1)
		errno = ENOMEM;
	return result;
}

int
lint_capsule(const char *name, struct diagnostics *list)
{
	struct lint_tree tree;
	int result = lint_tree_begin(&tree, name);
	int saved;

	if (result == 0)
		result = lint_walk(&tree, list);
	if (result == 0) {
		check_index(&tree, list);
		result = check_pages(&tree, list);
	}
	saved = errno;
	lint_tree_free(&tree);
	errno = saved;
	return result;
}
