/*
 * A config written as lozenged.conf(5), so that reading it back gives the
 * same.  See config.h.
 */
#include "config_print.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "buffer.h"

#include "config_fields.h"

/* Where the text is made, and what relative paths begin with. */
struct writer {
	struct buffer out;
	char *directory; /* the current one */
	unsigned depth;  /* of sections; indents by a tab each */
};

static void
begin_line(struct writer *writer)
{
	buffer_append_repeated(&writer->out, '\t', writer->depth);
}

/* A text in quotes. */
static void
write_quoted(struct writer *writer, struct span text)
{
	buffer_append_byte(&writer->out, '"');
	for (size_t i = 0; i < text.len; i++) {
		if (text.ptr[i] == '"' || text.ptr[i] == '\\')
			buffer_append_byte(&writer->out, '\\');
		buffer_append_byte(&writer->out, text.ptr[i]);
	}
	buffer_append_byte(&writer->out, '"');
}

/* The value of a field; a path from the root, for the reader is elsewhere. */
static void
write_value(
    struct writer *writer, const struct config_field *field, struct span value)
{
	struct buffer path = BUFFER_EMPTY;

	if (!config_fields_is_text(field)) {
		buffer_append(&writer->out, value);
		return;
	}
	if (field->kind == CONFIG_KIND_PATH && value.ptr[0] != '/') {
		buffer_append_text(&path, writer->directory);
		buffer_append_byte(&path, '/');
	}
	buffer_append(&path, value);
	write_quoted(writer, buffer_span(&path));
	writer->out.failed |= path.failed;
	buffer_free(&path);
}

static void
write_fields(struct writer *writer, const struct config_field *fields,
    const void *values)
{
	struct buffer value = BUFFER_EMPTY;

	for (; fields->name != NULL; fields++) {
		buffer_clear(&value);
		if (!config_fields_get(&value, fields, values))
			continue;
		begin_line(writer);
		buffer_printf(&writer->out, "%s = ", fields->name);
		write_value(writer, fields, buffer_span(&value));
		buffer_append_byte(&writer->out, '\n');
		writer->out.failed |= value.failed;
	}
	buffer_free(&value);
}

static void
open_section(struct writer *writer, const char *name, const char *title)
{
	begin_line(writer);
	buffer_printf(&writer->out, "%s ", name);
	write_quoted(writer, span_from(title));
	buffer_append_text(&writer->out, " {\n");
	writer->depth++;
}

static void
close_section(struct writer *writer)
{
	writer->depth--;
	begin_line(writer);
	buffer_append_text(&writer->out, "}\n");
}

/* A section that has fields and nothing else. */
static void
write_section(struct writer *writer, const char *name, const char *title,
    const struct config_field *fields, const void *values)
{
	open_section(writer, name, title);
	write_fields(writer, fields, values);
	close_section(writer);
}

/* One more element of the list `name`, after `count` others. */
static void
write_element(
    struct writer *writer, const char *name, size_t count, const char *text)
{
	if (count == 0) {
		begin_line(writer);
		buffer_printf(&writer->out, "%s = {", name);
	} else {
		buffer_append_text(&writer->out, ", ");
	}
	write_quoted(writer, span_from(text));
}

static void
end_list(struct writer *writer, size_t count)
{
	if (count > 0)
		buffer_append_text(&writer->out, "}\n");
}

static void
write_list(struct writer *writer, const char *name, char **texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		write_element(writer, name, i, texts[i]);
	end_list(writer, count);
}

/* "[ADDR]:PORT" of a listener, NUL-terminated in a buffer. */
static const char *
format_socket(struct buffer *text, const struct config_listener *listener)
{
	const char *address =
	    listener->address != NULL ? listener->address : "";
	bool is_ipv6 = strchr(address, ':') != NULL;

	buffer_clear(text);
	buffer_printf(
	    text, is_ipv6 ? "[%s]:%u" : "%s:%u", address, listener->port);
	buffer_append_byte(text, '\0');
	return text->failed ? "" : text->ptr;
}

/* The plain sockets of one protocol as a list, `off` if there is none. */
static void
write_sockets(struct writer *writer, const struct config *config,
    enum config_protocol protocol, const char *name)
{
	struct buffer text = BUFFER_EMPTY;
	size_t count = 0;

	for (size_t i = 0; i < config->listener_count; i++) {
		const struct config_listener *listener = &config->listeners[i];

		if (listener->protocol != protocol || listener->proxy)
			continue;
		write_element(
		    writer, name, count++, format_socket(&text, listener));
	}
	end_list(writer, count);
	if (count == 0)
		buffer_printf(&writer->out, "%s = off\n", name);
	writer->out.failed |= text.failed;
	buffer_free(&text);
}

static void
write_proxied(struct writer *writer, const struct config *config)
{
	struct buffer text = BUFFER_EMPTY;

	for (size_t i = 0; i < config->listener_count; i++) {
		const struct config_listener *listener = &config->listeners[i];

		if (listener->proxy)
			write_section(writer, "listener",
			    format_socket(&text, listener),
			    config_fields_listener, listener);
	}
	writer->out.failed |= text.failed;
	buffer_free(&text);
}

static void
write_rules(struct writer *writer, const struct config_capsule *capsule)
{
	size_t gone = 0;

	for (size_t i = 0; i < capsule->rule_count; i++)
		if (capsule->rules[i].target != NULL)
			write_section(writer, "redirect",
			    capsule->rules[i].path, config_fields_redirect,
			    &capsule->rules[i]);
	for (size_t i = 0; i < capsule->rule_count; i++)
		if (capsule->rules[i].target == NULL)
			write_element(
			    writer, "gone", gone++, capsule->rules[i].path);
	end_list(writer, gone);
}

static void
write_listing(struct writer *writer, const struct config_capsule *capsule)
{
	write_list(writer, "listing", capsule->listed, capsule->listed_count);
	if (capsule->listed_count > 0)
		return;
	begin_line(writer);
	buffer_printf(
	    &writer->out, "listing = %s\n", capsule->listing ? "yes" : "no");
}

static void
write_capsule(struct writer *writer, const struct config_capsule *capsule)
{
	buffer_append_byte(&writer->out, '\n');
	open_section(writer, "capsule", capsule->host);
	write_fields(writer, config_fields_capsule, capsule);
	write_list(writer, "aliases", capsule->aliases, capsule->alias_count);
	write_listing(writer, capsule);
	write_rules(writer, capsule);
	for (size_t i = 0; i < capsule->override_count; i++)
		write_section(writer, "media", capsule->overrides[i].pattern,
		    config_fields_media, &capsule->overrides[i]);
	for (size_t i = 0; i < capsule->private_count; i++)
		write_section(writer, "private", capsule->privates[i].prefix,
		    config_fields_private, &capsule->privates[i]);
	close_section(writer);
}

int
config_print(FILE *stream, const struct config *config)
{
	struct writer writer = {
	    .out = BUFFER_EMPTY, .directory = get_current_dir_name()};
	int result = -1;

	if (writer.directory == NULL)
		return -1;
	write_sockets(&writer, config, CONFIG_GEMINI, "gemini");
	write_sockets(&writer, config, CONFIG_GOPHER, "gopher");
	write_list(&writer, "proxy-from", config->proxy_sources,
	    config->proxy_source_count);
	write_proxied(&writer, config);
	write_fields(&writer, config_fields_server, config);
	for (size_t i = 0; i < config->capsule_count; i++)
		write_capsule(&writer, &config->capsules[i]);

	if (!writer.out.failed &&
	    fwrite(writer.out.ptr, 1, writer.out.len, stream) == writer.out.len)
		result = 0;
	buffer_free(&writer.out);
	free(writer.directory);
	return result;
}
