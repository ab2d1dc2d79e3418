#include "index_help.h"

/* What such a page is called, in ASCII as the builder's slugs are. */
static const char *const names[] = {
    "help",
    "get-help",
    "getting-help",
    "when-to-get-help",
    "urgent-help",
    "aide",
    "aiuto",
    "ajuda",
    "ajutor",
    "apua",
    "ayuda",
    "hilfe",
    "hjaelp",
    "hjalp",
    "hjelp",
    "hulp",
    "pomoc",
    "segitseg",
    "yardim",
};

bool
index_help_is(struct span path)
{
	size_t slash = span_find_last(path, '/');
	struct span name = path;

	if (slash < path.len)
		name = span_skip(path, slash + 1);
	if (!span_ends_with(name, SPAN(".gmi")))
		return false;
	name.len -= SPAN(".gmi").len;
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (span_equal_nocase(name, span_from(names[i])))
			return true;
	return false;
}
