/*
 * What can be typed for lozenge and lozenged, from the tables that they read
 * their command lines by.  One row a thing:
 *
 *   program  command  option  value  repeated  what it does
 *
 * separated by tabs, with - for nothing.  A row without option names a command;
 * the option "operand" stands for what a command takes besides options.  Built
 * for make completion alone; it is not installed.
 *
 *   list-options lozenge|lozenged
 */
#include <stdio.h>
#include <string.h>

#include "commands.h"
#include "options.h"

/* How much of a text is enough for a list: up to its first pause. */
static struct span
first_words(const char *text)
{
	struct span words = span_from(text);

	for (size_t i = 0; i + 1 < words.len; i++) {
		bool is_pause =
		    strchr(",;:.", text[i]) != NULL && text[i + 1] == ' ';

		if (is_pause || (text[i] == ' ' && text[i + 1] == '('))
			return (struct span){text, i};
	}
	return words;
}

static void
write_row(const char *program, const char *command, const char *option,
    struct span value, bool is_repeated, struct span what)
{
	if (value.len == 0)
		value = SPAN("-");
	printf("%s\t%s\t%s\t%.*s\t%s\t%.*s\n", program, command, option,
	    (int)value.len, value.ptr, is_repeated ? "yes" : "-", (int)what.len,
	    what.ptr);
}

static void
write_options(const char *program, const char *command,
    const struct command_syntax *syntax)
{
	const struct command_option *option;

	for (size_t i = 0; (option = command_syntax_option(syntax, i)) != NULL;
	     i++)
		write_row(program, command, option->name,
		    command_option_value(option),
		    command_option_is_repeated(option),
		    first_words(option->what));
}

static void
write_commands(void)
{
	const struct command *command;

	for (size_t i = 0; (command = commands_at(i)) != NULL; i++)
		write_row("lozenge", command->name, "-", SPAN(""), false,
		    span_from(command->purpose));
	write_options("lozenge", "-", &commands_syntax);
	for (size_t i = 0; (command = commands_at(i)) != NULL; i++) {
		struct span operand = span_from(command->syntax->operand);

		write_row("lozenge", command->name, "operand", operand,
		    command_syntax_cut_dots(&operand),
		    span_from(command->syntax->operand_what));
		write_options("lozenge", command->name, command->syntax);
	}
}

int
main(int argc, char **argv)
{
	if (argc != 2) {
		fputs("usage: list-options lozenge|lozenged\n", stderr);
		return 2;
	}
	if (strcmp(argv[1], "lozenge") == 0)
		write_commands();
	else
		write_options("lozenged", "-", &options_syntax);
	return fflush(stdout) == 0 ? 0 : 1;
}
