/*
 * Media types and charsets of open files.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "file_type.h"
#include "magic.h"
#include "span.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct magic_types *magic;

static int
load(void **state)
{
	(void)state;
	magic = magic_types_load();
	return magic == NULL ? -1 : 0;
}

static int
unload(void **state)
{
	(void)state;
	magic_types_free(magic);
	return 0;
}

/* A file of these bytes, known as number ${inode}. */
static struct docroot_file
file_of(struct span bytes, uint64_t inode)
{
	struct docroot_file file = {
	    .fd = memfd_create("file", MFD_CLOEXEC),
	    .identity = {.inode = inode, .size = (int64_t)bytes.len},
	};

	if (write(file.fd, bytes.ptr, bytes.len) != (ssize_t)bytes.len)
		abort();
	return file;
}

static struct file_type
look_at(struct file_types *types, const char *named,
    const struct docroot_file *file)
{
	struct file_type type;

	assert_true(file_type_find(&type, types, named, file));
	return type;
}

static void
expect_type(struct file_type type, const char *media, const char *charset)
{
	assert_string_equal(type.media, media);
	if (charset == NULL)
		assert_null(type.charset);
	else
		assert_string_equal(type.charset, charset);
}

static void
test_types(void **state)
{
	const struct {
		const char *named;
		struct span bytes;
		const char *media, *charset;
	} rows[] = {
	    {"text/gemini", SPAN("\xff"), "text/gemini", "utf-8"},
	    {"image/png", SPAN("words"), "image/png", NULL},
	    {"text/plain", SPAN("words"), "text/plain", "utf-8"},
	    {"text/plain", SPAN("\xc3\xa9"), "text/plain", "utf-8"},
	    {"text/plain", SPAN("\xe9"), "text/plain", "iso-8859-1"},
	    {"text/plain", SPAN("a\xc3"), "text/plain", "iso-8859-1"},
	    {"text/plain",
		SPAN("\xff\xfe"
		     "a\0\n\0"),
		"text/plain", "utf-16"},
	    {"text/plain", SPAN("\xfe\xff\0a\0\n"), "text/plain", "utf-16"},
	    {"text/plain", SPAN("\xff\xfd"), "text/plain", "iso-8859-1"},
	    {"text/plain", SPAN(""), "text/plain", "utf-8"},
	    {NULL, SPAN(""), "text/plain", "utf-8"},
	    {NULL, SPAN("Some words.\n"), "text/plain", "utf-8"},
	    {NULL, SPAN("Caf\xe9 words.\n"), "text/plain", "iso-8859-1"},
	    {NULL, SPAN("GIF89a\1\0\1\0\0\0\0"), "image/gif", NULL},
	    {NULL, SPAN("\0\1\2\3"), "application/octet-stream", NULL},
	    {NULL, SPAN("{\"a\": 1}\n"), "text/plain", "utf-8"},
	    {NULL, SPAN("#!/bin/sh\n"), "text/plain", "utf-8"},
	    {NULL, SPAN("<!DOCTYPE html>\n"), "text/html", "utf-8"},
	    {NULL, SPAN("%PDF-1.4\n"), "application/pdf", NULL},
	    {NULL, SPAN("%PDF-1.4\n\1\2"), "application/pdf", NULL},
	};
	struct file_types *types = file_types_new(magic);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct docroot_file file = file_of(rows[i].bytes, i + 1);

		expect_type(look_at(types, rows[i].named, &file), rows[i].media,
		    rows[i].charset);
		close(file.fd);
	}
	file_types_free(types);
}

/* The head ends after 1024 bytes, perhaps within a character. */
static void
test_a_character_at_the_end_of_the_head(void **state)
{
	const struct {
		size_t before; /* this many letters, then ... */
		struct span bytes;
		const char *charset;
	} rows[] = {
	    {1023, SPAN("\xc3\xa9 more"), "utf-8"},
	    {1022, SPAN("\xe2\x82\xac more"), "utf-8"},
	    {1021, SPAN("\xf0\x9f\x92\x8a more"), "utf-8"},
	    {1023, SPAN("\xc3"), "utf-8"}, /* no more than could be seen */
	    {1022, SPAN("\xc3"), "iso-8859-1"},
	    {1020, SPAN("\xe9 is latin"), "iso-8859-1"},
	    {1024, SPAN("\xe9"), "utf-8"}, /* not looked at */
	};
	struct file_types *types = file_types_new(magic);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char bytes[2048];
		struct docroot_file file;

		memset(bytes, 'a', rows[i].before);
		memcpy(bytes + rows[i].before, rows[i].bytes.ptr,
		    rows[i].bytes.len);
		file = file_of(
		    (struct span){bytes, rows[i].before + rows[i].bytes.len},
		    i + 1);
		expect_type(look_at(types, "text/plain", &file), "text/plain",
		    rows[i].charset);
		close(file.fd);
	}
	file_types_free(types);
}

static void
test_remembers_until_changed(void **state)
{
	struct file_types *types = file_types_new(magic);
	struct docroot_file file = file_of(SPAN("words"), 1);

	(void)state;
	expect_type(look_at(types, NULL, &file), "text/plain", "utf-8");
	/* not looked at again: it is the same */
	assert_int_equal(pwrite(file.fd, "\xe9", 1, 0), 1);
	expect_type(look_at(types, NULL, &file), "text/plain", "utf-8");
	file.identity.changed_ns++;
	expect_type(look_at(types, NULL, &file), "text/plain", "iso-8859-1");
	/* fresh: looked at every time */
	file.identity.fresh = true;
	assert_int_equal(pwrite(file.fd, "e", 1, 0), 1);
	expect_type(look_at(types, NULL, &file), "text/plain", "utf-8");
	assert_int_equal(pwrite(file.fd, "\xe9", 1, 0), 1);
	expect_type(look_at(types, NULL, &file), "text/plain", "iso-8859-1");
	close(file.fd);
	file_types_free(types);
}

/* What cannot be read is not taken for an empty file, now or later. */
static void
test_unreadable(void **state)
{
	struct file_types *types = file_types_new(magic);
	struct docroot_file file = file_of(SPAN("\xe9t\xe9"), 1);
	int fd = file.fd;
	struct file_type type;

	(void)state;
	file.fd = -1;
	assert_false(file_type_find(&type, types, NULL, &file));
	assert_false(file_type_find(&type, types, "text/plain", &file));
	assert_true(file_type_find(&type, types, "text/gemini", &file));
	file.fd = fd;
	expect_type(look_at(types, NULL, &file), "text/plain", "iso-8859-1");
	close(fd);
	file_types_free(types);
}

static void
test_without_magic(void **state)
{
	struct file_types *types = file_types_new(NULL);
	struct docroot_file file = file_of(SPAN("GIF89a\1"), 1);

	(void)state;
	expect_type(
	    look_at(types, NULL, &file), "application/octet-stream", NULL);
	close(file.fd);
	file_types_free(types);
	file_types_free(NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_types),
	    cmocka_unit_test(test_a_character_at_the_end_of_the_head),
	    cmocka_unit_test(test_remembers_until_changed),
	    cmocka_unit_test(test_unreadable),
	    cmocka_unit_test(test_without_magic),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
