/*
 * What a program, or one command of it, takes on its command line: a table from
 * which its reading (command_read.h), its --help (command_help.h) and its
 * completion are made.
 */
#ifndef COMMAND_COMMAND_SYNTAX_H
#define COMMAND_COMMAND_SYNTAX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "span.h"

/* Most options that a program or command has, --version and --help too. */
#define COMMAND_OPTIONS_MAX 32

/**
 * A function that takes what was given for an option: ${value}, or NULL for an
 * option without one, into ${target}.  ${value} is argv's, and may be kept.
 * Returns NULL, or what was expected instead, as "a port, or off".
 */
typedef const char *(*command_take)(void *target, const char *value);

/* One option, or one more form of the option above it. */
struct command_option {
	const char *name;  /* as it is typed: "-o" or "--url" */
	const char *value; /* its value's name: "DIR", "PORT|off", "TAG..." if
			      several may be given; NULL if it has none */
	const char *what;  /* what it does, for --help; no line ends */
	command_take take; /* NULL: only a form, taken by the option above */
	size_t target;     /* offset within the options of what it fills */
};

/* A program, or a command of it. */
struct command_syntax {
	const char *program; /* "lozenge build": begins usage and messages */
	const char *version; /* what --version says; NULL: no such option */
	const char *about;   /* what it is for; each '\n' begins a line */
	const struct command_option *options;
	size_t option_count; /* below COMMAND_OPTIONS_MAX - 1 */
	const char *operand; /* "DIR", "SOURCE.md..." for several, or NULL */
	const char *operand_what;   /* what that is: "a Markdown document" */
	const char *notes;          /* what stands last; as about */
	void (*list)(FILE *stream); /* more for --help, after about; or NULL */
};

/* What no table has: --version, where there is one, and --help. */
extern const struct command_option command_option_version;
extern const struct command_option command_option_help;

/**
 * command_syntax_option(syntax, index):
 * The option in row ${index}, counted from 0: those of the table, then
 * --version and --help; NULL after the last.
 */
const struct command_option *command_syntax_option(
    const struct command_syntax *syntax, size_t index);

/**
 * command_syntax_cut_dots(name):
 * Take the "..." off the name of a value or operand, which say that several may
 * be given; were there any?
 */
bool command_syntax_cut_dots(struct span *name);

/** command_option_value(option): its value's name, without "..."; or "". */
struct span command_option_value(const struct command_option *option);

/** command_option_is_repeated(option): is it meant to be given again? */
bool command_option_is_repeated(const struct command_option *option);

#endif
