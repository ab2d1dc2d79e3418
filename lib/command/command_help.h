/*
 * What --help says, made from a command_syntax.
 */
#ifndef COMMAND_COMMAND_HELP_H
#define COMMAND_COMMAND_HELP_H

#include <stdio.h>

struct command_syntax;

/**
 * command_help_write(syntax, stream):
 * Write the usage, what the command is for, a line for each option (its forms
 * joined in the usage), and the notes, in lines of at most 79 columns unless
 * a word is longer.  All texts are ASCII.  A write that fails is ${stream}'s
 * to remember.
 */
void command_help_write(const struct command_syntax *syntax, FILE *stream);

#endif
