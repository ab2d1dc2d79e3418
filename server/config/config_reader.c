/*
 * Reading the sections of lozenged.conf.  See config_reader.h.
 */
#include "config_reader.h"

#include <stdio.h>

void
config_reader_refuse(struct config_reader *reader, unsigned line,
    const char *name, const char *text, const char *expects)
{
	reader->failed = true;
	fprintf(stderr, "%s:%u: %s", reader->file, line, name);
	if (text != NULL)
		fprintf(stderr, " \"%s\"", text);
	fprintf(stderr, ": expected %s\n", expects);
}

void
config_reader_no_memory(struct config_reader *reader)
{
	reader->failed = true;
	fprintf(stderr, "%s: out of memory\n", reader->file);
}

/* Say what a field expects instead of the text. */
static void
refuse_field(struct config_reader *reader, const struct config_field *field,
    const struct config_text *text)
{
	struct buffer expects = BUFFER_EMPTY;

	config_fields_expects(&expects, field);
	buffer_append_byte(&expects, '\0');
	if (expects.failed)
		config_reader_no_memory(reader);
	else
		config_reader_refuse(
		    reader, text->line, field->name, text->text, expects.ptr);
	buffer_free(&expects);
}

void
config_reader_fields(struct config_reader *reader, struct cfg_t *section,
    const struct config_field *fields, void *values)
{
	for (; fields->name != NULL; fields++) {
		const struct config_text *text =
		    config_tree_text(section, fields->name, 0);

		if (text == NULL)
			continue;
		switch (config_fields_set(
		    fields, values, span_from(text->text), reader->directory)) {
		case CONFIG_VALUE_OK:
			break;
		case CONFIG_VALUE_REFUSED:
			refuse_field(reader, fields, text);
			break;
		case CONFIG_VALUE_NO_MEMORY:
			config_reader_no_memory(reader);
			break;
		}
	}
}

unsigned
config_reader_line(struct cfg_t *section, const char *name)
{
	const struct config_text *text = config_tree_text(section, name, 0);

	return text != NULL ? text->line : 0;
}
