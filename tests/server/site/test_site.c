/*
 * Capsules: found by host, and what stands at a path of theirs.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "served_capsule.h"
#include "docroot.h"
#include "path.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct capsule capsule;
static char alias[] = "b.example";
static char *aliases[] = {alias};
static struct config_capsule capsules[] = {
    {.host = (char[]){"a.example"}, .aliases = aliases, .alias_count = 1}};
static struct config config = {
    .capsules = capsules, .capsule_count = COUNT(capsules)};

static int
set_up(void **state)
{
	(void)state;
	capsule_make(&capsule);
	capsule_fill(&capsule);
	capsule_serve(&capsule, &config);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	capsule_stop(&capsule);
	capsule_remove(&capsule);
	return 0;
}

static void
test_paths(void **state)
{
	static const struct {
		const char *path;
		enum site_verdict closed, listed; /* without, with listings */
	} rows[] = {
	    {"/", SITE_FILE, SITE_FILE},
	    {"/about.gmi", SITE_FILE, SITE_FILE},
	    {"/dir/", SITE_FILE, SITE_FILE},
	    {"/dir", SITE_DIRECTORY, SITE_DIRECTORY},
	    {"/noindex", SITE_MISSING, SITE_DIRECTORY},
	    {"/noindex/", SITE_MISSING, SITE_LISTING},
	    {"/none", SITE_MISSING, SITE_MISSING},
	    {"/about.gmi/", SITE_MISSING, SITE_MISSING},
	    {"/.git/config", SITE_MISSING, SITE_MISSING},
	    {"/.git/", SITE_MISSING, SITE_MISSING},
	    {"/.hidden.gmi", SITE_MISSING, SITE_MISSING},
	    {"/.well-known/x.txt", SITE_FILE, SITE_FILE},
	    {"/link-in.gmi", SITE_FILE, SITE_FILE},
	    {"/link-out.gmi", SITE_MISSING, SITE_MISSING},
	    {"/link-dir/", SITE_MISSING, SITE_MISSING},
	    {"/fifo", SITE_MISSING, SITE_MISSING},
	    {"/unreadable.gmi", SITE_MISSING, SITE_MISSING},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * 2; i++) {
		bool listed = i % 2 == 1;
		const char *text = rows[i / 2].path;
		struct docroot_file file = {.fd = -1};
		struct path path;
		enum site_verdict verdict;

		capsules[0].listing = listed;
		assert_int_equal(
		    path_from_selector(&path, span_from(text)), PATH_OK);
		verdict =
		    site_find(&capsule.service.sites.items[0], &path, &file);
		if (verdict !=
		    (listed ? rows[i / 2].listed : rows[i / 2].closed))
			fail_msg("%s: %d", text, (int)verdict);
		if (verdict == SITE_FILE)
			close(file.fd);
	}
}

/* Which directories are listed where prefixes are given. */
static void
test_listed(void **state)
{
	static const struct {
		const char *prefix, *path;
		enum site_verdict verdict;
	} rows[] = {
	    {"/noindex/", "/noindex/", SITE_LISTING},
	    {"/noindex/", "/noindex", SITE_DIRECTORY},
	    {"/noindex/", "/noindex/below/", SITE_LISTING},
	    {"/noindex/", "/noindex2/", SITE_MISSING},
	    {"/noindex/below/", "/noindex/", SITE_MISSING},
	    {"/noindex/below/", "/noindex/below/", SITE_LISTING},
	    {"/Noindex/", "/noindex/", SITE_MISSING},
	    {"/", "/noindex/", SITE_LISTING},
	    {"/noindex/", "/dir/", SITE_FILE},
	    {"/.git/", "/.git/", SITE_MISSING},
	};

	(void)state;
	capsule_mkdir(&capsule, "root/noindex/below");
	capsule_mkdir(&capsule, "root/noindex2");
	capsules[0].listing = false;
	capsules[0].listed_count = 1;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char prefix[32];
		char *listed[] = {prefix};
		struct docroot_file file = {.fd = -1};
		struct path path;
		enum site_verdict verdict;

		snprintf(prefix, sizeof prefix, "%s", rows[i].prefix);
		capsules[0].listed = listed;
		assert_int_equal(
		    path_from_selector(&path, span_from(rows[i].path)),
		    PATH_OK);
		verdict =
		    site_find(&capsule.service.sites.items[0], &path, &file);
		if (verdict != rows[i].verdict)
			fail_msg("%s: %d", rows[i].path, (int)verdict);
		if (verdict == SITE_FILE)
			close(file.fd);
	}
	capsules[0].listed_count = 0;
}

static void
test_hosts(void **state)
{
	static const struct {
		const char *host;
		bool found;
	} rows[] = {
	    {"a.example", true},
	    {"A.Example.", true},
	    {"b.example", true},
	    {"a.example..", false},
	    {"c.example", false},
	    {"a.exampl", false},
	    {"", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(sites_find(&capsule.service.sites,
				     span_from(rows[i].host)) != NULL,
		    rows[i].found);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paths),
	    cmocka_unit_test(test_listed),
	    cmocka_unit_test(test_hosts),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
