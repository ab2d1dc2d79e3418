/*
 * lozenge index DIR: make a capsule's search index, a hand-written one's too.
 */
#include "commands.h"

#include <stdio.h>

#include "command_read.h"
#include "language_tag.h"
#include "search_capsule.h"

/* Take a [PREFIX=]TAG. */
static const char *
take_scope(void *target, const char *value)
{
	struct span text = span_from(value);
	size_t equals = span_find(text, '=');
	struct span prefix = SPAN("");
	struct span lang = text;

	if (equals < text.len) {
		prefix = (struct span){text.ptr, equals};
		lang = span_skip(text, equals + 1);
	}
	if (!language_tag_is_valid(lang))
		return "[PREFIX=]TAG, with a language tag like en-GB";
	return search_scopes_set(target, prefix, lang)
		   ? NULL
		   : "no more languages than that";
}

static const struct command_option options_known[] = {
    {"--lang", "TAG...",
	"the language of the pages (what \"lozenge build\" noted)", take_scope,
	0},
    {"--lang", "PREFIX=TAG...",
	"pages beneath PREFIX are in another one, and have a search of their "
	"own, /PREFIX/search",
	NULL, 0},
};

static const struct command_syntax syntax = {
    .program = "lozenge index",
    .about = "Make the search index of the capsule in DIR, hand-written or "
	     "built, so that lozenged answers /search there. Run it again "
	     "when pages change; \"lozenge build\" does it by itself.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "DIR",
    .operand_what = "the capsule",
    .notes = "Exit status: 0 done, 1 the system refuses, 2 wrong usage.",
};

static int
run(int argc, char **argv)
{
	struct search_scopes scopes;
	struct search_result result;
	struct failure failure;
	struct command_operands directory;
	int status;

	search_scopes_begin(&scopes);
	status = command_read(&syntax, &scopes, argc, argv, &directory);
	if (status >= 0)
		return status;
	if (search_capsule(directory.words[0], &scopes, &result, &failure) !=
	    0) {
		fprintf(stderr, "lozenge index: %s\n", failure.text);
		return 1;
	}
	printf("%s: %zu pages indexed%s\n", directory.words[0], result.pages,
	    result.is_written ? "" : "; nothing has changed");
	return 0;
}

const struct command command_index = {
    "index", "make a capsule's search index", &syntax, run};
