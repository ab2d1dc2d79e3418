/*
 * The manifest's first lines, kept as they are: tags and words point into them.
 */
#include "site_languages.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ascii.h"
#include "words.h"

/* The lines that are read stand at the beginning. */
#define HEAD_BYTES ((size_t)32 << 10)

/* Most languages of one capsule that are told apart. */
#define LANGUAGES_MAX 64

/* A tag that may stand in a media type parameter as it is. */
static bool
is_tag(struct span tag)
{
	for (size_t i = 0; i < tag.len; i++)
		if (!ascii_is_alphanumeric(tag.ptr[i]) && tag.ptr[i] != '-')
			return false;
	return tag.len > 0 && tag.len <= SITE_LANG_MAX;
}

/* Add a language; false without memory, or if there are too many. */
static bool
add_language(struct site_languages *languages, struct span tag)
{
	struct site_language *list;

	if (languages->count == LANGUAGES_MAX)
		return false;
	list =
	    reallocarray(languages->list, languages->count + 1, sizeof *list);
	if (list == NULL)
		return false;
	languages->list = list;
	list[languages->count++] = (struct site_language){
	    .tag = tag.ptr,
	    .words = *words_for(tag),
	};
	return true;
}

/* The language of the whole: the first that is told counts. */
static void
take_whole(struct site_languages *languages, struct span tag)
{
	struct site_language *whole = &languages->list[0];

	if (*whole->tag != '\0' || !is_tag(tag))
		return;
	whole->tag = tag.ptr;
	whole->words = *words_for(tag);
}

/* "name text": a word of the language that began last. */
static void
take_word(struct site_languages *languages, struct span pair)
{
	size_t space = span_find(pair, ' ');
	struct span text = span_skip(pair, space + 1);
	enum word word;

	if (text.len > 0 &&
	    words_of_name(&word, (struct span){pair.ptr, space}))
		languages->list[languages->count - 1].words.text[word] =
		    text.ptr;
}

/* Read the lines, each of which ends with a NUL; false without memory. */
static bool
take_lines(struct site_languages *languages, struct span rest)
{
	if (!add_language(languages, SPAN("")))
		return false;
	while (rest.len > 0) {
		struct span line = {rest.ptr, span_find(rest, '\0')};
		struct span tag = span_skip(line, strlen("translation "));

		if (span_starts_with(line, SPAN("lang ")))
			take_whole(languages, span_skip(line, strlen("lang ")));
		else if (span_starts_with(line, SPAN("word ")))
			take_word(languages, span_skip(line, strlen("word ")));
		else if (span_starts_with(line, SPAN("translation ")) &&
			 is_tag(tag) && !add_language(languages, tag))
			return languages->count == LANGUAGES_MAX;
		rest = span_skip(rest, line.len + 1);
	}
	return true;
}

/*
 * The whole lines of the manifest's head, NULs for their ends; -1 if unread.
 * There is room for one more byte.
 */
static ssize_t
read_head(char *bytes, int fd)
{
	ssize_t count = pread(fd, bytes, HEAD_BYTES, 0);

	if (count > 0 && (size_t)count < HEAD_BYTES)
		bytes[count++] = '\n';
	while (count > 0 && bytes[count - 1] != '\n')
		count--;
	for (ssize_t i = 0; i < count; i++)
		if (bytes[i] == '\n' || bytes[i] == '\r')
			bytes[i] = '\0';
	return count;
}

bool
site_languages_read(struct site_languages *languages, int fd)
{
	char head[HEAD_BYTES + 1];
	ssize_t count = read_head(head, fd);
	struct site_languages read = {0};

	if (count < 0)
		return false;
	read.bytes = malloc((size_t)count + 1);
	if (read.bytes == NULL)
		return false;
	memcpy(read.bytes, head, (size_t)count);
	if (!take_lines(&read, (struct span){read.bytes, (size_t)count})) {
		site_languages_free(&read);
		return false;
	}
	site_languages_free(languages);
	*languages = read;
	return true;
}

const struct site_language *
site_languages_at(const struct site_languages *languages, struct span path)
{
	struct span first = {path.ptr, span_find(path, '/')};

	for (size_t i = 1; i < languages->count; i++)
		if (span_equal(first, span_from(languages->list[i].tag)))
			return &languages->list[i];
	return languages->count == 0 ? NULL : &languages->list[0];
}

void
site_languages_free(struct site_languages *languages)
{
	free(languages->list);
	free(languages->bytes);
	*languages = (struct site_languages){0};
}
