#include "index_stemmer.h"

#include <stdlib.h>

#include "index_snowball.h"

/* Snowball's algorithms, by the primary subtags of languages. */
static const struct {
	const char *tag, *algorithm;
} algorithms[] = {
    {"ar", "arabic"},
    {"ca", "catalan"},
    {"da", "danish"},
    {"de", "german"},
    {"el", "greek"},
    {"en", "english"},
    {"es", "spanish"},
    {"eu", "basque"},
    {"fi", "finnish"},
    {"fr", "french"},
    {"ga", "irish"},
    {"hi", "hindi"},
    {"hu", "hungarian"},
    {"hy", "armenian"},
    {"id", "indonesian"},
    {"it", "italian"},
    {"lt", "lithuanian"},
    {"nb", "norwegian"},
    {"ne", "nepali"},
    {"nl", "dutch"},
    {"nn", "norwegian"},
    {"no", "norwegian"},
    {"pt", "portuguese"},
    {"ro", "romanian"},
    {"ru", "russian"},
    {"sr", "serbian"},
    {"sv", "swedish"},
    {"ta", "tamil"},
    {"tr", "turkish"},
    {"yi", "yiddish"},
};

struct index_stemmer {
	const struct index_snowball *library;
	struct sb_stemmer *snowball; /* NULL: the language has none */
};

/* The name of the language's algorithm, or NULL. */
static const char *
find_algorithm(struct span lang)
{
	struct span primary = {lang.ptr, span_find(lang, '-')};

	for (size_t i = 0; i < sizeof algorithms / sizeof algorithms[0]; i++)
		if (span_equal_nocase(primary, span_from(algorithms[i].tag)))
			return algorithms[i].algorithm;
	return NULL;
}

struct index_stemmer *
index_stemmer_new(struct span lang)
{
	const char *algorithm = find_algorithm(lang);
	struct index_stemmer *stemmer = calloc(1, sizeof *stemmer);

	if (stemmer == NULL || algorithm == NULL)
		return stemmer;
	stemmer->library = index_snowball_open();
	if (stemmer->library != NULL)
		stemmer->snowball =
		    stemmer->library->stemmer_new(algorithm, "UTF_8");
	if (stemmer->snowball != NULL)
		return stemmer;
	free(stemmer);
	return NULL;
}

void
index_stemmer_free(struct index_stemmer *stemmer)
{
	if (stemmer == NULL)
		return;
	if (stemmer->snowball != NULL)
		stemmer->library->stemmer_delete(stemmer->snowball);
	free(stemmer);
}

struct span
index_stemmer_stem(struct index_stemmer *stemmer, struct span word)
{
	const sb_symbol *stem;

	if (stemmer->snowball == NULL)
		return word;
	stem = stemmer->library->stemmer_stem(
	    stemmer->snowball, (const sb_symbol *)word.ptr, (int)word.len);
	if (stem == NULL)
		return SPAN("");
	return (struct span){(const char *)stem,
	    (size_t)stemmer->library->stemmer_length(stemmer->snowball)};
}
