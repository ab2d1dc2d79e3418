/*
 * Media types by suffix, item types by media type.
 */
#include "expect.h"
#include "media.h"

static void
finds_media_types(void **state)
{
	static const struct {
		const char *name, *media_type;
	} rows[] = {
	    {"a.gmi", "text/gemini"},
	    {"a.GMI", "text/gemini"},
	    {"a.gemini", "text/gemini"},
	    {"/dir/a.txt", "text/plain"},
	    {"a.md", "text/markdown"},
	    {"a.xml", "text/xml"},
	    {"a.atom", "application/atom+xml"},
	    {"a.rss", "application/rss+xml"},
	    {"a.json", "application/json"},
	    {"a.html", "text/html"},
	    {"a.htm", "text/html"},
	    {"a.css", "text/css"},
	    {"a.csv", "text/csv"},
	    {"a.png", "image/png"},
	    {"a.jpg", "image/jpeg"},
	    {"a.JPEG", "image/jpeg"},
	    {"a.gif", "image/gif"},
	    {"a.webp", "image/webp"},
	    {"a.svg", "image/svg+xml"},
	    {"a.pdf", "application/pdf"},
	    {"a.epub", "application/epub+zip"},
	    {"a.mobi", "application/x-mobipocket-ebook"},
	    {"a.AZW3", "application/vnd.amazon.mobi8-ebook"},
	    {"a.fb2", "application/x-fictionbook+xml"},
	    {"a.djvu", "image/vnd.djvu"},
	    {"a.cbz", "application/vnd.comicbook+zip"},
	    {"a.rar", "application/vnd.rar"},
	    {"a.lha", "application/x-lzh-compressed"},
	    {"a.tar.zst", "application/zstd"},
	    {"a.tar.gz", "application/gzip"},
	    {"a.7z", "application/x-7z-compressed"},
	    {"a.zst", "application/zstd"},
	    {"a.markdown", "text/markdown"},
	    {"a.mp3", "audio/mpeg"},
	    {"a.ogg", "audio/ogg"},
	    {"a.ics", "text/calendar"},
	    {"a.vcf", "text/vcard"},
	    {"a.asc", "text/plain"},
	    {"", NULL},
	    {".", NULL},
	    {"a", NULL},
	    {"a.", NULL},
	    {"gmi", NULL},
	    {".gmi", NULL},
	    {"dir/.gmi", NULL},
	    {"a.gmi/", NULL},
	    {"a.gmi/b", NULL},
	    {"a.gm", NULL},
	    {"a.gmix", NULL},
	    {"a.unknown", NULL},
	    {"a.verylongsuffix", NULL},
	    {"a.\xC3\xBC", NULL},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *found = media_from_name(span_from(rows[i].name));

		if (rows[i].media_type == NULL)
			assert_null(found);
		else
			assert_string_equal(found, rows[i].media_type);
	}
	assert_null(media_from_name(SPAN("a.gmi\0")));
	assert_null(media_from_name(SPAN("a.\0gmi")));
}

static void
finds_item_types(void **state)
{
	static const struct {
		const char *media_type;
		char item_type;
		bool is_text;
	} rows[] = {
	    {"text/gemini", '1', true},
	    {"text/gemini; lang=en", '1', true},
	    {"TEXT/GEMINI", '1', true},
	    {"text/plain", '0', true},
	    {"text/xml", '0', true},
	    {"text/html", 'h', true},
	    {"application/xhtml+xml", 'h', false},
	    {"image/gif", 'g', false},
	    {"image/png", 'I', false},
	    {"audio/ogg", 's', false},
	    {"application/pdf", '9', false},
	    {"video/mp4", '9', false},
	    {"application/json", '9', false},
	    {"text", '9', false},
	    {"", '9', false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span media_type = span_from(rows[i].media_type);

		assert_int_equal(
		    media_item_type(media_type), rows[i].item_type);
		assert_int_equal(media_is_text(media_type), rows[i].is_text);
	}
}

static void
tells_texts(void **state)
{
	const struct {
		struct span head;
		const char *media_type;
	} rows[] = {
	    {SPAN(""), "text/plain"},
	    {SPAN("Some words.\r\n\tmore\f"), "text/plain"},
	    {SPAN("\x1b[1mbold\x1b[0m"), "text/plain"},
	    {SPAN("caf\xe9"), "text/plain"},
	    {SPAN("caf\xc3\xa9"), "text/plain"},
	    {SPAN("{\"a\": 1}"), "text/plain"},
	    {SPAN("<!DOCTYPE HTML>"), "text/html"},
	    {SPAN("<html lang=\"en\">"), "text/html"},
	    {SPAN("<?xml version=\"1.0\"?>"), "text/xml"},
	    {SPAN("<svg xmlns="), "image/svg+xml"},
	    {SPAN("%PDF-1.7\n"), "application/pdf"},
	    {SPAN("%!PS-Adobe"), "application/postscript"},
	    {SPAN("{\\rtf1"), "text/rtf"},
	    {SPAN("words and a \0"), NULL},
	    {SPAN("\1"), NULL},
	    {SPAN("\v"), NULL},
	    {SPAN("GIF89a\1\0"), NULL},
	    {SPAN("\x89PNG\r\n\x1a\n"), NULL},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *type = media_from_text(rows[i].head);

		if (rows[i].media_type == NULL)
			assert_null(type);
		else
			assert_string_equal(type, rows[i].media_type);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(tells_texts),
	    cmocka_unit_test(finds_media_types),
	    cmocka_unit_test(finds_item_types),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
