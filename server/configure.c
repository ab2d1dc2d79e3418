#include "configure.h"

#include <stdio.h>
#include <unistd.h>

#include "config.h"
#include "config_file.h"
#include "config_store.h"

#define GEMINI_PORT 1965
#define GOPHER_PORT 7070 /* 70 needs root; a file may ask for it */

/* Copy an option's text, if it was given. */
static int
take_text(char **slot, const char *text)
{
	if (text == NULL || text[0] == '\0')
		return 0;
	return config_store_text(slot, span_from(text));
}

/* The same for what may stand in the file, at a line that no longer counts. */
static int
take_path(char **slot, unsigned *line, const char *text)
{
	if (text == NULL)
		return 0;
	*line = 0;
	return take_text(slot, text);
}

/* The same for what has a default: only where nothing stands yet. */
static int
take_default(char **slot, const char *text)
{
	return *slot != NULL ? 0 : config_store_text(slot, span_from(text));
}

/* Do the options name a socket for this protocol? */
static bool
options_have(const struct options *options, enum config_protocol protocol)
{
	for (size_t i = 0; i < options->sockets.listener_count; i++)
		if (options->sockets.listeners[i].protocol == protocol)
			return true;
	return false;
}

/* Sockets on the command line replace all of the file's for that protocol. */
static int
take_sockets(struct config *config, const struct options *options)
{
	if (options_have(options, CONFIG_GEMINI))
		config_store_drop_listeners(config, CONFIG_GEMINI);
	if (options_have(options, CONFIG_GOPHER) || options->gopher_off)
		config_store_drop_listeners(config, CONFIG_GOPHER);

	for (size_t i = 0; i < options->sockets.listener_count; i++) {
		const struct config_listener *from =
		    &options->sockets.listeners[i];

		if (config_store_add_listener(config, from->protocol,
			span_from(from->address), from->port) == NULL)
			return -1;
	}
	return 0;
}

/* --root, --host and --lang speak of the first capsule. */
static int
take_capsule(struct config *config, const struct options *options)
{
	struct config_capsule *first = config->capsules;

	if (config->capsule_count == 0)
		first = config_store_add_capsule(config);
	if (first == NULL ||
	    take_path(&first->root, &first->root_line, options->root) != 0 ||
	    take_text(&first->host, options->host) != 0 ||
	    take_text(&first->lang, options->lang) != 0)
		return -1;
	return take_default(&first->host, "localhost");
}

static int
take_options(struct config *config, const struct options *options)
{
	if (options->workers != 0)
		config->workers = options->workers;
	if (options->log_requests)
		config->log = CONFIG_LOG_REQUESTS;
	if (take_path(
		&config->certs_dir, &config->certs_line, options->certs) != 0 ||
	    take_capsule(config, options) != 0)
		return -1;
	return take_sockets(config, options);
}

static unsigned
online_cores(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	if (cores < 1)
		return 1;
	return cores < CONFIG_WORKERS_MAX ? (unsigned)cores
					  : CONFIG_WORKERS_MAX;
}

/* The sockets of a host who names none, before the command line is taken. */
static int
default_sockets(struct config *config)
{
	struct span every = {0};

	if (config_store_add_listener(
		config, CONFIG_GEMINI, every, GEMINI_PORT) == NULL)
		return -1;
	if (config_store_add_listener(
		config, CONFIG_GOPHER, every, GOPHER_PORT) == NULL)
		return -1;
	return 0;
}

/* The actions that look at pages need to know where they are. */
static bool
lacks_root(const struct config *config, enum options_action action)
{
	bool needed = action == OPTIONS_SERVE || action == OPTIONS_CHECK ||
		      action == OPTIONS_PRINT;

	return needed && config->capsules[0].root == NULL;
}

/* An earlier socket that the one at this index cannot be bound beside. */
static bool
is_taken(const struct config *config, size_t index)
{
	const struct config_listener *late = &config->listeners[index];

	for (size_t i = 0; i < index; i++) {
		const struct config_listener *early = &config->listeners[i];

		if (late->port != 0 && early->port == late->port &&
		    span_equal(
			span_from(early->address), span_from(late->address)))
			return true;
	}
	return false;
}

/* Begin a message about an option, or about the file, whose fault it is. */
static enum options_action
blame(const struct config *config, bool is_option)
{
	if (is_option || config->file == NULL) {
		fprintf(stderr, "lozenged: --");
		return OPTIONS_USAGE_ERROR;
	}
	fprintf(stderr, "%s: ", config->file);
	return OPTIONS_FILE_ERROR;
}

static enum options_action
say_no_root(const struct config *config)
{
	enum options_action action = blame(config, false);

	fprintf(stderr,
	    action == OPTIONS_USAGE_ERROR
		? "root: expected, with the directory to serve, or -c with a "
		  "file that has a capsule\n"
		: "expected a capsule, as capsule example.org { root = "
		  "/srv/capsule }\n");
	return action;
}

static enum options_action
say_taken(const struct config_listener *listener, enum options_action action)
{
	fprintf(stderr,
	    "%s \"%s:%u\": expected a socket that is named only once\n",
	    listener->protocol == CONFIG_GEMINI ? "gemini" : "gopher",
	    listener->address != NULL ? listener->address : "", listener->port);
	return action;
}

/* What can be seen only when everything is together. */
static enum options_action
check_whole(const struct config *config, const struct options *options)
{
	enum options_action action;

	if (lacks_root(config, options->action))
		return say_no_root(config);
	if (config->listener_count == 0) {
		action = blame(config, options->gopher_off);
		fprintf(stderr, "gemini: expected, for no socket is left\n");
		return action;
	}
	for (size_t i = 0; i < config->listener_count; i++)
		if (is_taken(config, i))
			return say_taken(&config->listeners[i],
			    blame(config, options->sockets.listener_count > 0));
	return options->action;
}

/* Defaults, file, options: each wins over the ones before. */
static enum options_action
compose(struct config *config, const struct options *options)
{
	config_store_defaults(config);
	config->workers = online_cores();
	if (default_sockets(config) != 0)
		goto no_memory;
	if (options->file != NULL &&
	    config_file_read(config, options->file) != 0)
		return OPTIONS_FILE_ERROR;
	if (take_options(config, options) != 0 ||
	    take_default(&config->certs_dir, "certs") != 0)
		goto no_memory;
	return check_whole(config, options);

no_memory:
	fprintf(stderr, "lozenged: out of memory\n");
	return OPTIONS_FILE_ERROR;
}

enum options_action
configure_read(struct config *config, int argc, char **argv)
{
	struct options options;
	enum options_action action;

	*config = (struct config){0};
	options_read(&options, argc, argv);
	action = options.action;
	if (action <= OPTIONS_SANDBOX_TEST)
		action = compose(config, &options);
	if (action == OPTIONS_USAGE_ERROR || action == OPTIONS_FILE_ERROR)
		config_free(config);
	options_free(&options);
	return action;
}
