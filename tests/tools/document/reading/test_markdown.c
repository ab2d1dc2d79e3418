/*
 * md4c's pointers lead into the source, and tokens know where they stand.
 */
#include "markdown.h"

#include <md4c.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

/* What md4c must point into, and how often it did. */
struct pin {
	struct span source;
	size_t texts, targets;
};

static bool
is_inside(const struct pin *pin, const char *ptr, size_t len)
{
	return ptr >= pin->source.ptr &&
	       ptr + len <= pin->source.ptr + pin->source.len;
}

static int
pin_block(MD_BLOCKTYPE type, void *detail, void *arg)
{
	(void)type;
	(void)detail;
	(void)arg;
	return 0;
}

static int
pin_span(MD_SPANTYPE type, void *detail, void *arg)
{
	struct pin *pin = arg;

	if (type == MD_SPAN_A) {
		const MD_SPAN_A_DETAIL *link = detail;

		assert_true(is_inside(pin, link->href.text, link->href.size));
		pin->targets++;
	}
	return 0;
}

static int
pin_text(MD_TEXTTYPE type, const MD_CHAR *ptr, MD_SIZE len, void *arg)
{
	struct pin *pin = arg;

	if (type == MD_TEXT_NORMAL || type == MD_TEXT_ENTITY) {
		assert_true(is_inside(pin, ptr, len));
		pin->texts++;
	}
	return 0;
}

/* Should this fail, a new md4c has broken the ground we stand on. */
static void
test_md4c_points_into_its_input(void **state)
{
	static const char text[] =
	    "# a `b` *c*\n\n> - d [e](#f) [g][r] <https://h.i> &amp; \\*\n"
	    "> j\n\n|k|l|\n|---|---|\n|m|[n](o)|\n\n[r]: target\n";
	static const MD_PARSER parser = {
	    .flags = MD_FLAG_TABLES,
	    .enter_block = pin_block,
	    .leave_block = pin_block,
	    .enter_span = pin_span,
	    .leave_span = pin_span,
	    .text = pin_text,
	};
	struct pin pin = {.source = {text, sizeof text - 1}};

	(void)state;
	assert_int_equal(md_parse(text, sizeof text - 1, &parser, &pin), 0);
	assert_true(pin.texts > 10);
	/* Entering and leaving tell of the same target. */
	assert_int_equal(pin.targets, 2 * 4);
}

static const char *const kind_names[] = {"quote", "list", "item", "heading",
    "paragraph", "code", "html", "table", "row", "cell", "link", "image",
    "rule", "text", "entity", "codetext", "note", "break", "raw", "info"};

/* The tokens as text: "paragraph@0(text@0'ab')". */
static char *
told(const struct markdown *markdown)
{
	char *all = NULL;
	size_t len;
	FILE *stream = open_memstream(&all, &len);

	for (size_t i = 0; i < markdown->token_count; i++) {
		const struct markdown_token *token = &markdown->tokens[i];
		bool is_text = token->kind >= MARKDOWN_TEXT &&
			       token->kind != MARKDOWN_BREAK;
		struct span text = SPAN("");

		if (markdown_closes(token)) {
			fputc(')', stream);
			continue;
		}
		if (markdown_is_text(token))
			fprintf(stream, "%s%s",
			    (token->level & MARKDOWN_STRONG) != 0 ? "strong-"
								  : "",
			    (token->level & MARKDOWN_EMPHASIS) != 0 ? "em-"
								    : "");
		fprintf(stream, "%s@%u", kind_names[token->kind], token->at);
		if (is_text)
			text = markdown_text(markdown, token);
		if (is_text)
			fprintf(stream, "'%.*s' ", (int)text.len, text.ptr);
		else if (token->kind != MARKDOWN_BREAK &&
			 token->kind != MARKDOWN_RULE)
			fputc('(', stream);
	}
	fclose(stream);
	return all;
}

static void
test_tokens(void **state)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
	    {"", ""},
	    {"ab\ncd\n", "paragraph@0(text@0'ab\ncd' )"},
	    {"ab\r\n cd\r\n", "paragraph@0(text@0'ab\r\n cd' )"},
	    {"> ab\n> cd\n",
		"quote@2(paragraph@2(text@2'ab' text@4'\n' text@7'cd' ))"},
	    {"a *b* c", "paragraph@0(text@0'a ' em-text@3'b' text@5' c' )"},
	    {"__a\nb__", "paragraph@2(strong-text@2'a\nb' )"},
	    {"**a *b* `c`** d",
		"paragraph@2(strong-text@2'a ' strong-em-text@5'b' "
		"strong-text@7' ' strong-codetext@9'c' text@13' d' )"},
	    {"*a*\n*b*", "paragraph@1(em-text@1'a' text@2'\n' em-text@5'b' )"},
	    {"*&lt;*", "paragraph@1(em-entity@1'<' )"},
	    {"*a\n\nb*", "paragraph@0(text@0'*a' )paragraph@4(text@4'b*' )"},
	    {"a \\* b", "paragraph@0(text@0'a ' text@3'* b' )"},
	    {"a&lt;b", "paragraph@0(text@0'a' entity@1'<' text@5'b' )"},
	    {"## a ##\n", "heading@0(text@3'a' )"},
	    {"a\n\n##\n\nb\n",
		"paragraph@0(text@0'a' )heading@3()paragraph@7(text@7'b' )"},
	    {"a\nb\n===\n", "heading@0(text@0'a\nb' )"},
	    {"- a\n- b\n", "list@2(item@2(text@2'a' )item@6(text@6'b' ))"},
	    {"x [a](b) y",
		"paragraph@0(text@0'x ' link@2(text@3'a' )text@8' y' )"},
	    {"[*a*](b)", "paragraph@2(link@0(em-text@2'a' ))"},
	    {"<http://a>", "paragraph@1(link@0(text@1'http://a' ))"},
	    {"![](a)![b](c)", "paragraph@8(image@0()image@6(text@8'b' ))"},
	    {"[![a](b)](c)", "paragraph@3(link@0(image@1(text@3'a' )))"},
	    {"![a [b](c) ![d](e)](f)",
		"paragraph@2(image@0(text@2'a ' text@5'b' text@10' ' "
		"text@13'd' ))"},
	    {"```x\na\n\n b\n```\n", "code@0(info@0'x' codetext@5'a\n\n b' )"},
	    {"\n```\n```\n", "code@1(info@0'' )"},
	    {"> ```\n> a\n> b\n> ```\n",
		"quote@2(code@2(info@0'' codetext@8'a' codetext@9'\n' "
		"codetext@12'b' ))"},
	    {"a <b><!-- c\nd --> e",
		"paragraph@0(text@0'a ' raw@2'<b>' raw@5'<!-- c\nd -->' "
		"text@17' e' )"},
	    {"a\n\n***\n", "paragraph@0(text@0'a' )rule@1"},
	    {"a\\\nb", "paragraph@0(text@0'a' break@1text@3'b' )"},
	    {"|a|b|\n|---|---|\n|c|\n",
		"table@1(row@1(cell@1(text@1'a' )cell@3(text@3'b' ))"
		"row@17(cell@17(text@17'c' )cell@18()))"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct diagnostics *list = diagnostics_new();
		struct source source;
		struct markdown markdown;

		assert_true(source_from_text(
		    &source, "x", span_from(rows[i].text), list));
		assert_true(markdown_parse(&markdown, &source, 0));
		char *all = told(&markdown);
		assert_string_equal(all, rows[i].expected);
		free(all);
		markdown_free(&markdown);
		source_free(&source);
		diagnostics_free(list);
	}
}

/* Links that share a definition share a target. */
static void
test_shared_targets(void **state)
{
	struct diagnostics *list = diagnostics_new();
	struct source source;
	struct markdown markdown;

	(void)state;
	assert_true(source_from_text(&source, "x",
	    SPAN("[a][r] [b][r] [c](d) [e](f\\_g) [h](f\\_g)\n\n[r]: i\n"),
	    list));
	assert_true(markdown_parse(&markdown, &source, 0));
	assert_int_equal(markdown.link_count, 3);
	assert_true(span_equal(
	    markdown_target(&markdown, &markdown.links[0]), SPAN("i")));
	assert_int_equal(markdown.links[0].at, 47);
	assert_true(span_equal(
	    markdown_target(&markdown, &markdown.links[2]), SPAN("f_g")));
	assert_int_equal(markdown.links[2].at, 25);
	markdown_free(&markdown);
	source_free(&source);
	diagnostics_free(list);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_md4c_points_into_its_input),
	    cmocka_unit_test(test_tokens),
	    cmocka_unit_test(test_shared_targets),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
