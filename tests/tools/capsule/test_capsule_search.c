/*
 * The index among the files of a capsule.
 */
#include "building.h"
#include "capsule_search.h"
#include "search_path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <cmocka.h>

/* Is there a line of a page that leads to a search? */
static bool
leads_to_search(const struct capsule_file *file)
{
	return memmem(file->content.ptr, file->content.len,
		   "\n=> /search Search\n", 19) != NULL;
}

static void
test_added(void **state)
{
	struct building building;

	(void)state;
	building_begin(&building, SPAN(FRONT PAGE "## Another\n\nText.\n"));
	assert_int_equal(building.capsule.count, 3);
	for (size_t i = 0; i < building.capsule.count; i++)
		assert_false(leads_to_search(&building.capsule.files[i]));
	assert_true(capsule_search_add(&building.capsule, &building.editions));
	assert_int_equal(building.capsule.count, 4);
	for (size_t i = 1; i < building.capsule.count; i++)
		assert_true(strcmp(building.capsule.files[i - 1].name.ptr,
				building.capsule.files[i].name.ptr) < 0);
	assert_string_equal(
	    building.capsule.files[0].name.ptr, SEARCH_INDEX_NAME);
	assert_int_equal(building.capsule.files[0].size,
	    building.capsule.files[0].content.len);
	building_end(&building);
}

static void
test_links(void **state)
{
	struct building building;

	(void)state;
	building_begin(&building, SPAN(FRONT PAGE));
	capsule_free(&building.capsule);
	building.capsule.has_search = true;
	capsule_render(&building.capsule, &building.editions);
	assert_int_equal(building.capsule.count, 2);
	for (size_t i = 0; i < building.capsule.count; i++)
		assert_true(leads_to_search(&building.capsule.files[i]));
	building_end(&building);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_added),
	    cmocka_unit_test(test_links),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
