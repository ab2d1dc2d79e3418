/*
 * Whole documents and the capsules they must become, byte for byte.
 *
 * With LOZENGE_GOLDEN_WRITE set, what is made becomes what is expected.
 */
#include "building.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/stat.h>
#include <cmocka.h>

#define FOLDER "tests/tools/capsule/golden/"

/* The bytes of a file, or none. */
static struct buffer
file_bytes(const char *path)
{
	struct buffer bytes = BUFFER_EMPTY;
	FILE *file = fopen(path, "rb");
	char *room = buffer_reserve(&bytes, 1 << 20);

	assert_non_null(room);
	if (file != NULL) {
		bytes.len = fread(room, 1, 1 << 20, file);
		fclose(file);
	}
	return bytes;
}

static void
write_bytes(const char *path, struct span bytes)
{
	FILE *file = fopen(path, "wb");

	assert_non_null(file);
	fwrite(bytes.ptr, 1, bytes.len, file);
	fclose(file);
}

/* Compare one page with the file that has its expected bytes. */
static void
check_page(const char *name, const struct capsule_file *page)
{
	char path[256];

	snprintf(path, sizeof path, FOLDER "%s/%s", name, page->name.ptr);
	if (getenv("LOZENGE_GOLDEN_WRITE") != NULL)
		write_bytes(path, page->content);

	struct buffer expected = file_bytes(path);
	if (!span_equal(buffer_span(&expected), page->content))
		print_error("%s differs; now it is:\n%.*s", path,
		    (int)page->content.len, page->content.ptr);
	assert_true(span_equal(buffer_span(&expected), page->content));
	buffer_free(&expected);
}

/* How many pages are expected. */
static size_t
count_pages(const char *name)
{
	char path[256];
	size_t count = 0;
	const struct dirent *entry;

	snprintf(path, sizeof path, FOLDER "%s", name);
	DIR *directory = opendir(path);
	assert_non_null(directory);
	while ((entry = readdir(directory)) != NULL)
		count += strstr(entry->d_name, ".gmi") != NULL;
	closedir(directory);
	return count;
}

static void
check_document(const char *name)
{
	struct building building;
	char path[256];

	snprintf(path, sizeof path, FOLDER "%s.md", name);
	struct buffer text = file_bytes(path);
	snprintf(path, sizeof path, FOLDER "%s", name);
	if (getenv("LOZENGE_GOLDEN_WRITE") != NULL)
		mkdir(path, 0755);
	assert_true(text.len > 0);
	int before = open(".", O_PATH | O_DIRECTORY);
	assert_int_equal(chdir(FOLDER), 0);
	building_begin(&building, buffer_span(&text));
	assert_int_equal(fchdir(before), 0);
	close(before);

	assert_int_equal(diagnostics_count(building.list, DIAGNOSTIC_ERROR), 0);
	for (size_t i = 0; i < building.capsule.count; i++)
		if (!capsule_is_copy(&building.capsule.files[i]))
			check_page(name, &building.capsule.files[i]);
	assert_int_equal(count_pages(name), building.capsule.page_count);
	building_end(&building);
	buffer_free(&text);
}

static void
test_golden(void **state)
{
	static const char *const names[] = {
	    "changes", "everything", "footnotes", "notepad", "lists", "markup"};

	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		check_document(names[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_golden),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
