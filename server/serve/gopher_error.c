#include "gopher_error.h"

#include "gopher_asking.h"
#include "gopher_menu.h"
#include "service.h"
#include "translit.h"
#include "words.h"

/* Longest message of an error, in bytes. */
#define ERROR_BYTES_MAX 512

/* Ready made, as it is wanted when nothing else can be. */
static const char unavailable[] =
    "3Not available just now" GOPHER_INFO_END ".\r\n";

static struct reply
line(struct span bytes)
{
	return (struct reply){.status = "3", .head = bytes, .fd = -1};
}

struct reply
gopher_error_unavailable(void)
{
	return line(span_from(unavailable));
}

static struct reply
say(struct gopher_asking *asking, struct span message)
{
	struct buffer *out = &asking->service->head;
	char bytes[ERROR_BYTES_MAX];
	struct buffer ascii = BUFFER_WITHIN(bytes);

	if (asking->place.style.ascii) {
		translit_to_ascii(
		    &ascii, message, asking->place.style.language);
		message = buffer_span(&ascii);
	}
	buffer_clear(out);
	gopher_menu_error(out, message);
	if (out->failed)
		return gopher_error_unavailable();
	return line(buffer_span(out));
}

/* The words of what is asked for; of the whole, before that is known. */
static const struct words *
words_of(struct gopher_asking *asking)
{
	if (asking->words == NULL)
		gopher_asking_language(asking, NULL);
	return asking->words;
}

struct reply
gopher_error(struct gopher_asking *asking, enum word word)
{
	const struct words *words = words_of(asking);

	return say(asking, span_from(words->text[word]));
}

struct reply
gopher_error_with(struct gopher_asking *asking, enum word word, unsigned number)
{
	char bytes[ERROR_BYTES_MAX];
	struct buffer message = BUFFER_WITHIN(bytes);

	buffer_append_text(&message, words_of(asking)->text[word]);
	buffer_append_text(&message, asking->words->colon);
	buffer_printf(&message, "%u", number);
	return say(asking, buffer_span(&message));
}
