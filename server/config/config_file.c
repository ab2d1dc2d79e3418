/*
 * lozenged.conf(5): from a file to a struct config.  See config_file.h.
 */
#include "config_file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cidr.h"
#include "small_file.h"

#include "config_content.h"
#include "config_reader.h"
#include "config_store.h"
#include "config_value.h"

/* What may stand where. */
static const char *const no_lists[] = {NULL};
static const char *const capsule_lists[] = {"aliases", "gone", "listing", NULL};
static const char *const server_lists[] = {
    "gemini", "gopher", "proxy-from", NULL};

static const struct config_schema *const no_sections[] = {NULL};
static const struct config_schema redirect = {
    "redirect", config_fields_redirect, no_lists, no_sections};
static const struct config_schema media = {
    "media", config_fields_media, no_lists, no_sections};
static const struct config_schema private_pages = {
    "private", config_fields_private, no_lists, no_sections};
static const struct config_schema *const capsule_sections[] = {
    &redirect, &media, &private_pages, NULL};

static const struct config_schema listener = {
    "listener", config_fields_listener, no_lists, no_sections};
static const struct config_schema capsule = {
    "capsule", config_fields_capsule, capsule_lists, capsule_sections};
static const struct config_schema *const server_sections[] = {
    &listener, &capsule, NULL};
static const struct config_schema server = {
    NULL, config_fields_server, server_lists, server_sections};

/* Add a socket; NULL when it is none, or there is no memory for it. */
static struct config_listener *
add_socket(struct config_reader *reader, unsigned line, const char *name,
    const char *text, enum config_protocol protocol, const char *expects)
{
	struct span address;
	unsigned port;
	struct config_listener *added;

	if (!config_value_socket(&address, &port, span_from(text))) {
		config_reader_refuse(reader, line, name, text, expects);
		return NULL;
	}
	added =
	    config_store_add_listener(reader->config, protocol, address, port);
	if (added == NULL)
		config_reader_no_memory(reader);
	return added;
}

/* `gemini =` or `gopher =`: sockets, or off. */
static void
read_sockets(struct config_reader *reader, struct cfg_t *tree, const char *name,
    enum config_protocol protocol)
{
	const struct config_text *text;

	text = config_tree_text(tree, name, 0);
	if (text != NULL && strcmp(text->text, "off") == 0 &&
	    config_tree_text(tree, name, 1) == NULL)
		return;
	for (size_t i = 0; (text = config_tree_text(tree, name, i)) != NULL;
	     i++)
		add_socket(reader, text->line, name, text->text, protocol,
		    CONFIG_EXPECTS_SOCKET ", or off");
}

static void
read_listener(struct config_reader *reader, struct cfg_t *section)
{
	struct config_listener values = {.protocol = CONFIG_GEMINI};
	struct config_listener *added;

	config_reader_fields(reader, section, config_fields_listener, &values);
	if (values.proxy && reader->config->proxy_source_count == 0)
		config_reader_refuse(reader, config_tree_line(section),
		    "listener", config_tree_title(section),
		    "proxy-from = for who may send PROXY headers");
	added = add_socket(reader, config_tree_line(section), "listener",
	    config_tree_title(section), values.protocol, CONFIG_EXPECTS_SOCKET);
	if (added != NULL)
		added->proxy = values.proxy;
}

static void
read_proxy_sources(struct config_reader *reader, struct cfg_t *tree)
{
	struct config *config = reader->config;
	const struct config_text *text;
	struct cidr block;

	for (size_t i = 0;
	     (text = config_tree_text(tree, "proxy-from", i)) != NULL; i++) {
		if (!cidr_parse(&block, span_from(text->text)))
			config_reader_refuse(reader, text->line, "proxy-from",
			    text->text,
			    "an IP address or a net, as 192.0.2.0/24");
		else if (config_store_add_text(&config->proxy_sources,
			     &config->proxy_source_count,
			     span_from(text->text)) != 0)
			config_reader_no_memory(reader);
	}
}

/* Does the file say anything about sockets of this protocol? */
static bool
speaks_of(struct cfg_t *tree, const char *name)
{
	struct cfg_t *section;

	if (config_tree_given(tree, name))
		return true;
	for (size_t i = 0;
	     (section = config_tree_section(tree, "listener", i)) != NULL;
	     i++) {
		const struct config_text *protocol =
		    config_tree_text(section, "protocol", 0);

		if (strcmp(protocol != NULL ? protocol->text : "gemini",
			name) == 0)
			return true;
	}
	return false;
}

static void
read_server(struct config_reader *reader, struct cfg_t *tree)
{
	struct cfg_t *section;

	if (speaks_of(tree, "gemini"))
		config_store_drop_listeners(reader->config, CONFIG_GEMINI);
	if (speaks_of(tree, "gopher"))
		config_store_drop_listeners(reader->config, CONFIG_GOPHER);
	config_reader_fields(
	    reader, tree, config_fields_server, reader->config);
	reader->config->certs_line = config_reader_line(tree, "certs");
	reader->config->user_line = config_reader_line(tree, "user");
	reader->config->counts_line = config_reader_line(tree, "counts");
	read_proxy_sources(reader, tree);
	read_sockets(reader, tree, "gemini", CONFIG_GEMINI);
	read_sockets(reader, tree, "gopher", CONFIG_GOPHER);
	for (size_t i = 0;
	     (section = config_tree_section(tree, "listener", i)) != NULL; i++)
		read_listener(reader, section);
	for (size_t i = 0;
	     (section = config_tree_section(tree, "capsule", i)) != NULL; i++)
		config_reader_capsule(reader, section);
}

/* Where certificates are kept when the file does not say: beside it. */
static void
default_certs(struct config_reader *reader)
{
	const struct config_field *certs = &config_fields_server[0];

	if (reader->config->certs_dir == NULL &&
	    config_fields_set(certs, reader->config, SPAN("certs"),
		reader->directory) != CONFIG_VALUE_OK)
		config_reader_no_memory(reader);
}

/* Read the file's bytes into the config. */
static int
read_text(struct config *config, const char *file, struct span text)
{
	char *directory = NULL;
	size_t slash = span_find_last(span_from(file), '/');
	struct config_reader reader = {.config = config, .file = file};
	struct cfg_t *tree = config_tree_read(file, text, &server);

	if (tree == NULL)
		return -1;
	/* "/x" is in "/.", so that no path begins with two slashes. */
	if (file[slash] == '/' &&
	    config_store_text(&directory,
		slash == 0 ? SPAN("/.") : (struct span){file, slash}) != 0)
		config_reader_no_memory(&reader);
	reader.directory = directory;
	read_server(&reader, tree);
	default_certs(&reader);
	free(directory);
	config_tree_free(tree);
	return reader.failed ? -1 : 0;
}

int
config_file_read(struct config *config, const char *file)
{
	struct small_file bytes;
	struct failure failure;
	int result;

	if (small_file_read(&bytes, file, SMALL_FILE_PUBLIC, &failure) != 0) {
		fprintf(stderr, "lozenged: -c: %s\n", failure.text);
		return -1;
	}
	if (config_store_text(&config->file, span_from(file)) != 0)
		fprintf(stderr, "lozenged: out of memory\n");
	result =
	    read_text(config, file, (struct span){bytes.bytes, bytes.size});
	small_file_free(&bytes);
	return config->file == NULL ? -1 : result;
}
