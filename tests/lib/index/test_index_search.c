/*
 * Searches: what is found in which language, and what is said otherwise.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "made_index.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const struct made_page pages[] = {
    {"", "en-GB", "index.gmi",
	"# A plain guide\n\nA leaflet.\n=> causes.gmi Causes\n"},
    {"", "en-GB", "causes.gmi",
	"# Causes\n\nMuscles tighten by reflex.\n\n## Infections\n\n"
	"Thrush is an infection.\n"},
    {"", "en-GB", "tampons.gmi",
	"# Tampons\n\nRead the packet.\n\n## A tampon that is stuck\n\n"
	"It can be got out; see a doctor soon. Pain may follow.\n"
	"=> gemini://example.org/packet The maker's notes\n"},
    {"", "en-GB", "exercises.gmi",
	"# Exercises\n\nBreathing and stretching help with pain.\n"
	"* dilators, one size after another\n> a quotation\n"
	"```\nplain columns\n```\n"},
    {"", "en-GB", "when-to-get-help.gmi", "# When to get help\n\nCall.\n"},
    {"es", "es", "es/causas.gmi",
	"# Causas\n\nLa dilatación ayuda. Las dilataciones son lentas.\n"},
    {"de", "de", "de/uebungen.gmi",
	"# Übungen\n\nDie Dehnübung hilft. Straße und Füße.\n"},
    {"fr", "fr", "fr/causes.gmi", "# Causes\n\nL'œstrogène et l’examen.\n"},
    {"ru", "ru", "ru/a.gmi", "# Причины\n\nУпражнения помогают при боли.\n"},
    {"el", "el", "el/a.gmi", "# Αιτίες\n\nΟι ασκήσεις βοηθούν.\n"},
    {"zh", "zh", "zh/a.gmi",
	"# 阴道痉挛\n\n这是肌肉的反射，不是你的错。请看医生。\n"},
    {"ja", "ja", "ja/a.gmi",
	"# "
	"腟けいれん\n\nタンポンを入れると痛いときは、医師に相談してください。"
	"\n"},
    {"th", "th", "th/a.gmi",
	"# สาเหตุ\n\nกล้ามเนื้อหดตัวเองเมื่อรู้สึกเจ็บ ควรปรึกษาแพทย์\n"},
    {"ko", "ko", "ko/a.gmi", "# 원인\n\n병원에서 의사와 상담하세요.\n"},
    {"hi", "hi", "hi/a.gmi", "# कारण\n\nमांसपेशियाँ और हिन्दी भाषा।\n"},
    {"he", "he", "he/a.gmi", "# סיבות\n\nשָׁלוֹם לכולם\n"},
    {"ar", "ar", "ar/a.gmi", "# الأسباب\n\nالعَضَلات تنقبض\n"},
};

static struct index_answer *
ask(struct index *index, enum index_outcome *outcome, const char *scope,
    const char *words)
{
	struct index_answer *answer = malloc(sizeof *answer);
	const struct index_question question = {
	    .scope = span_from(scope),
	    .words = span_from(words),
	    .limit_ms = 5000,
	};

	assert_non_null(answer);
	*outcome = index_search(index, &question, answer);
	return answer;
}

/* The hits as one line: path, heading, path, heading. */
static const char *
line_of(const struct index_answer *answer, char line[1024])
{
	size_t len = 0;

	line[0] = '\0';
	for (size_t i = 0; i < answer->hit_count; i++)
		len += (size_t)snprintf(line + len, 1024 - len, "%s%.*s#%.*s",
		    i == 0 ? "" : " ", (int)answer->hits[i].path.len,
		    answer->hits[i].path.ptr, (int)answer->hits[i].heading.len,
		    answer->hits[i].heading.ptr);
	return line;
}

static void
test_found(void **state)
{
	static const struct {
		const char *scope, *words;
		enum index_outcome outcome;
		const char *hits;
	} rows[] = {
	    /* stems, case, titles, headings, order */
	    {"", "exercise", INDEX_FOUND_ALL, "exercises.gmi#"},
	    {"", "BREATHE", INDEX_FOUND_ALL, "exercises.gmi#"},
	    {"", "tampons", INDEX_FOUND_ALL,
		"tampons.gmi# tampons.gmi#A tampon that is stuck"},
	    {"", "infected", INDEX_FOUND_ALL, "causes.gmi#Infections"},
	    {"", "pain doctor", INDEX_FOUND_ALL,
		"tampons.gmi#A tampon that is stuck"},
	    {"", "tampon pain", INDEX_FOUND_ALL,
		"tampons.gmi#A tampon that is stuck"},
	    {"", "thrush dilators", INDEX_FOUND_SOME,
		"causes.gmi#Infections exercises.gmi#"},
	    {"", "quotation", INDEX_FOUND_ALL, "exercises.gmi#"},
	    {"", "columns", INDEX_FOUND_ALL, "exercises.gmi#"},
	    {"", "maker", INDEX_FOUND_ALL,
		"tampons.gmi#A tampon that is stuck"},
	    {"", "\"one size\"", INDEX_FOUND_ALL, "exercises.gmi#"},
	    {"", "\"size one\"", INDEX_FOUND_NONE, ""},
	    {"", "size one", INDEX_FOUND_ALL, "exercises.gmi#"},
	    /* other scopes are others' */
	    {"", "dilatación", INDEX_FOUND_NONE, ""},
	    {"es", "thrush", INDEX_FOUND_NONE, ""},
	    {"xx", "thrush", INDEX_NO_SCOPE, ""},
	    {"", "thrush OR", INDEX_FOUND_SOME, "causes.gmi#Infections"},
	    /* accents, with and without, one and many */
	    {"es", "dilatación", INDEX_FOUND_ALL, "es/causas.gmi#"},
	    {"es", "dilatacion", INDEX_FOUND_ALL, "es/causas.gmi#"},
	    {"es", "DILATACIONES", INDEX_FOUND_ALL, "es/causas.gmi#"},
	    {"es", "causa", INDEX_FOUND_ALL, "es/causas.gmi#"},
	    {"de", "Dehnübungen", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"de", "dehnubung", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"de", "Dehnuebungen", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"de", "UEBUNG", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"de", "fuesse", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"de", "strasse", INDEX_FOUND_ALL, "de/uebungen.gmi#"},
	    {"fr", "oestrogene", INDEX_FOUND_ALL, "fr/causes.gmi#"},
	    {"fr", "examens", INDEX_FOUND_ALL, "fr/causes.gmi#"},
	    {"fr", "l'examen", INDEX_FOUND_ALL, "fr/causes.gmi#"},
	    {"ru", "упражнение", INDEX_FOUND_ALL, "ru/a.gmi#"},
	    {"ru", "boli", INDEX_FOUND_ALL, "ru/a.gmi#"},
	    {"ru", "БОЛЬ", INDEX_FOUND_ALL, "ru/a.gmi#"},
	    {"el", "άσκηση", INDEX_FOUND_ALL, "el/a.gmi#"},
	    {"el", "ασκησεις", INDEX_FOUND_ALL, "el/a.gmi#"},
	    /* without spaces: one, two, three characters and more */
	    {"zh", "错", INDEX_FOUND_ALL, "zh/a.gmi#"},
	    {"zh", "肌肉", INDEX_FOUND_ALL, "zh/a.gmi#"},
	    {"zh", "看医生", INDEX_FOUND_ALL, "zh/a.gmi#"},
	    {"zh", "阴道痉挛", INDEX_FOUND_ALL, "zh/a.gmi#"},
	    {"zh", "肉肌", INDEX_FOUND_NONE, ""},
	    {"zh", "医生 反射", INDEX_FOUND_ALL, "zh/a.gmi#"},
	    {"ja", "腟", INDEX_FOUND_ALL, "ja/a.gmi#"},
	    {"ja", "医師", INDEX_FOUND_ALL, "ja/a.gmi#"},
	    {"ja", "痛い", INDEX_FOUND_ALL, "ja/a.gmi#"},
	    {"ja", "タンポン", INDEX_FOUND_ALL, "ja/a.gmi#"},
	    {"ja", "医師　タンポン", INDEX_FOUND_ALL, "ja/a.gmi#"},
	    {"th", "แพทย์", INDEX_FOUND_ALL, "th/a.gmi#"},
	    {"th", "เจ็บ", INDEX_FOUND_ALL, "th/a.gmi#"},
	    {"th", "กล้ามเนื้อ", INDEX_FOUND_ALL, "th/a.gmi#"},
	    {"ko", "병원", INDEX_FOUND_ALL, "ko/a.gmi#"},
	    {"ko", "의사", INDEX_FOUND_ALL, "ko/a.gmi#"},
	    {"hi", "हिन्दी", INDEX_FOUND_ALL, "hi/a.gmi#"},
	    {"hi", "मांसपेशी", INDEX_FOUND_ALL, "hi/a.gmi#"},
	    {"he", "שלום", INDEX_FOUND_ALL, "he/a.gmi#"},
	    {"ar", "العضلات", INDEX_FOUND_ALL, "ar/a.gmi#"},
	};
	struct index *index = made_index(pages, COUNT(pages));
	unsigned failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum index_outcome outcome;
		struct index_answer *answer =
		    ask(index, &outcome, rows[i].scope, rows[i].words);
		char line[1024];

		line_of(answer, line);
		if (outcome != rows[i].outcome ||
		    strcmp(line, rows[i].hits) != 0) {
			print_error("%s '%s': outcome %d, expected %d: '%s'\n",
			    rows[i].scope, rows[i].words, outcome,
			    rows[i].outcome, line);
			failed++;
		}
		free(answer);
	}
	index_close(index);
	assert_int_equal(failed, 0);
}

/* Whatever a reader writes is text. */
static void
test_no_syntax(void **state)
{
	static const struct {
		const char *words;
		enum index_outcome outcome;
	} rows[] = {
	    {"", INDEX_NO_WORDS},
	    {"   ", INDEX_NO_WORDS},
	    {"\"", INDEX_NO_WORDS},
	    {"\"\"\"", INDEX_NO_WORDS},
	    {"* ? -- ... ()", INDEX_NO_WORDS},
	    {"\xe3\x80\x80", INDEX_NO_WORDS},
	    {"NEAR(thrush, 3)", INDEX_FOUND_NONE},
	    {"thrush*", INDEX_FOUND_ALL},
	    {"^thrush", INDEX_FOUND_ALL},
	    {"title:thrush", INDEX_FOUND_NONE},
	    {"{title}: thrush", INDEX_FOUND_SOME},
	    {"\"thrush", INDEX_FOUND_ALL},
	    {"thrush\"", INDEX_FOUND_ALL},
	    {"'; DROP TABLE scope; --", INDEX_FOUND_NONE},
	    {"NOT thrush", INDEX_FOUND_SOME},
	    {"thrush\nAND\t\"", INDEX_FOUND_SOME},
	    {"thrush \xff\xfe", INDEX_FOUND_ALL},
	    {"\xc3", INDEX_NO_WORDS},
	    {"a b c d e f g h i j k l m n o p q r s t u v w x y z thrush",
		INDEX_FOUND_SOME},
	};
	struct index *index = made_index(pages, COUNT(pages));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum index_outcome outcome;
		struct index_answer *answer =
		    ask(index, &outcome, "", rows[i].words);

		if (outcome != rows[i].outcome)
			print_error("'%s'\n", rows[i].words);
		assert_int_equal(outcome, rows[i].outcome);
		free(answer);
	}
	index_close(index);
}

static void
test_suggestion(void **state)
{
	static const struct {
		const char *scope, *words, *suggestion;
	} rows[] = {
	    {"", "thrsh", "thrush"},           /* one too few */
	    {"", "thrrush", "thrush"},         /* one too many */
	    {"", "thrash", "thrush"},          /* another */
	    {"", "trhush", "thrush"},          /* swapped */
	    {"", "hrush", "thrush"},           /* at the start */
	    {"", "thrus", "thrush"},           /* at the end */
	    {"", "trush pain", "thrush pain"}, /* the others stay */
	    {"", "thrush", ""},
	    {"", "qqx", ""},
	    {"", "zzzzzz", ""},
	    {"es", "dilatasión", "dilatación"}, /* as it is written */
	    {"ru", "упраженния", "упражнения"},
	    {"zh", "肉肌", ""},
	    {"",
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
		"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
		""},
	};
	struct index *index = made_index(pages, COUNT(pages));

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		enum index_outcome outcome;
		struct index_answer *answer =
		    ask(index, &outcome, rows[i].scope, rows[i].words);
		char text[256];

		snprintf(text, sizeof text, "%.*s", (int)answer->suggestion.len,
		    answer->suggestion.ptr);
		assert_string_equal(text, rows[i].suggestion);
		free(answer);
	}
	index_close(index);
}

/* Titles, snippets and ways onward, and the language. */
static void
test_answer(void **state)
{
	struct index *index = made_index(pages, COUNT(pages));
	enum index_outcome outcome;
	struct index_answer *answer = ask(index, &outcome, "", "stuck");
	const struct index_hit *hit = &answer->hits[0];

	(void)state;
	assert_int_equal(outcome, INDEX_FOUND_ALL);
	assert_int_equal(answer->hit_count, 1);
	assert_true(span_equal(hit->title, SPAN("Tampons")));
	assert_true(span_starts_with(
	    hit->snippet, SPAN("It can be got out; see a doctor soon.")));
	assert_true(span_equal(answer->lang, SPAN("en-GB")));
	assert_int_equal(answer->onward_count, 1);
	assert_true(
	    span_equal(answer->onward[0].path, SPAN("when-to-get-help.gmi")));
	assert_true(
	    span_equal(answer->onward[0].label, SPAN("When to get help")));
	free(answer);
	index_close(index);
}

/* A search that may take no time says so. */
static void
test_deadline(void **state)
{
	struct buffer text = BUFFER_EMPTY;
	struct made_page page = {"", "en", "a.gmi", NULL};
	const struct index_question question = {
	    .scope = SPAN(""), .words = SPAN("word"), .limit_ms = 0};
	struct index_answer *answer = malloc(sizeof *answer);

	(void)state;
	for (int i = 0; i < 3000; i++)
		buffer_printf(&text, "## Heading %d\nword %d\n", i, i);
	buffer_append_byte(&text, '\0');
	page.gemtext = text.ptr;
	struct index *index = made_index(&page, 1);
	assert_int_equal(
	    index_search(index, &question, answer), INDEX_TOO_SLOW);
	buffer_free(&text);
	free(answer);
	index_close(index);
}

/* One page with many sections does not hide the others. */
static void
test_many_of_one_page(void **state)
{
	static const struct made_page many[] = {
	    {"", "en", "a.gmi",
		"# A\n## word 1\n## word 2\n## word 3\n## word 4\n## word 5\n"},
	    {"", "en", "b.gmi", "# B\nOne word among some others.\n"},
	};
	struct index *index = made_index(many, COUNT(many));
	enum index_outcome outcome;
	struct index_answer *answer = ask(index, &outcome, "", "word");
	char line[1024];

	(void)state;
	assert_string_equal(line_of(answer, line),
	    "a.gmi#word 1 a.gmi#word 2 a.gmi#word 3 b.gmi#");
	free(answer);
	index_close(index);
}

/* The same pages give the same bytes. */
static void
test_same_bytes(void **state)
{
	struct buffer first = made_index_bytes(pages, COUNT(pages));
	struct buffer second = made_index_bytes(pages, COUNT(pages));

	(void)state;
	assert_true(span_equal(buffer_span(&first), buffer_span(&second)));
	buffer_free(&first);
	buffer_free(&second);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_found),
	    cmocka_unit_test(test_no_syntax),
	    cmocka_unit_test(test_suggestion),
	    cmocka_unit_test(test_answer),
	    cmocka_unit_test(test_deadline),
	    cmocka_unit_test(test_many_of_one_page),
	    cmocka_unit_test(test_same_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
