/*
 * Private areas: which path lies in which, and who may see it.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>

#include "served_capsule.h"
#include "path.h"
#include "log.h"
#include "site_private.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* A list is looked at once a second. */
#define RECHECK_US 1100000

/* The digests of three certificates: 32 times the same byte. */
#define AA "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define BB "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"
#define CC "cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc"

static struct capsule capsule;
static char list[PATH_MAX];

static int
setup(void **state)
{
	(void)state;
	capsule_make(&capsule);
	capsule_mkdir(&capsule, "lists");
	snprintf(list, sizeof list, "%s", capsule_path(&capsule, "lists/in"));
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	capsule_remove(&capsule);
	return 0;
}

static struct site_private *
open_areas(struct config_private *areas, size_t count, struct failure *failure)
{
	static struct config_capsule config;

	config =
	    (struct config_capsule){.privates = areas, .private_count = count};
	return site_private_open(&config, failure);
}

/* A path and the area it lies in, by its prefix; NULL: public. */
static const struct {
	const char *path, *prefix;
} places[] = {
    {"", NULL},
    {"a", "/a/"},
    {"a/x", "/a/"},
    {"A/x", "/a/"},
    {"ab", NULL},
    {"a.gmi", NULL},
    {"x/a/y", NULL},
    {"a/b", "/a/b/"},
    {"a/b/c", "/a/b/"},
    {"a/bc", "/a/"},
    {"sp ace/x", "/sp ace/"},
    {"c/d", "/x/../c/./"},
};

static void
test_area(void **state)
{
	struct config_private areas[] = {
	    {.prefix = (char[]){"/a/"}},
	    {.prefix = (char[]){"/sp ace/"}},
	    {.prefix = (char[]){"/a/b/"}},
	    {.prefix = (char[]){"/x/../c/./"}},
	};
	struct site_private *private = open_areas(areas, COUNT(areas), NULL);

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++) {
		const struct config_private *area =
		    site_private_area(private, span_from(places[i].path));

		if (places[i].prefix == NULL && area != NULL)
			fail_msg(
			    "\"%s\" lies in %s", places[i].path, area->prefix);
		if (places[i].prefix != NULL &&
		    (area == NULL ||
			strcmp(area->prefix, places[i].prefix) != 0))
			fail_msg("\"%s\" does not lie in %s", places[i].path,
			    places[i].prefix);
	}
	site_private_close(private);
}

static void
test_whole_capsule(void **state)
{
	struct config_private area = {.prefix = (char[]){"/"}};
	struct site_private *private = open_areas(&area, 1, NULL);

	(void)state;
	assert_non_null(site_private_area(private, SPAN("")));
	assert_non_null(site_private_area(private, SPAN("a/b")));
	site_private_close(private);
}

static void
test_no_area(void **state)
{
	struct site_private *private = open_areas(NULL, 0, NULL);

	(void)state;
	assert_null(site_private_area(private, SPAN("a")));
	site_private_close(private);
	site_private_close(NULL);
}

/* Two prefixes that cannot stand together, or one that cannot stand. */
static const struct {
	const char *one, *two;
} refused[] = {
    {"/a//", "/x/"},
    {"//", "/x/"},
    {"/../a/", "/x/"},
    {"/a\n/", "/x/"},
    {"/a/", "/a/"},
    {"/a/", "/A/"},
    {"/a/", "/x/../a/"},
};

static void
test_refused_prefixes(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(refused); i++) {
		char one[32], two[32];
		struct config_private areas[] = {
		    {.prefix = one}, {.prefix = two}};
		struct failure failure = {.text = ""};

		snprintf(one, sizeof one, "%s", refused[i].one);
		snprintf(two, sizeof two, "%s", refused[i].two);
		assert_null(open_areas(areas, COUNT(areas), &failure));
		assert_string_not_equal(failure.text, "");
	}
}

/* What ${visitor} with the certificate ${byte} gets to see of the area. */
static enum site_access
check(struct site_private *private, int byte)
{
	unsigned char digest[32];
	const struct site_visitor visitor = {
	    .has_certificate = true,
	    .certificate_valid = true,
	    .digest = digest,
	};
	struct path path;

	memset(digest, byte, sizeof digest);
	assert_int_equal(path_from_uri(&path, SPAN("/a/x")), PATH_OK);
	return site_private_check(private, &path, &visitor);
}

/* A list, and who of three is let in by it: a bit each for AA, BB, CC. */
static const struct {
	const char *text;
	unsigned let_in;
} lists[] = {
    {"", 0},
    {"# nobody\n\n", 0},
    {AA " anna\n", 1},
    {AA " anna\n" BB " bert\n", 3},
    {AA " anna 1999-12-31\n" BB " bert 2999-12-31\n", 2},
    {"AA" AA " anna\n" BB " bert\n", 0}, /* malformed: nobody at all */
    {AA " anna\r\n" CC " carl", 5},
};

static unsigned
who_is_let_in(struct site_private *private)
{
	static const int bytes[] = {0xAA, 0xBB, 0xCC};
	unsigned let_in = 0;

	for (size_t i = 0; i < COUNT(bytes); i++) {
		if (check(private, bytes[i]) == SITE_ACCESS_OPEN)
			let_in |= 1U << i;
	}
	return let_in;
}

static void
test_lists(void **state)
{
	struct config_private area = {
	    .prefix = (char[]){"/a/"}, .fingerprints = list};

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct failure failure = {.text = ""};
		struct site_private *private;

		capsule_write(&capsule, "lists/in", lists[i].text);
		private = open_areas(&area, 1, &failure);
		if (private == NULL) {
			assert_int_equal(lists[i].let_in, 0);
			assert_non_null(strstr(failure.text, "lists/in:1: "));
			continue;
		}
		assert_int_equal(who_is_let_in(private), lists[i].let_in);
		site_private_close(private);
	}
}

static void
replace_list(const char *text)
{
	char path[PATH_MAX];

	capsule_write(&capsule, "lists/new", text);
	snprintf(path, sizeof path, "%s", capsule_path(&capsule, "lists/new"));
	if (rename(path, list) != 0)
		abort();
}

/* A list that changes while it is in use, in all ways that files do. */
static void
test_changes(void **state)
{
	struct config_private area = {
	    .prefix = (char[]){"/a/"}, .fingerprints = list};
	struct site_private *private;

	(void)state;
	capsule_write(&capsule, "lists/in", AA " anna\n");
	private = open_areas(&area, 1, NULL);
	assert_int_equal(who_is_let_in(private), 1);

	capsule_write(&capsule, "lists/in", BB " bert\n");
	usleep(RECHECK_US);
	assert_int_equal(who_is_let_in(private), 2);

	replace_list(CC " carl\n");
	assert_int_equal(who_is_let_in(private), 2); /* not looked at yet */
	usleep(RECHECK_US);
	assert_int_equal(who_is_let_in(private), 4);

	unlink(list);
	usleep(RECHECK_US);
	assert_int_equal(who_is_let_in(private), 0);

	replace_list(AA " anna\n");
	usleep(RECHECK_US);
	assert_int_equal(who_is_let_in(private), 1);

	replace_list("nonsense\n");
	usleep(RECHECK_US);
	assert_int_equal(who_is_let_in(private), 0);
	site_private_close(private);
}

/* A list that was broken while in use is reported, once until it changes. */
static void
test_broken_list_is_reported(void **state)
{
	static const struct {
		const char *text; /* NULL: the file goes */
		const char *line; /* NULL: nothing is said */
	} steps[] = {
	    {AA " anna\n\nnonsense\n", "lists/in:3: "},
	    {AA " anna\n", NULL},
	    {"nonsense\n", "lists/in:1: "},
	    {BB " bert\nnonsense\n", "lists/in:2: "},
	    {NULL, "cannot read "},
	    {NULL, NULL},
	    {AA " anna\n", NULL},
	    {NULL, "cannot read "},
	};
	struct config_private area = {
	    .prefix = (char[]){"/a/"}, .fingerprints = list};
	struct log log = {.fd = -1};
	struct site_private *private;
	char said[2048];
	int ends[2];

	(void)state;
	assert_int_equal(pipe2(ends, O_CLOEXEC | O_NONBLOCK), 0);
	log.fd = ends[1];
	capsule_write(&capsule, "lists/in", AA " anna\n");
	private = open_areas(&area, 1, NULL);
	site_private_report_to(private, &log);
	for (size_t i = 0; i < COUNT(steps); i++) {
		ssize_t len;

		if (steps[i].text == NULL)
			unlink(list);
		else
			replace_list(steps[i].text);
		usleep(RECHECK_US);
		who_is_let_in(private);
		len = read(ends[0], said, sizeof said - 1);
		said[len > 0 ? len : 0] = '\0';
		if (steps[i].line == NULL)
			assert_string_equal(said, "");
		else if (strstr(said, steps[i].line) == NULL)
			fail_msg("step %zu: %s", i, said);
	}
	site_private_close(private);
	close(ends[0]);
	close(ends[1]);
}

static void
test_missing_list(void **state)
{
	struct config_private area = {
	    .prefix = (char[]){"/a/"}, .fingerprints = list};
	struct failure failure = {.text = ""};

	(void)state;
	unlink(list);
	assert_null(open_areas(&area, 1, &failure));
	assert_non_null(strstr(failure.text, list));
	if (mkfifo(list, 0644) != 0)
		abort();
	assert_null(open_areas(&area, 1, &failure));
	assert_non_null(strstr(failure.text, "not a regular file"));
	unlink(list);
}

/* Who shows what, and what follows. */
static const struct {
	bool has, valid;
	enum site_access access;
} visitors[] = {
    {false, false, SITE_ACCESS_NEEDED},
    {true, false, SITE_ACCESS_OUTDATED},
    {true, true, SITE_ACCESS_OPEN},
};

static void
test_any_certificate(void **state)
{
	struct config_private area = {.prefix = (char[]){"/a/"}};
	struct site_private *private = open_areas(&area, 1, NULL);
	const unsigned char digest[32] = {0};
	int fds[1];

	(void)state;
	for (size_t i = 0; i < COUNT(visitors); i++) {
		const struct site_visitor visitor = {
		    visitors[i].has, visitors[i].valid, digest, NULL, NULL};
		struct path path;

		assert_int_equal(path_from_uri(&path, SPAN("/a")), PATH_OK);
		assert_int_equal(site_private_check(private, &path, &visitor),
		    visitors[i].access);
		assert_int_equal(path_from_uri(&path, SPAN("/b")), PATH_OK);
		assert_int_equal(site_private_check(private, &path, &visitor),
		    SITE_ACCESS_OPEN);
	}
	assert_int_equal(site_private_fds(private, fds), 0);
	site_private_close(private);
}

/* An answer of TLS's, and who asked. */
static enum site_issued
answer(void *arg, struct span authority)
{
	assert_true(span_equal(authority, SPAN("AUTHORITY")));
	return *(const enum site_issued *)arg;
}

/* With and without a list, what TLS says, and what follows. */
static const struct {
	bool has_list, is_listed;
	enum site_issued issued;
	enum site_access access;
} issued[] = {
    {false, false, SITE_ISSUED, SITE_ACCESS_OPEN},
    {false, false, SITE_NOT_ISSUED, SITE_ACCESS_REFUSED},
    {false, false, SITE_ISSUER_UNUSABLE, SITE_ACCESS_REFUSED},
    {false, true, SITE_NOT_ISSUED, SITE_ACCESS_REFUSED},
    {true, false, SITE_ISSUED, SITE_ACCESS_OPEN},
    {true, false, SITE_NOT_ISSUED, SITE_ACCESS_REFUSED},
    {true, true, SITE_NOT_ISSUED, SITE_ACCESS_OPEN},
    {true, true, SITE_ISSUER_UNUSABLE, SITE_ACCESS_OPEN},
};

static void
test_authority(void **state)
{
	char line[80], name[] = "authority.pem";
	FILE *file = fopen(name, "w");

	(void)state;
	assert_non_null(file);
	fputs("AUTHORITY", file);
	assert_int_equal(fclose(file), 0);
	file = fopen("listed", "w");
	assert_non_null(file);
	memset(line, 'a', 64);
	snprintf(line + 64, sizeof line - 64, " ann\n");
	fputs(line, file);
	assert_int_equal(fclose(file), 0);
	for (size_t i = 0; i < COUNT(issued); i++) {
		struct config_private area = {.prefix = (char[]){"/a/"},
		    .fingerprints =
			issued[i].has_list ? (char[]){"listed"} : NULL,
		    .authority = name};
		struct site_private *private = open_areas(&area, 1, NULL);
		enum site_issued said = issued[i].issued;
		unsigned char digest[32];
		struct site_visitor visitor = {
		    true, true, digest, answer, &said};
		struct path path;
		int fds[2];

		assert_non_null(private);
		memset(
		    digest, issued[i].is_listed ? 0xAA : 0xBB, sizeof digest);
		assert_int_equal(path_from_uri(&path, SPAN("/a/x")), PATH_OK);
		assert_int_equal(site_private_check(private, &path, &visitor),
		    issued[i].access);
		/* Who cannot be asked lets nobody in, and neither without
		 * dates. */
		visitor.issued_by = NULL;
		assert_int_equal(site_private_check(private, &path, &visitor),
		    issued[i].has_list && issued[i].is_listed
			? SITE_ACCESS_OPEN
			: SITE_ACCESS_REFUSED);
		visitor.certificate_valid = false;
		assert_int_equal(site_private_check(private, &path, &visitor),
		    SITE_ACCESS_OUTDATED);
		assert_int_equal(
		    site_private_fds(private, fds), issued[i].has_list ? 2 : 1);
		site_private_close(private);
	}
	unlink(name);
	unlink("listed");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_area),
	    cmocka_unit_test(test_whole_capsule),
	    cmocka_unit_test(test_no_area),
	    cmocka_unit_test(test_refused_prefixes),
	    cmocka_unit_test(test_lists),
	    cmocka_unit_test(test_changes),
	    cmocka_unit_test(test_broken_list_is_reported),
	    cmocka_unit_test(test_missing_list),
	    cmocka_unit_test(test_any_certificate),
	    cmocka_unit_test(test_authority),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
