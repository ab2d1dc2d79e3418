/*
 * The search process and a worker's line to it: what is asked and answered.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <stdio.h>
#include <sys/wait.h>

#include "log.h"
#include "loop.h"
#include "made_index.h"
#include "search_channel.h"
#include "search_indexes.h"
#include "search_message.h"
#include "search_path.h"
#include "search_service.h"
#include "served_capsule.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* How long an answer is waited for: longer than any takes. */
#define ANSWER_MS 20000

static const struct made_page pages[] = {
    {"", "en", "index.gmi", "# A guide\nMuscles tighten.\n"},
    {"", "en", "help.gmi", "# Help\nCall a doctor.\n"},
    {"", "en", "inside/x.gmi", "# Inside\nMuscles of members.\n"},
    {"inside", "en", "inside/y.gmi", "# Deep\nMuscles of members.\n"},
    {"es", "es", "es/index.gmi", "# Una guía\nDilatación, dilataciones.\n"},
};

static struct config_private privates[] = {{.prefix = (char[]){"/inside/"}}};

static struct config_capsule capsules[] = {
    {.host = (char[]){"a.example"}, .search = true},
    {.host = (char[]){"b.example"}, .search = false},
    {.host = (char[]){"c.example"},
	.search = true,
	.privates = privates,
	.private_count = COUNT(privates)},
};

static struct config config = {
    .capsules = capsules, .capsule_count = COUNT(capsules)};

/* A search process, and what asks it. */
static struct running {
	struct capsule capsule;
	struct sites sites;
	int pair[2], lifeline[2], log[2];
	pid_t pid;
	struct search_channel channel;
	struct search_answer answer;
} running;

static void
put_index(struct span bytes)
{
	const char *path =
	    capsule_path(&running.capsule, "root/" SEARCH_INDEX_NAME);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes.ptr, bytes.len), bytes.len);
	close(fd);
}

static void
put_good_index(void)
{
	struct buffer bytes = made_index_bytes(pages, COUNT(pages));

	unlink(capsule_path(&running.capsule, "root/" SEARCH_INDEX_NAME));
	put_index(buffer_span(&bytes));
	buffer_free(&bytes);
}

static _Noreturn void
be_search(void)
{
	struct log log = {.fd = running.log[1]};
	struct search_indexes *indexes =
	    search_indexes_new(&running.sites, &log);
	int result;

	close(running.lifeline[1]);
	result = search_service_run(
	    &running.sites, indexes, &running.pair[0], 1, running.lifeline[0]);
	search_indexes_free(indexes);
	_exit(result == 0 ? 0 : 1);
}

static int
start(void **state)
{
	(void)state;
	capsule_make(&running.capsule);
	for (size_t i = 0; i < COUNT(capsules); i++)
		capsules[i].root = running.capsule.root;
	assert_int_equal(sites_open(&running.sites, &config, NULL), 0);
	assert_int_equal(search_channel_pair(running.pair), 0);
	assert_int_equal(pipe(running.lifeline), 0);
	assert_int_equal(pipe2(running.log, O_NONBLOCK), 0);
	assert_int_equal(
	    search_channel_open(&running.channel, running.pair[1]), 0);
	running.pid = fork();
	if (running.pid == 0)
		be_search();
	return running.pid > 0 ? 0 : -1;
}

static int
stop(void **state)
{
	int status;

	(void)state;
	close(running.lifeline[1]);
	assert_int_equal(waitpid(running.pid, &status, 0), running.pid);
	assert_int_equal(status, 0);
	close(running.lifeline[0]);
	for (int end = 0; end < 2; end++) {
		close(running.pair[end]);
		close(running.log[end]);
	}
	sites_close(&running.sites);
	capsule_remove(&running.capsule);
	return 0;
}

static void
await_answer(uint64_t id)
{
	struct pollfd polled = {.fd = running.pair[1], .events = POLLIN};

	do
		assert_int_equal(poll(&polled, 1, ANSWER_MS), 1);
	while (!search_channel_receive(&running.channel, &running.answer));
	assert_int_equal(running.answer.id, id);
}

static struct span
ask(unsigned capsule, const char *scope, const char *words)
{
	struct search_request request = {
	    .id = search_channel_id(&running.channel),
	    .deadline_ms = loop_now_ms() + ANSWER_MS,
	    .capsule = capsule,
	    .scope_len = (uint16_t)strlen(scope),
	    .words_len = (uint16_t)strlen(words),
	};

	memcpy(request.bytes, scope, request.scope_len);
	memcpy(request.bytes + request.scope_len, words, request.words_len);
	assert_true(search_channel_ask(&running.channel, &request));
	await_answer(request.id);
	return (struct span){running.answer.bytes, running.answer.size};
}

/* Is the text within the answer? */
static bool
answer_has(const char *text)
{
	return memmem(running.answer.bytes, running.answer.size, text,
		   strlen(text)) != NULL;
}

static void
test_answers(void **state)
{
	static const struct {
		unsigned capsule;
		const char *scope, *words;
		enum search_status status;
		const char *has, *lang;
	} rows[] = {
	    {0, "", "muscle", SEARCH_PAGE, "=> /index.gmi A guide\n", "en"},
	    {0, "", "muscle", SEARCH_PAGE, "> Muscles tighten.\n", "en"},
	    {0, "", "muscle", SEARCH_PAGE, "# Search: muscle\n\n", "en"},
	    {0, "", "muscle", SEARCH_PAGE, "=> /search Search\n", "en"},
	    {0, "", "muscle", SEARCH_PAGE, "=> /help.gmi Help\n", "en"},
	    {0, "", "muscle", SEARCH_PAGE, "=> / Contents\n", "en"},
	    {0, "", "docter", SEARCH_PAGE, "Nothing was found.\n", "en"},
	    {0, "", "docter", SEARCH_PAGE,
		"=> /search?doctor Did you mean: doctor\n", "en"},
	    {0, "", "muscle doctor", SEARCH_PAGE, "No page has all", "en"},
	    {0, "", "# a\n=> b c", SEARCH_PAGE, "# Search: # a => b c\n", "en"},
	    {0, "es", "dilatacion", SEARCH_PAGE, "=> /es/index.gmi Una guía\n",
		"es"},
	    {0, "es", "dilatacion", SEARCH_PAGE, "=> /es/search Buscar\n",
		"es"},
	    {0, "es", "dilatacion", SEARCH_PAGE, "=> /es/ ", "es"},
	    {0, "", "", SEARCH_PROMPT, "Words to look for", "en"},
	    {0, "es", "?", SEARCH_PROMPT, "Palabras", "es"},
	    {0, "xx", "muscle", SEARCH_UNKNOWN, "", ""},
	    {1, "", "muscle", SEARCH_UNKNOWN, "", ""},
	    {77, "", "muscle", SEARCH_UNKNOWN, "", ""},
	};

	(void)state;
	put_good_index();
	for (size_t i = 0; i < COUNT(rows); i++) {
		ask(rows[i].capsule, rows[i].scope, rows[i].words);
		assert_int_equal(running.answer.status, rows[i].status);
		if (!answer_has(rows[i].has))
			fail_msg("'%s' has no '%s': %.*s", rows[i].words,
			    rows[i].has, (int)running.answer.size,
			    running.answer.bytes);
		assert_string_equal(running.answer.lang, rows[i].lang);
	}
}

/* What lies in a private area is found from within that area alone. */
static void
test_private(void **state)
{
	(void)state;
	put_good_index();
	ask(2, "", "muscle");
	assert_true(answer_has("/index.gmi"));
	assert_false(answer_has("inside"));
	ask(2, "", "members");
	assert_false(answer_has("Inside"));
	ask(2, "", "memberz");
	assert_false(answer_has("members"));
	ask(2, "inside", "members");
	assert_true(answer_has("=> /inside/y.gmi Deep"));
	ask(0, "", "memberz");
	assert_true(answer_has("members"));
}

/* What the log says since the last look. */
static const char *
said(char text[1024])
{
	ssize_t len = read(running.log[0], text, 1023);

	text[len > 0 ? len : 0] = '\0';
	return text;
}

/* An index that comes, goes, is damaged and replaced, without a restart. */
static void
test_replaced(void **state)
{
	static const struct made_page other[] = {
	    {"", "en", "new.gmi", "# New\nSomething else.\n"}};
	struct buffer bytes = made_index_bytes(other, COUNT(other));
	char text[1024];

	(void)state;
	ask(0, "", "muscle");
	assert_int_equal(running.answer.status, SEARCH_UNKNOWN);
	put_good_index();
	ask(0, "", "muscle");
	assert_int_equal(running.answer.status, SEARCH_PAGE);
	assert_string_equal(said(text), "");

	put_index(SPAN("no index at all"));
	for (int i = 0; i < 3; i++) {
		ask(0, "", "muscle");
		assert_int_equal(running.answer.status, SEARCH_OFF);
	}
	said(text);
	assert_non_null(strstr(text, "search index"));
	assert_ptr_equal(strstr(text, "search index"),
	    strstr(text, "search index of the capsule"));
	assert_null(strstr(strchr(text, '\n') + 1, "search index"));
	assert_null(strstr(text, "muscle"));

	bytes.ptr[1000] ^= 1;
	put_index(buffer_span(&bytes));
	ask(0, "", "something");
	assert_int_equal(running.answer.status, SEARCH_OFF);
	assert_non_null(strstr(said(text), "damaged"));

	bytes.ptr[1000] ^= 1;
	put_index(buffer_span(&bytes));
	ask(0, "", "something");
	assert_int_equal(running.answer.status, SEARCH_PAGE);
	assert_true(answer_has("/new.gmi"));
	unlink(capsule_path(&running.capsule, "root/" SEARCH_INDEX_NAME));
	ask(0, "", "something");
	assert_int_equal(running.answer.status, SEARCH_UNKNOWN);
	buffer_free(&bytes);
}

/* What is wrong is said at once, and what is not open can be opened. */
static void
test_check(void **state)
{
	struct log log = {.fd = running.log[1]};
	struct search_indexes *indexes =
	    search_indexes_new(&running.sites, &log);
	struct index *index;
	char text[1024];

	(void)state;
	put_good_index();
	search_indexes_check(indexes);
	assert_string_equal(said(text), "");
	assert_int_equal(
	    search_indexes_find(indexes, 0, &index), SEARCH_INDEX_OPEN);
	assert_non_null(index);
	put_index(SPAN("no index at all"));
	search_indexes_check(indexes);
	assert_non_null(strstr(said(text), "search index"));
	assert_int_equal(
	    search_indexes_find(indexes, 0, &index), SEARCH_INDEX_BAD);
	assert_string_equal(said(text), "");
	search_indexes_free(indexes);
}

/* One that a search found unusable stays closed until there is another. */
static void
test_condemned(void **state)
{
	struct log log = {.fd = running.log[1]};
	struct search_indexes *indexes =
	    search_indexes_new(&running.sites, &log);
	struct index *index;
	char text[1024];

	(void)state;
	put_good_index();
	assert_int_equal(
	    search_indexes_find(indexes, 0, &index), SEARCH_INDEX_OPEN);
	search_indexes_condemn(indexes, 0);
	assert_non_null(strstr(said(text), "is damaged"));
	for (int i = 0; i < 3; i++)
		assert_int_equal(
		    search_indexes_find(indexes, 0, &index), SEARCH_INDEX_BAD);
	assert_string_equal(said(text), "");
	assert_int_equal(
	    search_indexes_find(indexes, 2, &index), SEARCH_INDEX_OPEN);
	put_good_index();
	assert_int_equal(
	    search_indexes_find(indexes, 0, &index), SEARCH_INDEX_OPEN);
	search_indexes_free(indexes);
}

/* How many indexes this process has open. */
static unsigned
count_open(void)
{
	unsigned count = 0;

	for (int fd = 0; fd < 256; fd++) {
		char name[64], target[PATH_MAX];

		snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
		ssize_t len = readlink(name, target, sizeof target);
		if (len > 0 &&
		    span_ends_with((struct span){target, (size_t)len},
			SPAN(SEARCH_INDEX_NAME)))
			count++;
	}
	return count;
}

/* Of many capsules not all have their index open at a time. */
static void
test_many_capsules(void **state)
{
	struct config_capsule many[20];
	struct config all = {.capsules = many, .capsule_count = COUNT(many)};
	struct log log = {.fd = running.log[1]};
	struct sites sites;
	struct index *index;

	(void)state;
	put_good_index();
	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = capsules[0];
	assert_int_equal(sites_open(&sites, &all, NULL), 0);
	struct search_indexes *indexes = search_indexes_new(&sites, &log);
	for (size_t i = 0; i < 3 * COUNT(many); i++)
		assert_int_equal(
		    search_indexes_find(indexes, i * 7 % COUNT(many), &index),
		    SEARCH_INDEX_OPEN);
	assert_int_equal(count_open(), 8);
	search_indexes_free(indexes);
	assert_int_equal(count_open(), 0);
	sites_close(&sites);
}

/* Messages that are none are passed over by both ends. */
static void
test_bad_messages(void **state)
{
	struct search_request request = {
	    .id = 1, .scope_len = SEARCH_SCOPE_MAX + 1};

	(void)state;
	put_good_index();
	assert_int_equal(send(running.pair[1], "x", 1, 0), 1);
	assert_true(search_channel_ask(&running.channel, &request));
	request =
	    (struct search_request){.id = 2, .words_len = SEARCH_WORDS_MAX + 1};
	assert_true(search_channel_ask(&running.channel, &request));
	ask(0, "", "muscle");
	assert_int_equal(running.answer.status, SEARCH_PAGE);

	assert_int_equal(send(running.pair[0], "x", 1, 0), 1);
	running.answer.size = SEARCH_PAGE_MAX + 1;
	assert_true(send(running.pair[0], &running.answer,
			offsetof(struct search_answer, bytes), 0) > 0);
	ask(0, "", "doctor");
	assert_int_equal(running.answer.status, SEARCH_PAGE);
	assert_false(search_channel_receive(&running.channel, &running.answer));
}

/* What nobody waits for any more is not looked for, nor anything twice. */
static void
test_late_and_twice(void **state)
{
	struct search_request late = {
	    .id = 7, .deadline_ms = loop_now_ms(), .words_len = 1};
	struct search_request twice = {
	    .id = 9, .deadline_ms = loop_now_ms() + ANSWER_MS};

	(void)state;
	put_good_index();
	assert_true(search_channel_ask(&running.channel, &late));
	for (int i = 0; i < 2; i++)
		assert_true(search_channel_ask(&running.channel, &twice));
	await_answer(9);
	assert_true(search_channel_ask(&running.channel, &twice));
	ask(0, "", "muscle");
	assert_int_equal(running.answer.status, SEARCH_PAGE);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_answers, start, stop),
	    cmocka_unit_test_setup_teardown(test_private, start, stop),
	    cmocka_unit_test_setup_teardown(test_replaced, start, stop),
	    cmocka_unit_test_setup_teardown(test_check, start, stop),
	    cmocka_unit_test_setup_teardown(test_condemned, start, stop),
	    cmocka_unit_test_setup_teardown(test_many_capsules, start, stop),
	    cmocka_unit_test_setup_teardown(test_bad_messages, start, stop),
	    cmocka_unit_test_setup_teardown(test_late_and_twice, start, stop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
