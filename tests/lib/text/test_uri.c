/*
 * URIs: RFC 3986's grammar, ports, hosts, percent escapes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "uri.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static void
describe_part(struct buffer *out, const char *label, bool has, struct span text)
{
	if (!has)
		return;
	buffer_append_text(out, label);
	buffer_append(out, text);
}

/* The parts of a URI on one line: "s=a h=b p=/c". */
static void
describe(struct buffer *out, const struct uri *uri)
{
	buffer_clear(out);
	describe_part(out, "s=", uri->scheme.len > 0, uri->scheme);
	describe_part(out, " u=", uri->has_userinfo, uri->userinfo);
	describe_part(out,
	    uri->host_is_literal ? " l=" : " h=", uri->has_authority,
	    uri->host);
	describe_part(out, " n=", uri->has_port, uri->port);
	describe_part(out, " p=", true, uri->path);
	describe_part(out, " q=", uri->has_query, uri->query);
	describe_part(out, " f=", uri->has_fragment, uri->fragment);
}

static void
takes_apart(void **state)
{
	static const struct {
		const char *text, *parts;
	} rows[] = {
	    {"", " p="},
	    {"gemini://h/", "s=gemini h=h p=/"},
	    {"gemini://h", "s=gemini h=h p="},
	    {"g+i-n.1://h", "s=g+i-n.1 h=h p="},
	    {"a://u:p@h:1965/p?q#f", "s=a u=u:p h=h n=1965 p=/p q=q f=f"},
	    {"a://@h:/?#", "s=a u= h=h n= p=/ q= f="},
	    {"a://h?q", "s=a h=h p= q=q"},
	    {"a://h#f", "s=a h=h p= f=f"},
	    {"a:///p", "s=a h= p=/p"},
	    {"a://:1", "s=a h= n=1 p="},
	    {"a:", "s=a p="},
	    {"a:b", "s=a p=b"},
	    {"a:/b", "s=a p=/b"},
	    {"a:b:c@d//e", "s=a p=b:c@d//e"},
	    {"mailto:a@b.example", "s=mailto p=a@b.example"},
	    {"urn:example:a/b", "s=urn p=example:a/b"},
	    {"//h/p", " h=h p=/p"},
	    {"//", " h= p="},
	    {"/a:b", " p=/a:b"},
	    {"./a:b", " p=./a:b"},
	    {"a/b:c", " p=a/b:c"},
	    {"?a/b?c", " p= q=a/b?c"},
	    {"#a/b?c", " p= f=a/b?c"},
	    {"a://h/a:b@c;d=e!$&'()*+,", "s=a h=h p=/a:b@c;d=e!$&'()*+,"},
	    {"a://h-._~!$&'()*+,;=/", "s=a h=h-._~!$&'()*+,;= p=/"},
	    {"a://h%00.b/%C3%bc?%41#%7e", "s=a h=h%00.b p=/%C3%bc q=%41 f=%7e"},
	    {"a://127.0.0.1/", "s=a h=127.0.0.1 p=/"},
	    {"a://999.1.1.1/", "s=a h=999.1.1.1 p=/"}, /* a reg-name */
	    {"a://[::1]:1965/", "s=a l=::1 n=1965 p=/"},
	    {"a://[2001:db8::192.0.2.1]", "s=a l=2001:db8::192.0.2.1 p="},
	    {"a://[v1F.a:b]/", "s=a l=v1F.a:b p=/"},
	    {"a://u%40@[V0.~]", "s=a u=u%40 l=V0.~ p="},
	    {"a://h:00001965/", "s=a h=h n=00001965 p=/"},
	};
	struct buffer parts = BUFFER_EMPTY;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct uri uri;

		if (!uri_parse(&uri, span_from(rows[i].text)))
			fail_msg("refused: %s", rows[i].text);
		describe(&parts, &uri);
		buffer_append_byte(&parts, '\0');
		assert_string_equal(parts.ptr, rows[i].parts);
	}
	buffer_free(&parts);
}

static void
refuses_what_is_malformed(void **state)
{
	static const char *const texts[] = {" ", "a b", "a://h/ ", " a://h/",
	    "a://h/\t", "a://h/\r", "a://h/\x1b", "a://h/\x7f",
	    "a://h/\xc3\xbc", "a://\xc3\xbc/", "a://h/<b>", "a://h/\"",
	    "a://h/a\\b", "a://h/^", "a://h/`", "a://h/{b}", "a://h/|",
	    "a://h/[b]", "a://h/?a|b", "a://h/?[", "a://h/#a#b", "a://h/#\\",
	    "a://h/%", "a://h/%4", "a://h/%zz", "a://h/%-1", "a://h/%+1",
	    "a://h/% 1", "a://h/%4g", "a://h/%%41", "a://h/?%", "a://h/#%0",
	    "a://%/", "a://u%@h/", "a://h:+1965/", "a://h:-1/", "a://h: 1/",
	    "a://h:1965:1965/", "a://h:0x1/", "a://h:1a/", "a://h:%31/",
	    "a://u@v@h/", "a://a:b:c/", "a://[::1", "a://[::1/", "a://::1/",
	    "a://::1]/", "a://[]/", "a://[::1]x/", "a://x[::1]/",
	    "a://[::1]1965/", "a://[[::1]]/", "a://[1.2.3.4]/", "a://[g::]/",
	    "a://[::1%25eth0]/", "a://[v.a]/", "a://[v1.]/", "a://[v1]/",
	    "a://[vg.a]/", "a://[v1.%41]/", "a://[::%31]/", ":", ":a", "1a:b",
	    "-a://h", "+://h", "gem*ni://h/", "g%65mini://h/", "a_b:c", "://h/",
	    "a?b:c d", "\xef\xbb\xbfg://h/"};
	struct uri uri;

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++)
		if (uri_parse(&uri, span_from(texts[i])))
			fail_msg("accepted: \"%s\"", texts[i]);
	assert_false(uri_parse(&uri, SPAN("a://h/b\0c")));
	assert_false(uri_parse(&uri, SPAN("\0a://h/")));
	assert_true(uri_parse(&uri, (struct span){NULL, 0}));
}

/* Every byte in every place: RFC 3986's sets, written out once more. */
static void
knows_every_byte(void **state)
{
	static const char everywhere[] =
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	    "-._~!$&'()*+,;=";
	static const struct {
		const char *before, *after, *also;
	} places[] = {
	    {"a://x", "y", ":@/?#"}, /* the delimiters are legal, too */
	    {"a:/", "", ":@/?#"},
	    {"a:?", "", ":@/?#"},
	    {"a:#", "", ":@/?"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(places); i++)
		for (int byte = 1; byte < 256; byte++) {
			char text[32];
			struct uri uri;
			int len = snprintf(text, sizeof(text), "%s%c%s",
			    places[i].before, byte, places[i].after);
			bool legal = strchr(everywhere, byte) != NULL ||
				     strchr(places[i].also, byte) != NULL;

			if (i == 0 && byte == ':')
				legal = false; /* "y" is no port */
			if (uri_parse(&uri, (struct span){text, (size_t)len}) !=
			    legal)
				fail_msg("byte %02x after %s", byte,
				    places[i].before);
		}
}

static void
reads_ports(void **state)
{
	static const struct {
		const char *text;
		unsigned port;
	} rows[] = {
	    {"a://h", 70}, {"a://h:", 70}, {"a://h:0", 0}, {"a://h:1", 1},
	    {"a://h:65535", 65535}, {"a://h:65536", 0}, {"a://h:0001965", 1965},
	    {"a://h:4294969261", 0},           /* 2^32 + 1965 */
	    {"a://h:18446744073709553581", 0}, /* 2^64 + 1965 */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct uri uri;

		assert_true(uri_parse(&uri, span_from(rows[i].text)));
		assert_int_equal(uri_port(&uri, 70), rows[i].port);
	}
}

static void
compares_hosts(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
	    {"host.example", "HOST.Example", true},
	    {"host.example.", "host.example", true},
	    {"host.example.", "host.example.", true},
	    {"host.example..", "host.example", false},
	    {"host.example..", "host.example.", false},
	    {"h%6fst", "host", true},
	    {"h%4Fst", "host", true},
	    {"host%00", "host", false},
	    {"host%00.evil.example", "host", false},
	    {"host.evil.example", "host", false},
	    {"evilhost", "host", false},
	    {"hos", "host", false},
	    {"host%", "host", false},
	    {"host%zz", "host%", false},
	    {"::1", "::1", true},
	    {"", "", true},
	    {"", "host", false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct span a = span_from(rows[i].a), b = span_from(rows[i].b);

		if (uri_host_equal(a, b) != rows[i].equal ||
		    uri_host_equal(b, a) != rows[i].equal)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
	}
}

static void
decodes_once(void **state)
{
	static const struct {
		const char *text;
		struct span decoded;
		bool valid;
	} rows[] = {
	    {"", {"", 0}, true},
	    {"a+b", {"a+b", 3}, true},
	    {"%2541", {"%41", 3}, true},
	    {"%c3%BC%00%fF", {"\xc3\xbc\0\xff", 4}, true},
	    {"ab%", {"ab", 2}, false},
	    {"ab%4", {"ab", 2}, false},
	    {"a%4gb", {"a", 1}, false},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY;

		assert_int_equal(
		    uri_percent_decode(&out, span_from(rows[i].text)),
		    rows[i].valid);
		assert_true(span_equal(buffer_span(&out), rows[i].decoded));
		buffer_free(&out);
	}
}

static void
encodes_paths(void **state)
{
	static const struct {
		struct span path;
		const char *encoded;
	} rows[] = {
	    {{"", 0}, ""},
	    {{"/a/b.gmi", 8}, "/a/b.gmi"},
	    {{"sp ace%", 7}, "sp%20ace%25"},
	    {{"?#[]", 4}, "%3F%23%5B%5D"},
	    {{"-._~!$&'()*+,;=:@", 17}, "-._~!$&'()*+,;=:@"},
	    {{"\xc3\xbc\0\r\n", 5}, "%C3%BC%00%0D%0A"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct buffer out = BUFFER_EMPTY, back = BUFFER_EMPTY;

		uri_percent_encode(&out, rows[i].path);
		assert_true(
		    span_equal(buffer_span(&out), span_from(rows[i].encoded)));
		assert_true(uri_percent_decode(&back, buffer_span(&out)));
		assert_true(span_equal(buffer_span(&back), rows[i].path));
		buffer_free(&out);
		buffer_free(&back);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(takes_apart),
	    cmocka_unit_test(refuses_what_is_malformed),
	    cmocka_unit_test(knows_every_byte),
	    cmocka_unit_test(reads_ports),
	    cmocka_unit_test(compares_hosts),
	    cmocka_unit_test(decodes_once),
	    cmocka_unit_test(encodes_paths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
