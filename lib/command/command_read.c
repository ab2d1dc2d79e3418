/*
 * Command lines read by getopt_long.
 */
#include "command_read.h"

#include <getopt.h>
#include <string.h>

#include "command_help.h"
#include "nearest.h"

/* getopt's values: letters stand for themselves, long options for their row. */
#define LONG_BASE 256

/* A command line while it is read. */
struct reading {
	const struct command_syntax *syntax;
	char **argv;
	struct option longs[COMMAND_OPTIONS_MAX + 1];
	char letters[2 * COMMAND_OPTIONS_MAX + 4];
};

/* ---------- what getopt is told ---------- */

static bool
is_long(const struct command_option *option)
{
	return option->name[1] == '-';
}

/* More than another form of the option above it? */
static bool
is_taken(const struct command_option *option)
{
	return option->take != NULL || option == &command_option_version ||
	       option == &command_option_help;
}

static void
prepare(struct reading *reading)
{
	const struct command_option *option;
	struct option *next = reading->longs;
	/* The colon: a missing value is told from an unknown option. */
	char *letter = stpcpy(reading->letters, ":h");

	for (size_t i = 0; i < COMMAND_OPTIONS_MAX; i++) {
		option = command_syntax_option(reading->syntax, i);
		if (option == NULL)
			break;
		if (!is_taken(option))
			continue;
		if (is_long(option)) {
			*next++ = (struct option){.name = option->name + 2,
			    .has_arg = option->value != NULL,
			    .val = LONG_BASE + (int)i};
			continue;
		}
		*letter++ = option->name[1];
		if (option->value != NULL)
			*letter++ = ':';
	}
}

/* The option that a value of getopt's stands for; NULL for none. */
static const struct command_option *
find_option(const struct command_syntax *syntax, int value)
{
	const struct command_option *option;

	if (value == 'h')
		return &command_option_help;
	if (value >= LONG_BASE)
		return command_syntax_option(
		    syntax, (size_t)(value - LONG_BASE));
	for (size_t i = 0; (option = command_syntax_option(syntax, i)) != NULL;
	     i++)
		if (!is_long(option) && option->name[1] == value)
			return option;
	return NULL;
}

/* ---------- what is said ---------- */

/* What a long option that there is not may have meant. */
static void
say_advice(const struct command_syntax *syntax, struct span word)
{
	const struct command_option *option;
	struct nearest search;
	unsigned count = 0;

	word.len = span_find(word, '=');
	search = nearest_begin(word);
	for (size_t i = 0; (option = command_syntax_option(syntax, i)) != NULL;
	     i++) {
		struct span name = span_from(option->name);

		if (!is_long(option) || !is_taken(option))
			continue;
		nearest_try(&search, name);
		if (word.len > 2 && span_starts_with(name, word))
			fprintf(stderr, "%s%s",
			    count++ == 0 ? "; did you mean " : " or ",
			    option->name);
	}
	if (count == 0 && search.best.len > 0)
		fprintf(stderr, "; did you mean %.*s", (int)search.best.len,
		    search.best.ptr);
	fputs(count > 0 || search.best.len > 0 ? "?\n" : "; see --help\n",
	    stderr);
}

/* Of an option that getopt did not know, or found with a value or without. */
static int
refuse_option(const struct reading *reading, int verdict)
{
	const char *program = reading->syntax->program;
	const char *word = reading->argv[optind - 1];

	if (verdict == ':')
		fprintf(stderr, "%s: %s: expected a value\n", program, word);
	else if (optopt >= LONG_BASE)
		fprintf(stderr, "%s: %s: expected without a value\n", program,
		    word);
	else if (optopt > 0)
		fprintf(stderr, "%s: -%c: no such option; see --help\n",
		    program, optopt);
	else {
		fprintf(stderr, "%s: %s: no such option", program, word);
		say_advice(reading->syntax, span_from(word));
	}
	return 2;
}

static int
refuse_value(const struct command_syntax *syntax,
    const struct command_option *option, const char *value,
    const char *expected)
{
	if (value != NULL)
		fprintf(stderr, "%s: %s \"%s\": expected %s\n", syntax->program,
		    option->name, value, expected);
	else
		fprintf(stderr, "%s: %s: expected %s\n", syntax->program,
		    option->name, expected);
	return 2;
}

/* ---------- reading ---------- */

/* Options first; -1 to go on, else the exit status. */
static int
read_options(struct reading *reading, void *options, int argc)
{
	const struct command_syntax *syntax = reading->syntax;
	int value;

	opterr = 0; /* we say it ourselves */
	optind = 0; /* glibc: begin anew */
	while ((value = getopt_long(argc, reading->argv, reading->letters,
		    reading->longs, NULL)) != -1) {
		const struct command_option *option =
		    value == ':' ? NULL : find_option(syntax, value);
		const char *expected;

		if (option == NULL)
			return refuse_option(reading, value);
		if (option == &command_option_help) {
			command_help_write(syntax, stdout);
			return 0;
		}
		if (option == &command_option_version) {
			puts(syntax->version);
			return 0;
		}
		expected =
		    option->take((char *)options + option->target, optarg);
		if (expected != NULL)
			return refuse_value(syntax, option, optarg, expected);
	}
	return -1;
}

/* The rest; -1 to go on, else the exit status. */
static int
read_operands(const struct command_syntax *syntax,
    const struct command_operands *operands)
{
	struct span name = span_from(syntax->operand);
	bool is_many = command_syntax_cut_dots(&name);

	if (name.len == 0 && operands->count > 0) {
		fprintf(stderr,
		    "%s: \"%s\": expected options only; see --help\n",
		    syntax->program, operands->words[0]);
		return 2;
	}
	if (!is_many && operands->count > 1) {
		fprintf(stderr, "%s: \"%s\": expected one %.*s only\n",
		    syntax->program, operands->words[1], (int)name.len,
		    name.ptr);
		return 2;
	}
	bool is_missing = name.len > 0 && operands->count == 0;
	for (size_t i = 0; i < operands->count; i++)
		is_missing |= *operands->words[i] == '\0';
	if (!is_missing)
		return -1;
	fprintf(stderr, "%s: expected %.*s, %s; see --help\n", syntax->program,
	    (int)name.len, name.ptr, syntax->operand_what);
	return 2;
}

int
command_read(const struct command_syntax *syntax, void *options, int argc,
    char **argv, struct command_operands *operands)
{
	struct reading reading = {.syntax = syntax, .argv = argv};
	struct command_operands found;
	int status;

	prepare(&reading);
	status = read_options(&reading, options, argc);
	if (status >= 0)
		return status;
	found.words = argv + optind;
	found.count = (size_t)(argc - optind);
	if (operands != NULL)
		*operands = found;
	return read_operands(syntax, &found);
}

/* ---------- what many options do ---------- */

const char *
command_take_flag(void *target, const char *value)
{
	bool *flag = target;

	(void)value;
	*flag = true;
	return NULL;
}

const char *
command_take_text(void *target, const char *value)
{
	const char **text = target;

	*text = value;
	return NULL;
}

const char *
command_take_directory(void *target, const char *value)
{
	if (*value == '\0')
		return "a directory";
	return command_take_text(target, value);
}
