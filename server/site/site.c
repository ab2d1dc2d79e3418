#include "site.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "docroot.h"
#include "log.h"
#include "loop.h"
#include "path.h"
#include "search_path.h"
#include "site_media.h"
#include "site_private.h"
#include "words.h"

/* The builder's list of its files; only of languages do we read in it. */
#define MANIFEST ".lozenge"

/* How long what was found is taken for what is there. */
#define RECHECK_MS 1000

static int
site_open(struct site *site, struct failure *failure)
{
	const char *directory = site->capsule->root;

	site->root = docroot_open(directory);
	if (site->root == NULL)
		return failure_set(failure, errno,
		    "cannot open the capsule %s: %s", directory,
		    strerror(errno));
	site->private = site_private_open(site->capsule, failure);
	return site->private == NULL ? -1 : 0;
}

int
sites_open(
    struct sites *sites, const struct config *config, struct failure *failure)
{
	sites->count = 0;
	sites->items = calloc(config->capsule_count, sizeof *sites->items);
	if (sites->items == NULL)
		return failure_set(failure, ENOMEM, "out of memory");
	while (sites->count < config->capsule_count) {
		struct site *site = &sites->items[sites->count];

		site->capsule = &config->capsules[sites->count++];
		if (site_open(site, failure) != 0) {
			int error = errno;

			sites_close(sites);
			errno = error;
			return -1;
		}
	}
	return 0;
}

void
sites_close(struct sites *sites)
{
	for (size_t i = 0; i < sites->count; i++) {
		site_languages_free(&sites->items[i].languages);
		site_private_close(sites->items[i].private);
		docroot_close(sites->items[i].root);
	}
	free(sites->items);
	sites->items = NULL;
	sites->count = 0;
}

int *
sites_readable_fds(const struct sites *sites, size_t *count)
{
	size_t room = 1;
	int *fds;

	for (size_t i = 0; i < sites->count; i++)
		room += 1 + 2 * sites->items[i].capsule->private_count;
	fds = calloc(room, sizeof *fds);
	*count = 0;
	for (size_t i = 0; fds != NULL && i < sites->count; i++) {
		const struct site *site = &sites->items[i];

		fds[(*count)++] = docroot_fd(site->root);
		*count += site_private_fds(site->private, fds + *count);
	}
	return fds;
}

void
sites_report_to(struct sites *sites, struct log *log)
{
	for (size_t i = 0; i < sites->count; i++)
		site_private_report_to(sites->items[i].private, log);
}

/* A root that only its owner may enter makes every page missing: say so. */
static void
look_at_root(const struct site *site, struct log *log)
{
	struct docroot_file file;

	if (docroot_find(site->root, "", &file) != DOCROOT_DIRECTORY)
		log_message(log,
		    "warning: the capsule %s may not be entered by everyone "
		    "(chmod o+x); its pages will be missing",
		    site->capsule->root);
}

void
sites_rehearse(const struct sites *sites, struct log *log)
{
	for (size_t i = 0; i < sites->count; i++)
		look_at_root(&sites->items[i], log);
	for (size_t i = 0; i < sites->count; i++)
		site_private_rehearse(sites->items[i].private, log);
}

struct site *
sites_find(struct sites *sites, struct span host)
{
	for (size_t i = 0; i < sites->count; i++) {
		if (config_capsule_has_host(sites->items[i].capsule, host))
			return &sites->items[i];
	}
	return NULL;
}

/* Make the path of a directory its index's; false if that is too long. */
static bool
append_index(struct path *path)
{
	struct span index =
	    path->len == 0 ? SPAN("index.gmi") : SPAN("/index.gmi");

	if (path->len + index.len > PATH_BYTES_MAX)
		return false;
	memcpy(path->bytes + path->len, index.ptr, index.len);
	path->len += index.len;
	path->bytes[path->len] = '\0';
	return true;
}

/* Does the host want directories at this path to be listed? */
static bool
is_listed(const struct config_capsule *capsule, const struct path *path)
{
	for (size_t i = 0; i < capsule->listed_count; i++) {
		/* "/a/b/" is for "a/b" and all that begins with "a/b/". */
		struct span prefix =
		    span_skip(span_from(capsule->listed[i]), 1);
		struct span directory = prefix;

		if (prefix.len > 0)
			directory.len--;
		if (span_equal(path_span(path), directory) ||
		    span_starts_with(path_span(path), prefix))
			return true;
	}
	return capsule->listing;
}

/* A directory without an index: is there one, and may it be listed? */
static enum site_verdict
find_listing(struct site *site, const struct path *path)
{
	struct docroot_file file;

	if (!is_listed(site->capsule, path))
		return SITE_MISSING;
	switch (docroot_find(site->root, path->bytes, &file)) {
	case DOCROOT_DIRECTORY:
		return path->wants_directory ? SITE_LISTING : SITE_DIRECTORY;
	case DOCROOT_STARVED:
		return SITE_STARVED;
	case DOCROOT_FILE:
		close(file.fd);
		break;
	case DOCROOT_MISSING:
		break;
	}
	return SITE_MISSING;
}

static enum site_verdict
find_index(struct site *site, struct path *path, struct docroot_file *file)
{
	struct path index = *path;

	if (!append_index(&index))
		return SITE_MISSING;
	switch (docroot_find(site->root, index.bytes, file)) {
	case DOCROOT_FILE:
		if (path->wants_directory) {
			*path = index;
			return SITE_FILE;
		}
		close(file->fd);
		return SITE_DIRECTORY;
	case DOCROOT_STARVED:
		return SITE_STARVED;
	case DOCROOT_DIRECTORY:
	case DOCROOT_MISSING:
		break;
	}
	return find_listing(site, path);
}

enum site_verdict
site_find(struct site *site, struct path *path, struct docroot_file *file)
{
	if (path_is_hidden(path))
		return SITE_MISSING;
	if (path->wants_directory)
		return find_index(site, path, file);
	switch (docroot_find(site->root, path->bytes, file)) {
	case DOCROOT_FILE:
		return SITE_FILE;
	case DOCROOT_DIRECTORY:
		return find_index(site, path, file);
	case DOCROOT_STARVED:
		return SITE_STARVED;
	case DOCROOT_MISSING:
		break;
	}
	return SITE_MISSING;
}

/* Look at the manifest again, if it is time to. */
static void
look_at_manifest(struct site *site)
{
	uint64_t now_ms = loop_now_ms();
	struct docroot_file manifest;

	if (site->manifest_checked_ms != 0 &&
	    now_ms - site->manifest_checked_ms < RECHECK_MS)
		return;
	site->manifest_checked_ms = now_ms;
	if (docroot_find(site->root, MANIFEST, &manifest) != DOCROOT_FILE)
		return;
	if (manifest.identity.changed_ns != site->manifest_changed_ns &&
	    site_languages_read(&site->languages, manifest.fd))
		site->manifest_changed_ns = manifest.identity.changed_ns;
	close(manifest.fd);
}

/* What the manifest says of the language at ${path}; NULL: nothing. */
static const struct site_language *
noted_language(struct site *site, const struct path *path)
{
	look_at_manifest(site);
	return site_languages_at(
	    &site->languages, path == NULL ? SPAN("") : path_span(path));
}

const char *
site_language(struct site *site, const struct path *path)
{
	const struct site_language *noted = noted_language(site, path);
	bool is_whole = noted == NULL || noted == site->languages.list;
	const char *tag = noted == NULL ? "" : noted->tag;

	if (is_whole && site->capsule->lang != NULL)
		tag = site->capsule->lang;
	return path == NULL ? tag : site_media_lang(site->capsule, path, tag);
}

/* The words of a language, as the manifest was when it was last looked at. */
static const struct words *
known_words(const struct site *site, struct span tag)
{
	const struct site_languages *languages = &site->languages;

	for (size_t i = 0; i < languages->count; i++)
		if (span_equal(span_from(languages->list[i].tag), tag))
			return &languages->list[i].words;
	return words_for(tag);
}

const struct words *
site_words_of(struct site *site, struct span tag)
{
	look_at_manifest(site);
	return known_words(site, tag);
}

const struct words *
site_words(struct site *site, const struct path *path, const char **tag)
{
	const char *language = site_language(site, path);

	if (tag != NULL)
		*tag = language;
	return known_words(site, span_from(language));
}

void
sites_allow_search(struct sites *sites)
{
	for (size_t i = 0; i < sites->count; i++)
		sites->items[i].is_searched = true;
}

bool
site_has_search(struct site *site)
{
	uint64_t now_ms = loop_now_ms();
	struct stat status;

	if (!site->capsule->search || !site->is_searched)
		return false;
	if (site->search_checked_ms != 0 &&
	    now_ms - site->search_checked_ms < RECHECK_MS)
		return site->has_search;
	site->search_checked_ms = now_ms;
	site->has_search = fstatat(docroot_fd(site->root), SEARCH_INDEX_NAME,
			       &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			   S_ISREG(status.st_mode);
	return site->has_search;
}
