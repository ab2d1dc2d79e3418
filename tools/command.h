/*
 * The commands of lozenge: each reads its own arguments and returns the exit
 * status (0 done, 1 the work failed, 2 the command line is wrong).
 *
 * argv[0] is the command's name.
 */
#ifndef TOOLS_COMMAND_H
#define TOOLS_COMMAND_H

int command_build(int argc, char **argv);
int command_doctor(int argc, char **argv);
int command_export(int argc, char **argv);
int command_get(int argc, char **argv);
int command_index(int argc, char **argv);
int command_init(int argc, char **argv);
int command_lint(int argc, char **argv);
int command_preview(int argc, char **argv);
int command_watch(int argc, char **argv);

#endif
