#include "starting_document.h"

#include "starting_kinds.h"

static const struct {
	const char *name;
	const char *document;
} kinds[STARTING_KIND_COUNT] = {
    [STARTING_LEAFLET] = {"leaflet", starting_leaflet},
    [STARTING_SITE] = {"site", starting_site},
    [STARTING_MINIMAL] = {"minimal", starting_minimal},
};

bool
starting_document_kind(enum starting_kind *kind, struct span name)
{
	for (int i = 0; i < STARTING_KIND_COUNT; i++) {
		if (!span_equal(name, span_from(kinds[i].name)))
			continue;
		*kind = (enum starting_kind)i;
		return true;
	}
	return false;
}

void
starting_document_append(struct buffer *out, enum starting_kind kind,
    struct span title, struct span today, struct span next_year)
{
	const struct {
		struct span name, value;
	} blanks[] = {
	    {SPAN("{title}"), title},
	    {SPAN("{today}"), today},
	    {SPAN("{next-year}"), next_year},
	};
	const size_t count = sizeof blanks / sizeof blanks[0];
	struct span rest = span_from(kinds[kind].document);

	while (rest.len > 0) {
		size_t text = span_find(rest, '{');
		size_t i = 0;

		buffer_append(out, (struct span){rest.ptr, text});
		rest = span_skip(rest, text);
		while (i < count && !span_starts_with(rest, blanks[i].name))
			i++;
		if (i < count) {
			buffer_append(out, blanks[i].value);
			rest = span_skip(rest, blanks[i].name.len);
		} else if (rest.len > 0) {
			buffer_append_byte(out, '{');
			rest = span_skip(rest, 1);
		}
	}
}
