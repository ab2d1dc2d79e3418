/*
 * The command line of lozenged.  See options.h.
 */
#include "options.h"

#include <string.h>

#include "command_read.h"
#include "language_tag.h"

#include "config_content.h"
#include "config_store.h"

static const char *
take_path(void *target, const char *value, const char *what)
{
	return config_value_is_plain(span_from(value))
		   ? command_take_text(target, value)
		   : what;
}

static const char *
take_file(void *target, const char *value)
{
	return take_path(target, value, "a file");
}

static const char *
take_directory(void *target, const char *value)
{
	return take_path(target, value, "a directory");
}

static const char *
take_host(void *target, const char *value)
{
	return config_value_host(target, span_from(value))
		   ? NULL
		   : CONFIG_EXPECTS_HOST;
}

static const char *
take_lang(void *target, const char *value)
{
	return language_tag_is_valid(span_from(value))
		   ? command_take_text(target, value)
		   : CONFIG_EXPECTS_LANG;
}

static const char *
take_workers(void *target, const char *value)
{
	return config_value_number(
		   target, span_from(value), 1, CONFIG_WORKERS_MAX)
		   ? NULL
		   : "a number from 1 to 64";
}

/* Take a socket; false if ${value} is none. */
static bool
take_socket(
    struct options *options, enum config_protocol protocol, const char *value)
{
	struct span address;
	unsigned port;

	if (!config_value_socket(&address, &port, span_from(value)))
		return false;
	if (config_store_add_listener(
		&options->sockets, protocol, address, port) == NULL)
		options->is_out_of_memory = true;
	return true;
}

static const char *
take_gemini(void *target, const char *value)
{
	return take_socket(target, CONFIG_GEMINI, value)
		   ? NULL
		   : CONFIG_EXPECTS_SOCKET;
}

static const char *
take_gopher(void *target, const char *value)
{
	struct options *options = target;

	if (strcmp(value, "off") == 0) {
		options->gopher_off = true;
		return NULL;
	}
	return take_socket(options, CONFIG_GOPHER, value)
		   ? NULL
		   : CONFIG_EXPECTS_SOCKET ", or off";
}

/* Only one thing is done in a run. */
static const char *
set_action(struct options *options, enum options_action action)
{
	if (options->action != OPTIONS_SERVE && options->action != action)
		return "at most one of -n, --renew and --sandbox-test";
	options->action = action;
	return NULL;
}

/* -n, or the second n of -nn. */
static const char *
take_check(void *target, const char *value)
{
	struct options *options = target;

	(void)value;
	if (options->action != OPTIONS_CHECK &&
	    options->action != OPTIONS_PRINT)
		return set_action(options, OPTIONS_CHECK);
	options->action = OPTIONS_PRINT;
	return NULL;
}

static const char *
take_renew(void *target, const char *value)
{
	(void)value;
	return set_action(target, OPTIONS_RENEW);
}

static const char *
take_sandbox_test(void *target, const char *value)
{
	(void)value;
	return set_action(target, OPTIONS_SANDBOX_TEST);
}

static const struct command_option known[] = {
    {"-c", "FILE", "read lozenged.conf(5) from FILE", take_file,
	offsetof(struct options, file)},
    {"-n", NULL, "check everything, serve nothing", take_check, 0},
    {"-nn", NULL, "print the configuration, serve nothing", NULL, 0},
    {"--root", "DIR", "the directory to serve", take_directory,
	offsetof(struct options, root)},
    {"--host", "NAME", "the capsule's host name (localhost)", take_host,
	offsetof(struct options, host)},
    {"--certs", "DIR", "where certificates are kept (certs)", take_directory,
	offsetof(struct options, certs)},
    {"--lang", "TAG", "the language of the pages, as en or pt-BR", take_lang,
	offsetof(struct options, lang)},
    {"--workers", "N", "processes that serve, 1 to 64 (one per core)",
	take_workers, offsetof(struct options, workers)},
    {"--log-requests", NULL, "log requests too, not only errors",
	command_take_flag, offsetof(struct options, log_requests)},
    {"--gemini", "[ADDR]:PORT...", "listen here for Gemini (:1965)",
	take_gemini, 0},
    {"--gopher", "[ADDR]:PORT...", "listen here for Gopher (:7070)",
	take_gopher, 0},
    {"--gopher", "off", "no Gopher", NULL, 0},
    {"--renew", NULL, "make the certificates anew and stop", take_renew, 0},
    {"--sandbox-test", NULL, "try to break out of the sandbox and stop",
	take_sandbox_test, 0},
};

const struct command_syntax options_syntax = {
    .program = "lozenged",
    .version = "lozenged " LOZENGE_VERSION,
    .about = "Serve a capsule over Gemini, and the same files over Gopher.",
    .options = known,
    .option_count = sizeof known / sizeof known[0],
    .notes = "Options win over FILE. See lozenged(8) and lozenged.conf(5).",
};

/* What cannot be seen option by option; -1 if all is well, else the status. */
static int
check_together(const struct options *options)
{
	if (options->is_out_of_memory) {
		fprintf(stderr, "lozenged: out of memory\n");
		return 1;
	}
	for (size_t i = 0; i < options->sockets.listener_count; i++) {
		if (!options->gopher_off ||
		    options->sockets.listeners[i].protocol != CONFIG_GOPHER)
			continue;
		fprintf(stderr, "lozenged: --gopher \"off\": expected no "
				"other --gopher beside it\n");
		return 2;
	}
	return -1;
}

void
options_read(struct options *options, int argc, char **argv)
{
	int status;

	*options = (struct options){.action = OPTIONS_SERVE};
	status = command_read(&options_syntax, options, argc, argv, NULL);
	if (status < 0)
		status = check_together(options);
	if (status == 0)
		options->action = OPTIONS_ANSWERED;
	else if (status > 0)
		options->action =
		    status == 2 ? OPTIONS_USAGE_ERROR : OPTIONS_FILE_ERROR;
}

void
options_free(struct options *options)
{
	config_free(&options->sockets);
}
