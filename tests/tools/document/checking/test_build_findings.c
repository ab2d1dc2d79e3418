/*
 * Every mistake an author can make is told at the place where it is.
 */
#include "building.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <sys/stat.h>
#include <cmocka.h>

struct row {
	const char *text, *expected;
};

#define TEN "0123456789"

static void
check_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct building building;

		building_begin(&building, span_from(rows[i].text));
		char *findings = building_findings(&building);
		if (strcmp(findings, rows[i].expected) != 0)
			print_error("in: %s\n", rows[i].text);
		assert_string_equal(findings, rows[i].expected);
		free(findings);
		building_end(&building);
	}
}

#define CHECK(rows) check_rows(rows, sizeof rows / sizeof rows[0])

#define BAD " error [bad-footnote]\n"
#define DUPLICATE "duplicate-footnote]\n"
#define MISPLACED " error [misplaced-footnote]\n"
#define UNDEFINED " error [undefined-footnote]\n"
#define UNUSED " error [unused-footnote]\n"

static void
test_footnotes(void **state)
{
	static const struct row rows[] = {
	    {FRONT "A[^1] b.\n\n[^1]: Note.\n\n" PAGE, ""},
	    {FRONT "A[^1] b.\n\n[^1]: A long note.\n\n" PAGE, ""},
	    {FRONT "A[^NHS] b.\n[^nhs]: A\nb.\n" PAGE, ""},
	    {FRONT "A[^1].\n\n[^1]: See [x][r].\n\n[r]: https://a/\n" PAGE, ""},
	    {FRONT "```x\n[^1]: code\n```\n\n" PAGE, ""},
	    {FRONT "- a\n\n  ```x\n  [^1]: code\n  ```\n\n" PAGE, ""},
	    {FRONT "a\n\n    [^1]: code\n\n" PAGE,
		"9:5: warning [indented-code]\n"},
	    {FRONT "<!--\n[^1]: no\n-->\n\n" PAGE, ""},
	    {FRONT "`[^1]` \\[^1] &#91;^1]\n\n" PAGE, ""},
	    {FRONT "A[^1].\n\n" PAGE, "7:2:" UNDEFINED},
	    {FRONT "A[^1].\n\n> [^1]: in a quote.\n\n" PAGE,
		"7:2:" UNDEFINED "9:3:" MISPLACED},
	    {FRONT "A[^1].\n\n[^1] : a space.\n\n" PAGE,
		"7:2:" UNDEFINED "9:1:" MISPLACED},
	    {FRONT "A[^1].\n\nSee [^1]: x y.\n\n" PAGE,
		"7:2:" UNDEFINED "9:5:" UNDEFINED},
	    {FRONT "A[^1].\n\n[^2]: b\n\n" PAGE,
		"7:2:" UNDEFINED "9:1:" UNUSED},
	    {FRONT "A[^1] [b c](#nope).\n\n[^1]:\n  <x>\n\n" PAGE,
		"7:13: error [broken-anchor]\n10:3: error [raw-html]\n"},
	    {FRONT "A[^1].\n\n[^1]: a\n[^1]: b\n\n" PAGE,
		"10:1: error [" DUPLICATE "9:1: note [" DUPLICATE},
	    {FRONT "A[^1].\n\n[^1]:\n\n" PAGE, "9:1:" BAD},
	    {FRONT "a\n\n[^]: a\n[^a b]: a\n[^_a_]: a\n\n" PAGE,
		"9:1:" BAD "10:1:" BAD "11:1:" BAD},
	    {FRONT "A[^1].\n\n[^1]: a\n\n    - b\n\n" PAGE, "11:1:" BAD},
	    {FRONT "A [^1](https://a.org/)\n\n[^1]: a\n\n" PAGE,
		"7:3:" BAD "9:1:" UNUSED},
	    {FRONT "A[^1].\n\n[^1]: a[^1]\n\n" PAGE, "9:8:" MISPLACED},
	    {FRONT "A[^1] b.\n\n> [^1]: Note.\n\n- [^2]: x\n\n" PAGE,
		"7:2:" UNDEFINED "9:3:" MISPLACED "11:3:" MISPLACED},
	    {FRONT "[^1]: a\n\n## Page[^1]\n\na\n", "9:8:" MISPLACED},
	    {FRONT "A[^1].\n\n[^1]: a [b](#nope)\nc [here](#page)\n\n" PAGE,
		"9:13: error [broken-anchor]\n10:4: warning [vague-link]\n"},
	    {FRONT "A[^1].\n\n[^1]: a\n\n```x\n" PAGE,
		"1:1: error [no-sections]\n11:1: error [unclosed-fence]\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_bytes(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE, ""},
	    {"\xef\xbb\xbf" FRONT PAGE, ""},
	    {FRONT "ab\xff\n" PAGE, "7:3: error [invalid-utf8]\n"},
	    {FRONT "a\xc3\nb\xed\xa0\x80\n" PAGE,
		"7:2: error [invalid-utf8]\n8:2: error [invalid-utf8]\n"},
	    {FRONT "a\x01z\x7f\n" PAGE, "7:2: error [control-character]\n"
					"7:4: error [control-character]\n"},
	    {FRONT "a\xff\xff \x01\n" PAGE, "7:2: error [invalid-utf8]\n"
					    "7:5: error [control-character]\n"},
	    {FRONT "a\rb\n" PAGE, "7:2: error [control-character]\n"},
	    {FRONT "a\xc2\x85\n" PAGE, "7:2: error [control-character]\n"},
	    {FRONT "a\u2028=> b\n" PAGE, "7:2: error [control-character]\n"},
	    {FRONT "a\u2029# b\n" PAGE, "7:2: error [control-character]\n"},
	    {FRONT "a &#x2028; b\n" PAGE, "7:3: error [control-character]\n"},
	    {FRONT "abc \xe2\x80\xae\n" PAGE, "7:5: error [bidi-control]\n"},
	    {FRONT "abc \xe2\x81\xa6\n" PAGE, "7:5: error [bidi-control]\n"},
	    {FRONT "a\ufeffb\n" PAGE, "7:2: warning [byte-order-mark]\n"},
	    {FRONT "x &#27; y\n" PAGE, "7:3: error [control-character]\n"},
	    {FRONT "x &#x202e; y\n" PAGE, "7:3: error [bidi-control]\n"},
	    {FRONT "x &#10; y &#0; &amp; &AT&T; &\n" PAGE, ""},
	    {FRONT "x &bogus; y\n" PAGE, "7:3: warning [unknown-entity]\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_front_matter(void **state)
{
	static const struct row rows[] = {
	    {"Hello\n\n" PAGE, "1:1: error [front-matter-missing]\n"},
	    {"", "1:1: error [front-matter-missing]\n"
		 "1:1: error [no-sections]\n"},
	    {"---\ntitle: T\n\n" PAGE, "1:1: error [front-matter-open]\n"},
	    {"---\n---\n" PAGE,
		"1:1: error [missing-key]\n1:1: error [missing-key]\n"
		"1:1: error [missing-key]\n1:1: error [missing-key]\n"},
	    {"---\ntitle: T: U\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:9: error [front-matter-malformed]\n"},
	    {"---\ntitle: \"T\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [front-matter-malformed]\n"},
	    {"---\ntitle:T\nlang: en\nsummary: S\n"
	     "reviewed:2026-01-31\n---\n" PAGE,
		"2:6: error [front-matter-malformed]\n"
		"5:9: error [front-matter-malformed]\n"},
	    {"---\ntitle: @T\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [front-matter-malformed]\n"},
	    {"---\ntitle: [T]\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [front-matter-malformed]\n"},
	    {"---\njust words\n---\n" PAGE,
		"1:1: error [missing-key]\n1:1: error [missing-key]\n"
		"1:1: error [missing-key]\n1:1: error [missing-key]\n"
		"2:1: error [front-matter-malformed]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: S\ntitle: U\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"5:1: error [duplicate-key]\n2:1: note [duplicate-key]\n"},
	    {"---\ntitle:\nlang: en\nsummary: \"\"\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:1: error [missing-key]\n4:1: error [missing-key]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: S\n---\n" PAGE,
		"1:1: error [missing-key]\n"},
	    {"---\ntitle: T\nlang: en_GB\nsummary: S\n"
	     "reviewed: 31.1.2026\n---\n" PAGE,
		"3:7: error [bad-lang]\n5:11: error [bad-date]\n"},
	    {"---\ntitle: T\nlang: English\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"3:7: error [bad-lang]\n"},
	    {"---\ntitle: T\nlang: yue-Hant-HK\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"3:7: warning [missing-words]\n"},
	    {"---\ntitle: T\nlang: fi\nsummary: S\n"
	     "reviewed: 2026-01-31\nwords: {previous: a, next: b, contents: c, "
	     "search: d, last-reviewed: e}\n---\n" PAGE,
		""},
	    {"---\ntitle: T\nlang: en\nsummary: S\n"
	     "reviewed: 2026-02-29\nnext-review: x\n---\n" PAGE,
		"5:11: error [bad-date]\n6:14: error [bad-date]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: S\nlicense: ISC\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"5:1: warning [unknown-key]\n"},
	    {"---\ntitle: \xc3\xa4\xc3\xa4: x\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:12: error [front-matter-malformed]\n"},
	    {"---\ntitle: \"a\\x1b\"\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [control-character]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: S\nurl: gemini://a.org/?b\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"5:6: error [bad-url]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: S\nurl: nowhere\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"5:6: error [bad-url]\n"},
	    {"---\ntitle: “T: U”\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [front-matter-malformed]\n"},
	    {"---\ntitle: “T”\nlang: en\nsummary: «S’s»\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: warning [curly-quotes]\n4:10: warning [curly-quotes]\n"},
	    {"---\ntitle: T\nlang: “en”\nsummary: S\n"
	     "reviewed: ‘2026-01-31’\n---\n" PAGE,
		"3:7: warning [curly-quotes]\n5:11: warning [curly-quotes]\n"},
	    {"---\nTitle: T\nLANG: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:1: warning [unknown-key]\n3:1: warning [unknown-key]\n"},
	    {"---\ntitle: Room #5\nlang: en # or so\nsummary: we are #1 # !\n"
	     "reviewed: 2026-01-31 # Ann\n---\n" PAGE,
		"2:13: warning [comment-in-value]\n"
		"4:17: warning [comment-in-value]\n"},
	    {"---\ntitle: \"Room #5\" # x\nlang: en\nsummary: a#b |\n"
	     "publisher: >\n  we #1\nlicence: 'a #'\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		""},
	    {"---\ntitle: T\nlang: en\nsummary: S\nurl: gemini://a.org/\n"
	     "changes:\n- date: “2026-01-01”\n  text: Room #5 *new*\n"
	     "words:\n  next: On #2\nreviewed: 2026-01-31\n---\n" PAGE,
		"7:9: warning [curly-quotes]\n"
		"8:14: warning [comment-in-value]\n"
		"10:12: warning [comment-in-value]\n"},
	    {"---\ntitle: 'It's'\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: error [front-matter-malformed]\n"},
	    {"---\ntitle: T\nlang: en\nsummary: **S** of\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"4:10: error [front-matter-malformed]\n"},
	    {"—-\ntitle: T\nlang: en\nsummary: S\nreviewed: 2026-01-31\n"
	     "—\n" PAGE,
		"1:1: error [front-matter-missing]\n"
		"6:1: error [front-matter-missing]\n"},
	    {"\n \n---\n" PAGE, "1:1: error [front-matter-missing]\n"},
	    {"---\ntitle: “T” and “U”\nlang: en\nsummary: the “S”\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		""},
	    {"---\ntitle: A **T**\nlang: en\nsummary: see [S](#x)\n"
	     "publisher: _The_ clinic\nlicence: a `b`\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"2:8: warning [markdown-in-value]\n"
		"4:10: warning [markdown-in-value]\n"
		"5:12: warning [markdown-in-value]\n"
		"6:10: warning [markdown-in-value]\n"},
	    {"---\ntitle: 2 * 3 * 4\nlang: en\nsummary: a [b] (c) * d\n"
	     "contact: a_b_c@example.org\nlicence: the clinic's *\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		""},
	    {"---\r\ntitle: T\r\nlang: e\r\nsummary: S\r\n"
	     "reviewed: 2026-01-31\r\n---\r\n" PAGE,
		"3:7: error [bad-lang]\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_overdue(void **state)
{
	static const struct row overdue[] = {
	    {"---\ntitle: T\nlang: en\nsummary: S\nreviewed: 2026-01-31\n"
	     "next-review: 2026-02-01\n---\n" PAGE,
		"6:14: warning [review-overdue]\n"},
	};
	static const struct row in_time[] = {
	    {"---\ntitle: T\nlang: en\nsummary: S\nreviewed: 2026-01-31\n"
	     "next-review: 2026-02-02\n---\n" PAGE,
		""},
	};

	(void)state;
	/* Noon of 2 February 2026. */
	setenv("SOURCE_DATE_EPOCH", "1770033600", 1);
	CHECK(overdue);
	CHECK(in_time);
	unsetenv("SOURCE_DATE_EPOCH");
}

static void
test_headings(void **state)
{
	static const struct row rows[] = {
	    {FRONT "Text.\n", "1:1: error [no-sections]\n"},
	    {FRONT "# T\n\n" PAGE, ""},
	    {FRONT "# U\n\n" PAGE, "7:1: warning [title-differs]\n"},
	    {FRONT "# T\n\n# T\n\n" PAGE, "9:1: warning [second-title]\n"},
	    {FRONT "T\n=\n\n" PAGE "\nU\n=\n",
		"14:1: warning [second-title]\n"},
	    {FRONT PAGE "#### Deep\n\nText.\n",
		"10:1: warning [skipped-level]\n"},
	    {FRONT "### Sub\n\nText.\n\n" PAGE,
		"7:1: warning [skipped-level]\n"},
	    {FRONT PAGE "##### Deep\n\nText.\n",
		"10:1: error [heading-too-deep]\n"},
	    {FRONT PAGE "\n## Page\n\nMore.\n", "11:1: error [duplicate-slug]\n"
						"7:1: note [duplicate-slug]\n"},
	    {FRONT PAGE "\n### A {#page}\n\nMore.\n",
		"11:7: error [duplicate-slug]\n"
		"7:1: note [duplicate-slug]\n"},
	    {FRONT PAGE "\n### A\n\nMore.\n\n### A\n\nMore.\n", ""},
	    {FRONT PAGE "\n### A\n\nMore.\n\n### A\n\n[go there](#a)\n",
		"17:12: error [ambiguous-anchor]\n"
		"11:1: note [ambiguous-anchor]\n"
		"15:1: note [ambiguous-anchor]\n"},
	    {FRONT "## ???\n\nText.\n", "7:1: error [empty-slug]\n"},
	    {FRONT "## Index\n\nText.\n", "7:1: error [reserved-slug]\n"},
	    {FRONT "## I {#index}\n\nText.\n", "7:6: error [reserved-slug]\n"},
	    {FRONT "## I {#a_b}\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {#A}\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {#}\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {#a\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {#a} x\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I { #a }\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {: #a}\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {#a} {#b}\n\nText.\n", "7:6: error [bad-attribute]\n"},
	    {FRONT "## I {C#} {#b}\n\nText.\n", ""},
	    {FRONT "##I\ntext\n  ###J\n> ##K\n\n" PAGE,
		"7:1: warning [not-a-heading]\n"
		"9:3: warning [not-a-heading]\n"
		"10:3: warning [not-a-heading]\n"},
	    {FRONT "#1 a ##b\n\\##I\n\n`##I`\n\n####### x\n\n" PAGE, ""},
	    {FRONT "##\u00a0I\n\n#\u202fJ\n\n##\u00a0 K\n\n" PAGE,
		"7:1: warning [not-a-heading]\n"
		"9:1: warning [not-a-heading]\n"
		"11:1: warning [not-a-heading]\n"},
	    {FRONT "## I {#a} ##\n\nText.\n", ""},
	    {FRONT "## I \\{#A}\n\nText.\n", ""},
	    {FRONT "## A\n\n## B\n\nText.\n", "7:1: error [empty-section]\n"},
	    {FRONT "## A\n\n### B\n", "9:1: error [empty-section]\n"},
	    {FRONT "## A\n\n### B\n\nText.\n", ""},
	    {FRONT "## A\n\n<!-- nothing -->\n",
		"7:1: error [empty-section]\n"},
	    {FRONT PAGE "\n##\n\nText.\n", "11:1: error [empty-heading]\n"},
	    {FRONT PAGE "\n### {#a}\n\nText.\n",
		"11:1: error [empty-heading]\n"},
	    {FRONT "## `a` *b* [c](#page) d\n\nText.\n\n" PAGE, ""},
	};

	(void)state;
	CHECK(rows);
}

static void
test_links(void **state)
{
	static const struct row rows[] = {
	    {FRONT "[a b](#page)\n\n" PAGE, ""},
	    {FRONT "A [b c](#pag) d\n\n" PAGE, "7:9: error [broken-anchor]\n"},
	    {FRONT "A [b c](# )\n\n" PAGE, "7:9: error [broken-anchor]\n"},
	    {FRONT "A [b c]()\n\n" PAGE, "7:9: error [broken-link]\n"},
	    {FRONT "A [b c](no such.pdf)\n\n" PAGE,
		"7:9: error [broken-link]\n"},
	    {FRONT "A [b c](missing.pdf)\n\n" PAGE,
		"7:9: error [broken-file]\n"},
	    {FRONT "A [b c](<missing file.pdf>)\n\n" PAGE,
		"7:10: error [broken-file]\n"},
	    {FRONT "A [b c](../x.pdf)\n\n" PAGE,
		"7:9: error [outside-folder]\n"},
	    {FRONT "A [b c](/etc/passwd)\n\n" PAGE,
		"7:9: error [outside-folder]\n"},
	    {FRONT "A [b c](%2e%2e/x)\n\n" PAGE,
		"7:9: error [outside-folder]\n"},
	    {FRONT "A [b c](.)\n\n" PAGE, "7:9: error [broken-file]\n"},
	    {FRONT "A [b c](.hidden)\n\n" PAGE, "7:9: error [broken-file]\n"},
	    {FRONT "A [b c](page.gmi) [d e](index.gmi)\n\n" PAGE, ""},
	    {FRONT "A [b c](./page.gmi#page) [d e](%70age.gmi#)\n\n" PAGE, ""},
	    {FRONT "A [b c](page.md) [d e](index.md) [f g](./page.md#page)\n\n"
		   "[h i](doc.md#page)\n\n" PAGE,
		""},
	    {FRONT "A [b c](page.md#nope) [d e](pages.md)\n\n" PAGE,
		"7:9: error [broken-anchor]\n7:29: error [broken-file]\n"},
	    {FRONT "A [b c](page.gmi#nope)\n\n" PAGE,
		"7:9: error [broken-anchor]\n"},
	    {FRONT "A [b c](index.gmi#page)\n\n" PAGE,
		"7:9: error [broken-anchor]\n"},
	    {FRONT "A [b c](https://)\n\n" PAGE, "7:9: error [bad-url]\n"},
	    {FRONT "A [b c](https://a/%zz)\n\n" PAGE, "7:9: error [bad-url]\n"},
	    {FRONT "A [b c](//a/b)\n\n" PAGE, "7:9: error [bad-url]\n"},
	    {FRONT "A [b c](https://a:99999/)\n\n" PAGE,
		"7:9: error [bad-url]\n"},
	    {FRONT "A [b c](https://a/\xc3\xa4)\n\n" PAGE, ""},
	    {FRONT "A [b c](<https://a/b c|d>)\n\n" PAGE, ""},
	    {FRONT "A [b c](<https://a b/>)\n\n" PAGE,
		"7:10: error [bad-url]\n"},
	    {FRONT "A [b c](javascript:x)\n\n" PAGE,
		"7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c](java&#x73;cript:x)\n\n" PAGE,
		"7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c](DATA:text/html,x)\n\n" PAGE,
		"7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c](file:///x)\n\n" PAGE, "7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c](about:blank)\n\n" PAGE,
		"7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c](view-source:https://a/)\n\n" PAGE,
		"7:9: error [bad-scheme]\n"},
	    {FRONT "A [b c][r] and [r]\n\n[r]: #x\n\n" PAGE,
		"9:6: error [broken-anchor]\n"},
	    {FRONT "A [b c][r] and [d][]\n\n" PAGE,
		"7:3: error [undefined-reference]\n"
		"7:16: error [undefined-reference]\n"},
	    {FRONT "A [b *c*][r] ![d][r]\n\n" PAGE,
		"7:3: error [undefined-reference]\n"
		"7:14: error [undefined-reference]\n"},
	    {FRONT "A [b] \\[c][d] [e]\\[f]\n\n" PAGE, ""},
	    {FRONT "A [here](#page) [This link.](#page)\n\n" PAGE,
		"7:4: warning [vague-link]\n7:18: warning [vague-link]\n"},
	    {FRONT "[2026-01-31 a](#page) [2026-02-30 b](#page) "
		   "[1.2.2026 c](#page)\n\n" PAGE,
		"7:24: warning [near-date]\n7:46: warning [near-date]\n"},
	    {FRONT "A <https://a.b/> [x y](#page)\n\n" PAGE,
		"7:4: warning [vague-link]\n"},
	    {FRONT "See https://a.b/c_d_ and (www.a.b)\n\n" PAGE,
		"7:5: warning [bare-address]\n"
		"7:27: warning [bare-address]\n"},
	    {FRONT "`http://a.b` http:// xhttp://a a.www.b\n\n" PAGE, ""},
	    {FRONT "A <me@example.org>\n\n" PAGE, ""},
	    {FRONT "A [](#page)\n\n" PAGE, "7:3: warning [vague-link]\n"},
	    {FRONT "A ![](https://a/b.png)\n\n" PAGE,
		"7:3: error [missing-alt]\n"},
	    {FRONT "[![](https://a/b.png)](#page)\n\n" PAGE,
		"7:2: error [missing-alt]\n"},
	    {FRONT "![][r]\n\n[r]: https://a/b.png\n\n" PAGE,
		"7:1: error [missing-alt]\n"},
	};

	(void)state;
	CHECK(rows);
}

/* What is offered for targets that lead nowhere. */
static void
test_advice(void **state)
{
	static const struct {
		const char *target, *advice;
	} rows[] = {
	    {"#Page", "did you mean \"#page\"?"},
	    {"#uber%20uns", "did you mean \"#uber-uns\"?"},
	    {"#\u00dcber-uns", "did you mean \"#uber-uns\"?"},
	    {"#elsewhere", "write {#elsewhere} at the end"},
	    {"#Else_Where", "small letters a-z, digits and hyphens only"},
	    {"#", "write the name of one after it"},
	    {"page", "did you mean \"#page\"?"},
	    {"index.html", "did you mean \"#index\"?"},
	    {"page.html", "did you mean \"#page\"?"},
	    {"/page.gmi", "did you mean \"#page\"?"},
	    {"doc.md.old#page", "did you mean \"#page\"?"},
	    {"www.example.org", "did you mean \"https://www.example.org\"?"},
	    {"example.org/a", "did you mean \"https://example.org/a\"?"},
	    {"me@example.org", "did you mean \"mailto:me@example.org\"?"},
	    {"files\\a.pdf", "did you mean \"files/a.pdf\"?"},
	    {"/etc/passwd", "copy it there first"},
	    {"no-such-thing", "no file \"no-such-thing\" in"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buffer text = BUFFER_EMPTY;
		struct building building;
		char *told = NULL;
		size_t len = 0;

		buffer_printf(&text,
		    FRONT "[x y](%s)\n\n## \u00dcber uns\n\nText.\n\n" PAGE,
		    rows[i].target);
		building_begin(&building, buffer_span(&text));
		FILE *stream = open_memstream(&told, &len);
		diagnostics_write(building.list, stream);
		fclose(stream);
		if (strstr(told, rows[i].advice) == NULL)
			print_error("%s: %s\n", rows[i].target, told);
		assert_non_null(strstr(told, rows[i].advice));
		free(told);
		building_end(&building);
		buffer_free(&text);
	}
}

/* What the message says, where it might mislead. */
static void
test_messages(void **state)
{
	static const struct {
		const char *text, *said;
	} rows[] = {
	    {"---\ntitle: “T: U”\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"type straight ones"},
	    {"---\ntitle: T: U\nlang: en\nsummary: S\n"
	     "reviewed: 2026-01-31\n---\n" PAGE,
		"put it in quotes"},
	    {"---\ntitle: T\nlang: en\nsummary: S\n"
	     "reviewed: 2026-02-30\n---\n" PAGE,
		"there is no such day as 2026-02-30"},
	    {"---\ntitle: T\nlang: en\nsummary: S\n"
	     "reviewed: 30.2.2026\n---\n" PAGE,
		"year-month-day"},
	    {FRONT PAGE "\n##\u00a0Heading\n", "no-break space"},
	    {FRONT PAGE "\n##Heading\n", "want of a space"},
	    {FRONT PAGE "\n(1) a\n(2) b\n", "\"(2)\" begins no item"},
	    {FRONT PAGE "\n– Yes?\n– No.\n", "if this is speech"},
	    {FRONT PAGE "\n1.\u00a0a\n2.\u00a0b\n", "\"2.\" begins no item"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct building building;
		char *told = NULL;
		size_t len = 0;

		building_begin(&building, span_from(rows[i].text));
		FILE *stream = open_memstream(&told, &len);
		diagnostics_write(building.list, stream);
		fclose(stream);
		if (strstr(told, rows[i].said) == NULL)
			print_error("%s: %s\n", rows[i].said, told);
		assert_non_null(strstr(told, rows[i].said));
		free(told);
		building_end(&building);
	}
}

static void
test_long_url(void **state)
{
	(void)state;
	struct buffer text = BUFFER_EMPTY;

	buffer_append_text(&text, FRONT "A [b c](https://a/");
	buffer_append_repeated(&text, 'x', 1024 - strlen("https://a/"));
	buffer_append_text(&text, ")\n\nA [b c](https://a/");
	buffer_append_repeated(&text, 'x', 1025 - strlen("https://a/"));
	buffer_append_text(&text, ")\n\n" PAGE);
	buffer_append_byte(&text, '\0');
	const struct row rows[] = {
	    {text.ptr, "9:9: error [long-url]\n"},
	};
	CHECK(rows);
	buffer_free(&text);
}

/* Text that is kept elsewhere than in the source has no byte before it. */
static void
test_nul_in_item(void **state)
{
	static const char nuls[300];
	struct buffer text = BUFFER_EMPTY;
	struct building building;

	(void)state;
	buffer_append_text(&text, FRONT "a");
	buffer_append(&text, (struct span){nuls, sizeof nuls});
	buffer_append(&text, SPAN("\n\n- \0b\n\n" PAGE));
	building_begin(&building, buffer_span(&text));
	char *findings = building_findings(&building);
	assert_non_null(strstr(findings, "9:3: error [control-character]\n"));
	free(findings);
	building_end(&building);
	buffer_free(&text);
}

static void
test_blocks(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\n```\nx\n```\n", "11:1: warning [missing-info]\n"},
	    {FRONT PAGE "\n~~~ a plan\nx\n~~~\n", ""},
	    {FRONT PAGE "\n```x\na\n", "11:1: error [unclosed-fence]\n"},
	    {FRONT PAGE "\n```\n", "11:1: error [unclosed-fence]\n"
				   "11:1: warning [missing-info]\n"},
	    {FRONT PAGE "\n```x\n\n\n", "11:1: error [unclosed-fence]\n"},
	    {FRONT PAGE "\n- ```x\n  a\n\nb\n",
		"11:3: error [unclosed-fence]\n"},
	    {FRONT PAGE "\n> ```\n> a\n> ```\n",
		"11:3: warning [missing-info]\n"},
	    {FRONT PAGE "\n```\n```\n\n```\n\n\n  x\n```\n",
		"11:1: warning [missing-info]\n"
		"14:1: warning [missing-info]\n"},
	    {FRONT PAGE "\n```x\n" TEN TEN TEN TEN TEN TEN "1234567\n```\n",
		""},
	    {FRONT PAGE "\n```x\na\n  " TEN TEN TEN TEN TEN TEN "123456\n```\n",
		"13:1: warning [long-line]\n"},
	    {FRONT PAGE "\n    " TEN TEN TEN TEN TEN TEN "12345678\n",
		"11:1: warning [long-line]\n"
		"11:5: warning [indented-code]\n"},
	    {FRONT PAGE "\n- a\n\n        - b\n",
		"13:9: warning [indented-code]\n"},
	    {FRONT PAGE "\n```x\na\tb\n\tc\n```\n",
		"12:2: warning [tab-in-preformatted]\n"},
	    {FRONT PAGE "\n```x\n" TEN TEN TEN TEN TEN TEN "1\ta\n```\n",
		"12:62: warning [tab-in-preformatted]\n"},
	    {FRONT PAGE "\n```x\n" TEN TEN TEN TEN TEN TEN "1234\ta\n```\n",
		"12:1: warning [long-line]\n"
		"12:65: warning [tab-in-preformatted]\n"},
	    {FRONT PAGE "\nA <b>c</b> d<br>e <i>f</i>\n",
		"11:3: error [raw-html]\n11:19: error [raw-html]\n"},
	    {FRONT PAGE "\n<div>\ntext\n</div>\n", "11:1: error [raw-html]\n"},
	    {FRONT PAGE "\n</div>\n", "11:1: error [raw-html]\n"},
	    {FRONT PAGE "\n<br>\ntext\n", "12:1: error [raw-html]\n"},
	    {FRONT PAGE "\n<!-- a\nb --> text\n",
		"12:7: error [text-after-comment]\n"},
	    {FRONT PAGE "\n<!-- a\n\nb -->\n\nx <!-- c\nd --> e\n", ""},
	    {FRONT PAGE "\n<!-- a\n\nb\n", "11:1: error [unclosed-comment]\n"},
	    {FRONT PAGE "\nx <!-- a -- b --> y\n", "11:3: error [raw-html]\n"},
	    {FRONT PAGE "\n<!DOCTYPE html>\n", "11:1: error [raw-html]\n"},
	    {FRONT PAGE "\n- [ ] a\n- [x] b\n- [y] c\n* [X] [p q](#page)\n",
		""},
	    {FRONT PAGE "\n- \\[ ] a\n", ""},
	    {FRONT PAGE "\n|a|b|\n|-|-|\n|c|d|\n",
		"11:1: warning [not-a-table]\n"},
	    {FRONT PAGE "\nText\n| a | b |\n|---|---|\n| c | d |\n",
		"12:1: warning [not-a-table]\n"},
	    {FRONT PAGE "\n| a | b |\n| c | d |\n",
		"11:1: warning [not-a-table]\n"},
	    {FRONT PAGE "\n|a|b|\n|---|---|\n|c|d|\n", ""},
	    {FRONT PAGE "\na | b\nc | d\n", ""},
	    {FRONT PAGE "\n|a|b|\n|---|---|\n|c|d|e|\n|f|\n| \\| |`|`| g\n",
		"13:6: error [extra-cell]\n15:12: error [extra-cell]\n"},
	    {FRONT PAGE "\n|a|b|c\n|---|---|\n|c|d| | |\n",
		"11:6: error [extra-cell]\n"},
	    {FRONT PAGE "\n> - |||\n>   |---|---|\n>   |c||e\n",
		"13:9: error [extra-cell]\n"},
	    {FRONT PAGE "\na|b\n---|---\nc|d\nafter\n",
		"14:1: warning [row-without-bar]\n"},
	    {FRONT PAGE "\n|a|b|\n|---|---|\n|c|d|\n## E | f\n\ng\n",
		"14:1: error [table-goes-on]\n"},
	    {FRONT PAGE "\n|a|\n|---|\n|c|\n```x\n#1\n~~~\n",
		"14:1: error [table-goes-on]\n"
		"16:1: error [table-goes-on]\n"},
	    {FRONT PAGE "\n|a|\n|---|\n|c|d|\ne\n",
		"13:4: error [extra-cell]\n"},
	    {FRONT PAGE "\nA $x^2$ and $$y$$ b\n",
		"11:3: warning [math]\n11:13: warning [math]\n"},
	    {FRONT PAGE "\n2*3*4 ml and 5*6*7\n",
		"11:2: warning [stars-left-out]\n"},
	    {FRONT PAGE "\n2**3**4 ml\n", "11:2: warning [stars-left-out]\n"},
	    {FRONT PAGE "\n- 2*3 or 4*5 ml\n",
		"11:4: warning [stars-left-out]\n"},
	    {FRONT PAGE "\n2 * 3 * 4, 2\\*3\\*4, `2*3*4`, 2×3×4, 2*3\n\n"
			"*2* 3 **4** a*b*c\n",
		""},
	    {FRONT PAGE "\nFrom $5 to $10 or \\$x or 6$.\n", ""},
	    {FRONT PAGE "\nA \xe6\x97\xa5 b \xe6\x97\xa5\n\nc \xe6\x97\xa5\n",
		"11:3: warning [no-ascii]\n13:3: warning [no-ascii]\n"},
	    {"---\ntitle: 病院\nlang: ja\nsummary: 案内。\nreviewed: "
	     "2026-01-01\n---\n\n## 日 {#p}\n\n電話、ヘルプ。\n\n한 日\n",
		"3:7: warning [missing-words]\n12:1: warning [no-ascii]\n"},
	    {FRONT PAGE "\nPress 1\ufe0f\u20e3 or e\u0301\n", ""},
	    {FRONT PAGE "\nCaf\xc3\xa9 \xe2\x80\x93 \xc2\xbd\n", ""},
	};

	(void)state;
	CHECK(rows);
}

/* Lists and tables as word processors have them become one line. */
static void
test_pasted(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\n•\tone\n•\ttwo\n•\tthree\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\nText:\n• one\n• two\n",
		"13:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n-\u00a0one\n-\u00a0two\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n-one\n-two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n*\u00a0one\n*\u00a0two\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n– one\n– two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n· one\n· two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\no one\no two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\no\tone\nmore\no\ttwo\n",
		"13:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n\uf0b7 one\n\uf0b7 two\n",
		"11:1: warning [no-ascii]\n12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n☐ one\n☑ two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n→ one\n→ two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n§\tone\n§\ttwo\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n*one\n*two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n*one* a\n*two* b\n", ""},
	    {FRONT PAGE "\na. one\nb. two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\na) one\nb) two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n(1) one\n(2) two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n(a) one\n(b) two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\ni. one\nii. two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\nDo this: 1) one\n2) two\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\nText\n2. one\n3. two\n",
		"13:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n1.one\n2.two\n", "12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n1.\u00a0one\n2.\u00a0two\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n> • one\n> • two\n", "12:3: warning [not-a-list]\n"},
	    {FRONT PAGE "\n- text\n  • one\n  • two\n",
		"13:3: warning [not-a-list]\n"},
	    {FRONT PAGE "\n•\tone\r\n•\ttwo\r\n",
		"12:1: warning [not-a-list]\n"},
	    {FRONT PAGE "\n- one\n        - two\n",
		"12:9: warning [not-a-list]\n"},
	    {FRONT PAGE "\n1. one\n   - two\n\n> - three\n>   - four\n", ""},
	    {FRONT PAGE "\nA\tB\nC\tD\nE\tF\n",
		"12:1: warning [not-a-table]\n"},
	    {FRONT PAGE "\nA\t\tB\nC\tD\n", "12:1: warning [not-a-table]\n"},
	    /* One such line is none. */
	    {FRONT PAGE "\nIt began in\n1999. It ended in\n2005. So.\n", ""},
	    {FRONT PAGE "\n– No, she said.\nHe left.\n", ""},
	    {FRONT PAGE "\n• one\ntwo\n\n• three\n", ""},
	    {FRONT PAGE "\nThis is a\nb. c\n(see\n(2) there)\n", ""},
	    {FRONT PAGE "\nsete\no oito\ne mais\no nove\n", ""},
	    {FRONT PAGE "\nJ. Smith\nA. Jones\n", ""},
	    {FRONT PAGE "\n(1) one\n(7) two\n", ""},
	    {FRONT PAGE "\n1.5 mg\n2.5 mg\n-5 degrees\n", ""},
	    {FRONT PAGE "\nA\tB\nC\n", ""},
	    /* Nor are these glued. */
	    {FRONT PAGE "\n• one\\\n• two  \n• three<br>\n• four\n", ""},
	    {FRONT PAGE "\nText:\n1) one\n2) two\n\n- a\n- b\n", ""},
	    {FRONT PAGE "\n\\- one\n\\- two\n\\• one\n\\• two\n", ""},
	    {FRONT PAGE "\n```x\n• one\n• two\n```\n", ""},
	};

	(void)state;
	CHECK(rows);
}

/* So do lines that Markdown has no mark for. */
static void
test_joined(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\n12 High Street\nLeeds\nLS1 1AA\n",
		"13:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nOpen:\nMonday: 9-5\nTuesday: 9-5\n",
		"13:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nKind regards,\nAnna\nNurse\n",
		"13:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\n- Élodie\n  Été\n  Œuvre\n",
		"13:3: warning [joined-lines]\n"},
	    {FRONT PAGE "\nТел.\n> Улица\n> Дом\n> 5\n",
		"14:3: warning [joined-lines]\n"},
	    {FRONT PAGE "\n**Q:** Does it hurt if I do what the leaflet says?\n"
			"**A:** No.\n",
		"12:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nPhone: 0123\nÖffnung: 9-5\n",
		"12:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nApple\n: a fruit\n",
		"12:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nName    Phone\nAnna    0123\nBea     0456\n",
		"12:1: warning [not-a-table]\n"},
	    {FRONT PAGE "\nÄrztin   Tag\nAnna     Mo\n",
		"12:1: warning [not-a-table]\n"},
	    /* Prose, and lines that are kept apart. */
	    {FRONT PAGE "\n12 High Street\\\nLeeds  \nLS1 1AA\n", ""},
	    {FRONT PAGE "\nKind regards,\nAnna\n", ""},
	    {FRONT PAGE "\nOne is.\nTwo is.\nThree is.\nFour is.\n", ""},
	    {FRONT PAGE "\nIt is a long way to go from here to\nLondon, "
			"or to go from there to London\nCity, so that we\n",
		""},
	    {FRONT PAGE
		"\nNote: at 9:00 we begin, and we go on until the end of "
		"it\nSee also: x\n\nAt 9:00\nAt 10:00\n\nThis: a\\\nThat: b\n",
		"12:1: warning [joined-lines]\n"},
	    {FRONT PAGE "\nit is\na poem\nof small\nletters\n", ""},
	    {FRONT PAGE "\nOne.  Two here.\nTwo.  Three so.\n", ""},
	};

	(void)state;
	CHECK(rows);
}

/* Numbers that readers see as others. */
static void
test_numbers(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\n1. a\n2. b\n2. c\n5. d\n",
		"13:1: warning [other-number]\n"},
	    {FRONT PAGE "\n1. a\n\n2. b\n\n5. c\n",
		"15:1: warning [other-number]\n"},
	    {FRONT PAGE "\n> - a\n>   1) b\n>   3) c\n",
		"13:5: warning [other-number]\n"},
	    {FRONT PAGE "\n1. a\n1. b\n1. c\n\nx\n\n3. a\n4. b\n   - c\n"
			"5. d\n\nx\n\n0. a\n0. b\n\n- 1. x\n- 5. y\n",
		""},
	    {FRONT PAGE
		"\n1. > a\n2. ```x\n   b\n   ```\n3. *c*\n4. [d](#page)\n"
		"5. `e`\n6. f\n   7\n",
		""},
	};

	(void)state;
	CHECK(rows);
}

/* Text that Markdown leaves out, or makes a heading of. */
static void
test_vanished(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\n[Note]: important\n\n> [Wichtig]: Termine (x)\n",
		"11:1: warning [vanished-line]\n"
		"13:3: warning [vanished-line]\n"},
	    {FRONT PAGE "\n[Note]: See.\n", "11:1: warning [vanished-line]\n"},
	    {FRONT PAGE "\n[Note]: important words, [a]: b\n\n"
			"\\[Note]: important\n\n`[x]: y`\n\n"
			"[a b]: https://example.org\n[c]: #page\n[d]: <e f>\n",
		""},
	    {FRONT PAGE "\n```x\n[Note]: important\n```\n\n<!--\n[a]: b\n-->\n",
		""},
	    {FRONT PAGE
		"\nSee [x](#page) and [INSTALL].\n\n[INSTALL]: INSTALL\n",
		"13:12: error [broken-file]\n"},
	    {FRONT PAGE "\nSome words, and\nmore.\n---\nText.\n",
		"11:1: warning [accidental-heading]\n"},
	    {FRONT PAGE "\nSome words.\n---\n\nText.\n",
		"11:1: warning [accidental-heading]\n"},
	    {FRONT PAGE "\nTitle\n---\n\nText.\n\n### To wash.\n\nText.\n\n> > "
			"#### So.\n> >\n> > x\n",
		""},
	    {FRONT "[the doc](C:\\a.pdf)\n\n" PAGE,
		"7:11: error [bad-scheme]\n"},
	};

	(void)state;
	CHECK(rows);
}

/* What other programs that write Markdown know. */
static void
test_dialects(void **state)
{
	static const struct row rows[] = {
	    {FRONT PAGE "\nSee [[Help page]] and [[help|us]].\n",
		"11:5: warning [foreign-markup]\n"
		"11:23: warning [foreign-markup]\n"},
	    {FRONT PAGE "\nA ![[photo.png]] b\n",
		"11:3: warning [foreign-markup]\n"},
	    {FRONT PAGE "\n%%private%% a\n\n%%\nprivate\n%%\n",
		"11:1: warning [foreign-markup]\n"
		"13:1: warning [foreign-markup]\n"
		"15:1: warning [foreign-markup]\n"},
	    {FRONT PAGE "\n> [!NOTE]\n> Text\n",
		"11:3: warning [foreign-markup]\n"},
	    {FRONT PAGE "\nA ~~old~~ (==new==)^[a note]\n",
		"11:3: warning [foreign-markup]\n"
		"11:12: warning [foreign-markup]\n"
		"11:20: warning [foreign-markup]\n"},
	    {FRONT PAGE "\n[TOC]\n\n::: box\nText\n:::\n",
		"11:1: warning [foreign-markup]\n"
		"13:1: warning [foreign-markup]\n"
		"15:1: warning [foreign-markup]\n"},
	    {FRONT PAGE "\na == b == c, x==1 and y==2, ~~~ 5%% of 6%%, ~5 "
			"~6, 2^3, [x], a::b, [!x], `[[a]]` \\[[b]] [x]!\n",
		""},
	};

	(void)state;
	CHECK(rows);
}

static void
test_files(void **state)
{
	static const struct row rows[] = {
	    {FRONT "[the leaflet](leaflet.pdf)\n\n" PAGE, ""},
	    {FRONT "[the leaflet](doc.md)\n\n" PAGE,
		"7:15: warning [link-to-itself]\n"},
	    {FRONT "[the leaflet](leaflat.pdf)\n\n" PAGE,
		"7:15: error [broken-file]\n"},
	    {FRONT "[the leaflet](<my leaflet.pdf>)\n\n" PAGE, ""},
	    {FRONT "[the leaflet](my%20leaflet.pdf#page=2)\n\n" PAGE, ""},
	    {FRONT "![a hand](img/./a.png)\n\n" PAGE, ""},
	    {FRONT "![a hand](img/../img/a.png)\n\n" PAGE, ""},
	    {FRONT "![a hand](img)\n\n" PAGE, "7:11: error [broken-file]\n"},
	    {FRONT "![a hand](img/inside)\n\n" PAGE, ""},
	    {FRONT "![a hand](outside)\n\n" PAGE,
		"7:11: error [outside-folder]\n"},
	    {FRONT "![a hand](absolute)\n\n" PAGE,
		"7:11: error [outside-folder]\n"},
	    {FRONT "![a hand](fifo)\n\n" PAGE, "7:11: error [broken-file]\n"},
	    {FRONT "![a hand](loop)\n\n" PAGE,
		"7:11: error [outside-folder]\n"},
	    {FRONT "![a hand](huge)\n\n" PAGE, "1:1: error [output-too-big]\n"},
	};
	char folder[] = "/tmp/lozenge-test-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(folder));
	int before = open(".", O_PATH | O_DIRECTORY);
	assert_int_equal(chdir(folder), 0);
	close(open("doc.md", O_CREAT | O_WRONLY, 0600));
	close(open("leaflet.pdf", O_CREAT | O_WRONLY, 0600));
	close(open("my leaflet.pdf", O_CREAT | O_WRONLY, 0600));
	int huge = open("huge", O_CREAT | O_WRONLY, 0600);
	assert_int_equal(ftruncate(huge, (off_t)1 << 40), 0);
	close(huge);
	assert_int_equal(mkdir("img", 0700), 0);
	close(open("img/a.png", O_CREAT | O_WRONLY, 0600));
	assert_int_equal(symlink("a.png", "img/inside"), 0);
	assert_int_equal(symlink("../../etc/passwd", "outside"), 0);
	assert_int_equal(symlink("/etc/passwd", "absolute"), 0);
	assert_int_equal(symlink("loop", "loop"), 0);
	assert_int_equal(mkfifo("fifo", 0600), 0);
	CHECK(rows);

	static const char *const made[] = {"doc.md", "leaflet.pdf",
	    "my leaflet.pdf", "huge", "img/a.png", "img/inside", "outside",
	    "absolute", "loop", "fifo"};
	for (size_t i = 0; i < sizeof made / sizeof made[0]; i++)
		unlink(made[i]);
	rmdir("img");
	assert_int_equal(fchdir(before), 0);
	close(before);
	rmdir(folder);
}

/* All findings of one run come at once, errors and warnings mixed. */
static void
test_together(void **state)
{
	static const struct row rows[] = {
	    {"---\ntitle: T\nlang: en\nsummry: S\n---\n[here](#x)\n",
		"1:1: error [missing-key]\n1:1: error [missing-key]\n"
		"1:1: error [no-sections]\n4:1: warning [unknown-key]\n"
		"6:2: warning [vague-link]\n6:8: error [broken-anchor]\n"},
	};

	(void)state;
	CHECK(rows);
}

static void
test_too_big(void **state)
{
	struct building building;
	struct buffer text = BUFFER_EMPTY;

	(void)state;
	buffer_append_text(&text, FRONT);
	buffer_append_repeated(&text, 'x', SOURCE_BYTES_MAX);
	building_begin(&building, buffer_span(&text));
	char *findings = building_findings(&building);
	assert_string_equal(findings, "1:1: error [too-big]\n");
	free(findings);
	building_end(&building);
	buffer_free(&text);
}

/* Documents that would grow out of all proportion are refused. */
static void
test_growth(void **state)
{
	static const struct {
		const char *head, *repeated;
		size_t count;
		const char *tail, *code;
	} rows[] = {
	    {FRONT PAGE "\n", "[x]\n\n", 100000, NULL, "output-too-big"},
	    {FRONT PAGE "\n", "|\n", 100000, "wide", "table-too-wide"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct building building;
		struct buffer text = BUFFER_EMPTY;

		buffer_append_text(&text, rows[i].head);
		if (rows[i].tail == NULL) {
			buffer_append_text(&text, "[x]: https://a/");
			buffer_append_repeated(&text, 'y', 1000);
		} else {
			buffer_append_repeated(&text, '|', 10000);
			buffer_append_byte(&text, '\n');
			for (size_t j = 0; j < 10000; j++)
				buffer_append_text(&text, "|---");
		}
		buffer_append_text(&text, rows[i].tail == NULL ? "\n\n" : "\n");
		for (size_t j = 0; j < rows[i].count; j++)
			buffer_append_text(&text, rows[i].repeated);
		building_begin(&building, buffer_span(&text));
		char *findings = building_findings(&building);
		assert_non_null(strstr(findings, rows[i].code));
		free(findings);
		building_end(&building);
		buffer_free(&text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bytes),
	    cmocka_unit_test(test_footnotes),
	    cmocka_unit_test(test_front_matter),
	    cmocka_unit_test(test_overdue),
	    cmocka_unit_test(test_headings),
	    cmocka_unit_test(test_links),
	    cmocka_unit_test(test_advice),
	    cmocka_unit_test(test_messages),
	    cmocka_unit_test(test_long_url),
	    cmocka_unit_test(test_nul_in_item),
	    cmocka_unit_test(test_blocks),
	    cmocka_unit_test(test_pasted),
	    cmocka_unit_test(test_joined),
	    cmocka_unit_test(test_numbers),
	    cmocka_unit_test(test_vanished),
	    cmocka_unit_test(test_dialects),
	    cmocka_unit_test(test_files),
	    cmocka_unit_test(test_together),
	    cmocka_unit_test(test_too_big),
	    cmocka_unit_test(test_growth),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
