/*
 * Where a transliteration stands; see translit_writer.h.
 */
#include "translit_writer.h"

#include "ascii.h"

char
translit_byte_before(const struct translit_writer *writer)
{
	const struct buffer *out = writer->out;

	return out->len > writer->start ? out->ptr[out->len - 1] : ' ';
}

char
translit_byte_after(const struct translit_writer *writer)
{
	return writer->rest.len > 0 ? writer->rest.ptr[0] : ' ';
}

struct span
translit_written(const struct translit_writer *writer)
{
	return span_skip(buffer_span(writer->out), writer->start);
}

void
translit_put_plain(struct translit_writer *writer, const char *ascii)
{
	buffer_append_text(writer->out, ascii);
	writer->last = TRANSLIT_LAST_ASCII;
}

void
translit_put_joined(struct translit_writer *writer, const char *ascii,
    char joint, bool (*joins)(char byte))
{
	if (joins(translit_byte_before(writer)) && *ascii != '/')
		buffer_append_byte(writer->out, joint);
	translit_put_plain(writer, ascii);
	if (joins(translit_byte_after(writer)))
		buffer_append_byte(writer->out, joint);
}

void
translit_put_word(struct translit_writer *writer, const char *ascii)
{
	translit_put_joined(writer, ascii, ' ', ascii_is_alphanumeric);
}

static char
upper(char byte)
{
	return byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
}

void
translit_put_letters(struct translit_writer *writer, const char *ascii,
    bool is_upper, bool next_is_upper)
{
	if (!is_upper) {
		translit_put_plain(writer, ascii);
		return;
	}
	for (size_t i = 0; ascii[i] != '\0'; i++)
		buffer_append_byte(writer->out,
		    i == 0 || next_is_upper ? upper(ascii[i]) : ascii[i]);
	writer->last = TRANSLIT_LAST_ASCII;
}

void
translit_keep(struct translit_writer *writer, struct span character)
{
	buffer_append(writer->out, character);
	writer->last = TRANSLIT_LAST_KEPT;
	if (writer->kept_at == writer->text.len)
		writer->kept_at = writer->at;
}
