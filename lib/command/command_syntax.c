/*
 * The rows of a syntax, those that stand in no table too.
 */
#include "command_syntax.h"

#include <string.h>

const struct command_option command_option_version = {
    .name = "--version", .what = "say which version this is"};
const struct command_option command_option_help = {
    .name = "--help", .what = "say this"};

const struct command_option *
command_syntax_option(const struct command_syntax *syntax, size_t index)
{
	const struct command_option *last[] = {
	    &command_option_version, &command_option_help};
	size_t first = syntax->version != NULL ? 0 : 1;

	if (index < syntax->option_count)
		return &syntax->options[index];
	index = index - syntax->option_count + first;
	return index < sizeof last / sizeof last[0] ? last[index] : NULL;
}

/* Operands too are named like this. */
bool
command_syntax_cut_dots(struct span *name)
{
	if (!span_ends_with(*name, SPAN("...")))
		return false;
	name->len -= strlen("...");
	return true;
}

struct span
command_option_value(const struct command_option *option)
{
	struct span value = span_from(option->value);

	command_syntax_cut_dots(&value);
	return value;
}

bool
command_option_is_repeated(const struct command_option *option)
{
	struct span value = span_from(option->value);

	return command_syntax_cut_dots(&value);
}
