#include "gopher_asking.h"

#include "site.h"
#include "translit_language.h"

void
gopher_asking_language(struct gopher_asking *asking, const struct path *path)
{
	const char *tag;

	asking->words = site_words(asking->site, path, &tag);
	asking->place.style.language = translit_language_of(span_from(tag));
}
