/*
 * The command line of lozenged.  See options.h.
 */
#include "options.h"

#include <getopt.h>
#include <string.h>

#include "language_tag.h"

#include "config_content.h"
#include "config_store.h"

/* How the reading of one option went. */
enum outcome {
	OUTCOME_OK,
	OUTCOME_WRONG, /* said on standard error */
	OUTCOME_NO_MEMORY,
};

/* getopt's values for the options that have no letter. */
enum option_value {
	OPTION_ROOT = 256,
	OPTION_HOST,
	OPTION_CERTS,
	OPTION_LANG,
	OPTION_WORKERS,
	OPTION_LOG_REQUESTS,
	OPTION_GEMINI,
	OPTION_GOPHER,
	OPTION_RENEW,
	OPTION_SANDBOX_TEST,
	OPTION_VERSION,
	OPTION_HELP,
};

/* The leading colon: a missing argument is told from an unknown option. */
static const char short_options[] = ":c:n";

static const struct option long_options[] = {
    {"root", required_argument, NULL, OPTION_ROOT},
    {"host", required_argument, NULL, OPTION_HOST},
    {"certs", required_argument, NULL, OPTION_CERTS},
    {"lang", required_argument, NULL, OPTION_LANG},
    {"workers", required_argument, NULL, OPTION_WORKERS},
    {"log-requests", no_argument, NULL, OPTION_LOG_REQUESTS},
    {"gemini", required_argument, NULL, OPTION_GEMINI},
    {"gopher", required_argument, NULL, OPTION_GOPHER},
    {"renew", no_argument, NULL, OPTION_RENEW},
    {"sandbox-test", no_argument, NULL, OPTION_SANDBOX_TEST},
    {"version", no_argument, NULL, OPTION_VERSION},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static const char help_text[] =
    "usage: lozenged [-c FILE] [-n|-nn] [--root DIR] [--host NAME]\n"
    "                [--certs DIR] [--lang TAG] [--workers N]\n"
    "                [--log-requests] [--gemini [ADDR]:PORT]...\n"
    "                [--gopher [ADDR]:PORT | --gopher off] [--renew]\n"
    "                [--sandbox-test] [--version] [--help]\n"
    "\n"
    "Serve a capsule over Gemini, and the same files over Gopher.\n"
    "\n"
    "  -c FILE                read lozenged.conf(5) from FILE\n"
    "  -n                     check everything, serve nothing\n"
    "  -nn                    print the configuration, serve nothing\n"
    "  --root DIR             the directory to serve\n"
    "  --host NAME            the capsule's host name (localhost)\n"
    "  --certs DIR            where certificates are kept (certs)\n"
    "  --lang TAG             the language of the pages, as en or pt-BR\n"
    "  --workers N            processes that serve, 1 to 64 (one per core)\n"
    "  --log-requests         log requests too, not only errors\n"
    "  --gemini [ADDR]:PORT   listen here for Gemini (:1965); repeatable\n"
    "  --gopher [ADDR]:PORT   listen here for Gopher (:7070); repeatable\n"
    "  --gopher off           no Gopher\n"
    "  --renew                make the certificates anew and stop\n"
    "  --sandbox-test         try to break out of the sandbox and stop\n"
    "  --version              say which version this is\n"
    "  --help                 say this\n"
    "\n"
    "Options win over FILE.  See lozenged(8) and lozenged.conf(5).\n";

/* What was wrong with an option's argument. */
static enum outcome
expected(const char *option, const char *argument, const char *what)
{
	fprintf(stderr, "lozenged: %s \"%s\": expected %s\n", option, argument,
	    what);
	return OUTCOME_WRONG;
}

/* A path, kept as it is. */
static enum outcome
read_path(const char **slot, const char *option, const char *what)
{
	if (!config_value_is_plain(span_from(optarg)))
		return expected(option, optarg, what);
	*slot = optarg;
	return OUTCOME_OK;
}

static enum outcome
read_socket(
    struct options *options, enum config_protocol protocol, const char *option)
{
	struct span address;
	unsigned port;

	if (!config_value_socket(&address, &port, span_from(optarg)))
		return expected(option, optarg,
		    protocol == CONFIG_GEMINI ? CONFIG_EXPECTS_SOCKET
					      : CONFIG_EXPECTS_SOCKET
			", or off");
	if (config_store_add_listener(
		&options->sockets, protocol, address, port) == NULL)
		return OUTCOME_NO_MEMORY;
	return OUTCOME_OK;
}

static enum outcome
read_gopher(struct options *options)
{
	if (strcmp(optarg, "off") != 0)
		return read_socket(options, CONFIG_GOPHER, "--gopher");
	options->gopher_off = true;
	return OUTCOME_OK;
}

static enum outcome
read_host(struct options *options)
{
	if (!config_value_host(options->host, span_from(optarg)))
		return expected("--host", optarg, CONFIG_EXPECTS_HOST);
	return OUTCOME_OK;
}

static enum outcome
read_lang(struct options *options)
{
	if (!language_tag_is_valid(span_from(optarg)))
		return expected("--lang", optarg, CONFIG_EXPECTS_LANG);
	options->lang = optarg;
	return OUTCOME_OK;
}

static enum outcome
read_workers(struct options *options)
{
	if (!config_value_number(
		&options->workers, span_from(optarg), 1, CONFIG_WORKERS_MAX))
		return expected("--workers", optarg, "a number from 1 to 64");
	return OUTCOME_OK;
}

/* Only one thing is done in a run. */
static enum outcome
set_action(
    struct options *options, enum options_action action, const char *option)
{
	if (options->action != OPTIONS_SERVE && options->action != action) {
		fprintf(stderr,
		    "lozenged: %s: expected at most one of -n, --renew and "
		    "--sandbox-test\n",
		    option);
		return OUTCOME_WRONG;
	}
	options->action = action;
	return OUTCOME_OK;
}

/* -n, or the second n of -nn. */
static enum outcome
read_check(struct options *options)
{
	if (options->action == OPTIONS_CHECK ||
	    options->action == OPTIONS_PRINT)
		options->action = OPTIONS_PRINT;
	else
		return set_action(options, OPTIONS_CHECK, "-n");
	return OUTCOME_OK;
}

/* getopt found no such option, or more than one that begins like this. */
static enum outcome
complain_unknown(char **argv)
{
	if (optopt > 0 && optopt < OPTION_ROOT)
		fprintf(stderr, "lozenged: -%c: no such option; see --help\n",
		    optopt);
	else if (optopt >= OPTION_ROOT)
		fprintf(stderr, "lozenged: %s: expected without a value\n",
		    argv[optind - 1]);
	else
		fprintf(stderr, "lozenged: %s: no such option; see --help\n",
		    argv[optind - 1]);
	return OUTCOME_WRONG;
}

static enum outcome
complain_missing(char **argv)
{
	fprintf(stderr, "lozenged: %s: expected a value\n", argv[optind - 1]);
	return OUTCOME_WRONG;
}

static enum outcome
read_option(struct options *options, int value, char **argv)
{
	switch (value) {
	case 'c':
		return read_path(&options->file, "-c", "a file");
	case 'n':
		return read_check(options);
	case OPTION_ROOT:
		return read_path(&options->root, "--root", "a directory");
	case OPTION_HOST:
		return read_host(options);
	case OPTION_CERTS:
		return read_path(&options->certs, "--certs", "a directory");
	case OPTION_LANG:
		return read_lang(options);
	case OPTION_WORKERS:
		return read_workers(options);
	case OPTION_LOG_REQUESTS:
		options->log_requests = true;
		return OUTCOME_OK;
	case OPTION_GEMINI:
		return read_socket(options, CONFIG_GEMINI, "--gemini");
	case OPTION_GOPHER:
		return read_gopher(options);
	case OPTION_RENEW:
		return set_action(options, OPTIONS_RENEW, "--renew");
	case OPTION_SANDBOX_TEST:
		return set_action(
		    options, OPTIONS_SANDBOX_TEST, "--sandbox-test");
	case ':':
		return complain_missing(argv);
	default:
		return complain_unknown(argv);
	}
}

/* What cannot be seen option by option. */
static enum outcome
check_together(const struct options *options, int argc, char **argv)
{
	if (optind < argc) {
		fprintf(stderr,
		    "lozenged: \"%s\": expected options only; see --help\n",
		    argv[optind]);
		return OUTCOME_WRONG;
	}
	for (size_t i = 0; i < options->sockets.listener_count; i++)
		if (options->gopher_off &&
		    options->sockets.listeners[i].protocol == CONFIG_GOPHER)
			return expected(
			    "--gopher", "off", "no other --gopher beside it");
	return OUTCOME_OK;
}

static enum outcome
read_options(struct options *options, int argc, char **argv)
{
	enum outcome outcome = OUTCOME_OK;
	int value;

	opterr = 0; /* we say it ourselves */
	optind = 0; /* glibc: begin anew */
	while (outcome == OUTCOME_OK) {
		value =
		    getopt_long(argc, argv, short_options, long_options, NULL);
		if (value == -1)
			return check_together(options, argc, argv);
		if (value == OPTION_HELP || value == OPTION_VERSION) {
			options->action = value == OPTION_HELP
					      ? OPTIONS_HELP
					      : OPTIONS_VERSION;
			return OUTCOME_OK;
		}
		outcome = read_option(options, value, argv);
	}
	return outcome;
}

void
options_read(struct options *options, int argc, char **argv)
{
	*options = (struct options){.action = OPTIONS_SERVE};
	switch (read_options(options, argc, argv)) {
	case OUTCOME_OK:
		break;
	case OUTCOME_WRONG:
		options->action = OPTIONS_USAGE_ERROR;
		break;
	case OUTCOME_NO_MEMORY:
		fprintf(stderr, "lozenged: out of memory\n");
		options->action = OPTIONS_FILE_ERROR;
		break;
	}
}

void
options_free(struct options *options)
{
	config_free(&options->sockets);
}

void
options_print_help(FILE *stream)
{
	fputs(help_text, stream);
}
