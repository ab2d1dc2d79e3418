/*
 * The command line of lozenged.
 *
 * Reads and checks it; what it means together with lozenged.conf is
 * configure_read's to say.
 */
#ifndef SERVER_OPTIONS_H
#define SERVER_OPTIONS_H

#include <stdbool.h>

#include "command_syntax.h"
#include "config.h"
#include "config_value.h"

/* What the command line asks lozenged to do. */
enum options_action {
	OPTIONS_SERVE,
	OPTIONS_CHECK,        /* -n */
	OPTIONS_PRINT,        /* -nn */
	OPTIONS_RENEW,        /* --renew */
	OPTIONS_SANDBOX_TEST, /* --sandbox-test */
	OPTIONS_ANSWERED,     /* --help or --version: said on standard output */
	OPTIONS_USAGE_ERROR,  /* said on standard error; exit 2 */
	OPTIONS_FILE_ERROR,   /* said on standard error; exit 1 */
};

/* What lozenged takes. */
extern const struct command_syntax options_syntax;

/* The command line, checked.  The strings are argv's; NULL: not given. */
struct options {
	enum options_action action;
	const char *file; /* -c */
	const char *root;
	const char *certs;
	const char *lang;
	char host[CONFIG_HOST_MAX + 1]; /* "": not given */
	unsigned workers;               /* 0: not given */
	bool log_requests;
	bool gopher_off;
	bool is_out_of_memory; /* while the sockets were kept */
	struct config sockets; /* its listeners are --gemini and --gopher */
};

/**
 * options_read(options, argc, argv):
 * Read the command line.  When it is wrong, say so on standard error in one
 * line, "lozenged: --option ...: expected ...", with action
 * OPTIONS_USAGE_ERROR; OPTIONS_FILE_ERROR without memory.  In every case
 * release ${options} with options_free.  May be called again for the same
 * argv.
 */
void options_read(struct options *options, int argc, char **argv);

/** options_free(options): release what options_read allocated. */
void options_free(struct options *options);

#endif
