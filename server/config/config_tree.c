/*
 * lozenged.conf as a tree, read by libconfuse.  See config_tree.h.
 */
#include "config_tree.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <confuse.h>

#include "config_syntax.h"
#include "memory_room.h"
#include "nearest.h"

#define OPTIONS_MAX 96  /* in all sections together, with their ends */
#define MESSAGE_MAX 256 /* bytes of a message of libconfuse's */
#define ROOM_BYTES                                                             \
	(256U << 10) /* more than its reading takes, for any file              \
		      */

/*
 * A hidden option of every section.  Its default is read when the section
 * opens and so remembers that line, which libconfuse forgets.  No file can set
 * it: config_syntax lets no brace stand before an equal sign.
 */
static const char opened[] = "{";

/* libconfuse's words for a name that is not in the table. */
static const char unknown[] = "no such option '";

/* Called for each text: keep it with its line. */
static int
keep_text(cfg_t *cfg, cfg_opt_t *opt, const char *value, void *result)
{
	size_t size = strlen(value) + 1;
	struct config_text *kept = malloc(sizeof(*kept) + size);

	(void)opt;
	if (kept == NULL)
		return -1;
	kept->line = (unsigned)cfg->line;
	memcpy(kept->text, value, size);
	*(struct config_text **)result = kept;
	return 0;
}

/* Room for the options of all sections while libconfuse is told of them. */
struct option_pool {
	char any_list[sizeof("{x}")]; /* the default of `opened` */
	cfg_opt_t options[OPTIONS_MAX];
	size_t used;
};

static size_t
count_options(const struct config_schema *schema)
{
	size_t count = 2; /* `opened` and the end */

	for (size_t i = 0; schema->fields[i].name != NULL; i++)
		count++;
	for (size_t i = 0; schema->lists[i] != NULL; i++)
		count++;
	for (size_t i = 0; schema->sections[i] != NULL; i++)
		count++;
	return count;
}

/* The schema as libconfuse wants it; NULL when the pool is too small. */
static cfg_opt_t *
make_options(struct option_pool *pool, const struct config_schema *schema)
{
	cfg_opt_t *first = &pool->options[pool->used];
	cfg_opt_t *next = first;

	if (count_options(schema) > OPTIONS_MAX - pool->used)
		return NULL;
	pool->used += count_options(schema);

	*next++ = (cfg_opt_t)CFG_PTR_LIST_CB(
	    opened, pool->any_list, 0, keep_text, free);
	for (size_t i = 0; schema->fields[i].name != NULL; i++)
		*next++ = (cfg_opt_t)CFG_PTR_CB(schema->fields[i].name, NULL,
		    CFGF_NODEFAULT, keep_text, free);
	for (size_t i = 0; schema->lists[i] != NULL; i++)
		*next++ = (cfg_opt_t)CFG_PTR_LIST_CB(
		    schema->lists[i], NULL, CFGF_NODEFAULT, keep_text, free);
	for (size_t i = 0; schema->sections[i] != NULL; i++) {
		cfg_opt_t *inner = make_options(pool, schema->sections[i]);

		if (inner == NULL)
			return NULL;
		*next++ = (cfg_opt_t)CFG_SEC(schema->sections[i]->name, inner,
		    CFGF_MULTI | CFGF_TITLE | CFGF_NO_TITLE_DUPES);
	}
	*next = (cfg_opt_t)CFG_END();
	return first;
}

/* Is there an option of this name in a section within the section? */
static const char *
find_within(cfg_t *section, struct span name)
{
	for (size_t i = 0; section->opts[i].name != NULL; i++) {
		const cfg_opt_t *inner = section->opts[i].subopts;

		for (; inner != NULL && inner->name != NULL; inner++)
			if (span_equal(span_from(inner->name), name))
				return section->opts[i].name;
	}
	return NULL;
}

/* Tell where the name belongs, or which one was meant. */
static void
suggest(cfg_t *section, struct span name)
{
	const char *place = find_within(section, name);
	struct nearest nearest = nearest_begin(name);

	for (size_t i = 0; section->opts[i].name != NULL; i++)
		if (strcmp(section->opts[i].name, opened) != 0)
			nearest_try(&nearest, span_from(section->opts[i].name));
	if (place != NULL)
		fprintf(stderr, "; it stands in a section %s", place);
	else if (nearest.best.len > 0)
		fprintf(stderr, "; did you mean '%.*s'?", (int)nearest.best.len,
		    nearest.best.ptr);
}

/* Called for each fault that libconfuse finds. */
__attribute__((format(printf, 2, 0))) static void
say_fault(cfg_t *cfg, const char *format, va_list ap)
{
	char message[MESSAGE_MAX];
	struct span name = {0};

	vsnprintf(message, sizeof(message), format, ap);
	fprintf(stderr, "%s:%d: %s", cfg->filename, cfg->line, message);
	if (strncmp(message, unknown, strlen(unknown)) == 0) {
		name = span_from(message + strlen(unknown));
		name.len = span_find(name, '\'');
		suggest(cfg, name);
	}
	fputc('\n', stderr);
}

/* Give the prepared text to libconfuse. */
static int
parse(cfg_t *tree, const struct buffer *prepared)
{
	FILE *stream;
	int result;

	if (prepared->len == 0)
		return CFG_SUCCESS;
	/* Without memory the library ends the process. */
	if (!memory_has_room(ROOM_BYTES))
		return CFG_FILE_ERROR;
	stream = fmemopen(prepared->ptr, prepared->len, "r");
	if (stream == NULL)
		return CFG_FILE_ERROR;
	result = cfg_parse_fp(tree, stream);
	fclose(stream);
	return result;
}

/* The tree before anything is read into it; NULL without memory. */
static cfg_t *
make_tree(const char *file, const struct config_schema *schema)
{
	struct option_pool pool = {.any_list = "{x}"};
	cfg_opt_t *options = make_options(&pool, schema);
	cfg_t *tree = options != NULL ? cfg_init(options, CFGF_NONE) : NULL;

	if (tree == NULL)
		return NULL;
	cfg_set_error_function(tree, say_fault);
	tree->filename = strdup(file);
	if (tree->filename == NULL) {
		cfg_free(tree);
		return NULL;
	}
	return tree;
}

/* Release a tree that could not be read whole. */
static void
give_up(const char *file, cfg_t *tree)
{
	/* libconfuse says nothing then, and crashes on its half sections. */
	if (errno == ENOMEM)
		fprintf(stderr, "%s: out of memory\n", file);
	else
		cfg_free(tree);
}

static void
say_syntax(const char *file, const struct config_fault *fault)
{
	fprintf(stderr, "%s:%u: %s", file, fault->line, fault->message);
	if (fault->byte > ' ' && fault->byte < 0x7f)
		fprintf(stderr, " '%c'", fault->byte);
	else if (fault->byte != 0)
		fprintf(stderr, " byte 0x%02x", (unsigned char)fault->byte);
	fputc('\n', stderr);
}

struct cfg_t *
config_tree_read(
    const char *file, struct span text, const struct config_schema *schema)
{
	struct buffer prepared = BUFFER_EMPTY;
	struct config_fault fault;
	cfg_t *tree = NULL;

	if (!config_syntax_prepare(&prepared, text, &fault)) {
		say_syntax(file, &fault);
		goto free_prepared;
	}
	tree = prepared.failed ? NULL : make_tree(file, schema);
	if (tree == NULL) {
		fprintf(stderr, "%s: out of memory\n", file);
		goto free_prepared;
	}
	errno = 0;
	if (parse(tree, &prepared) != CFG_SUCCESS) {
		give_up(file, tree);
		tree = NULL;
	}

free_prepared:
	buffer_free(&prepared);
	return tree;
}

void
config_tree_free(struct cfg_t *tree)
{
	if (tree != NULL)
		cfg_free(tree);
}

const struct config_text *
config_tree_text(struct cfg_t *section, const char *name, size_t index)
{
	if (index >= cfg_size(section, name))
		return NULL;
	return cfg_getnptr(section, name, (unsigned)index);
}

bool
config_tree_given(struct cfg_t *section, const char *name)
{
	const cfg_opt_t *option = cfg_getopt(section, name);

	return option != NULL && (option->flags & CFGF_MODIFIED) != 0;
}

struct cfg_t *
config_tree_section(struct cfg_t *section, const char *name, size_t index)
{
	if (index >= cfg_size(section, name))
		return NULL;
	return cfg_getnsec(section, name, (unsigned)index);
}

const char *
config_tree_title(struct cfg_t *section)
{
	return cfg_title(section);
}

unsigned
config_tree_line(struct cfg_t *section)
{
	const struct config_text *first = config_tree_text(section, opened, 0);

	return first != NULL ? first->line : 0;
}
