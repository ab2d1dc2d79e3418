/*
 * Words looked up; the words themselves are in files by family.
 */
#include "words.h"

#include "words_table.h"

/* A NULL ends them. */
static const struct words *const languages[] = {
    &words_en,
    &words_de,
    &words_nl,
    &words_sv,
    &words_es,
    &words_fr,
    &words_it,
    &words_pt,
    &words_pt_br,
    &words_pl,
    &words_ru,
    &words_el,
    NULL,
};

static const char *const names[WORDS] = {
    [WORD_PREVIOUS] = "previous",
    [WORD_NEXT] = "next",
    [WORD_CONTENTS] = "contents",
    [WORD_ON_THIS_PAGE] = "on-this-page",
    [WORD_NOTES] = "notes",
    [WORD_PUBLISHED_BY] = "published-by",
    [WORD_LICENCE] = "licence",
    [WORD_LAST_REVIEWED] = "last-reviewed",
    [WORD_NEXT_REVIEW] = "next-review",
    [WORD_CONTACT] = "contact",
    [WORD_ADDRESS] = "address",
    [WORD_CHANGES] = "changes",
    [WORD_FEED] = "feed",
    [WORD_SKIP] = "skip",
    [WORD_PRINT] = "print",
    [WORD_OVER_GEMINI] = "over-gemini",
    [WORD_SEARCH] = "search",
    [WORD_SEARCH_PROMPT] = "search-prompt",
    [WORD_SEARCH_NONE] = "search-none",
    [WORD_SEARCH_SOME] = "search-some",
    [WORD_DID_YOU_MEAN] = "did-you-mean",
    [WORD_PLAIN_TEXT] = "plain-text",
    [WORD_UTF8] = "utf-8",
    [WORD_ASCII] = "ascii",
    [WORD_INDEX_OF] = "index-of",
    [WORD_LISTING_EMPTY] = "listing-empty",
    [WORD_LISTING_CUT] = "listing-cut",
    [WORD_MOVED] = "moved",
    [WORD_NOT_FOUND] = "not-found",
    [WORD_GONE] = "gone",
    [WORD_BUSY] = "busy",
    [WORD_SLOW_DOWN] = "slow-down",
    [WORD_CERTIFICATE_REQUIRED] = "certificate-required",
    [WORD_CERTIFICATE_NOT_AUTHORISED] = "certificate-not-authorised",
    [WORD_CERTIFICATE_NOT_VALID] = "certificate-not-valid",
    [WORD_PROXY_REFUSED] = "proxy-refused",
    [WORD_BAD_REQUEST] = "bad-request",
    [WORD_NOT_GOPHER] = "not-gopher",
    [WORD_INCOMPLETE] = "incomplete",
};

const struct words *
words_find(struct span tag)
{
	/* What is cut off is a region, a script, a variant. */
	for (;;) {
		for (size_t i = 0; languages[i] != NULL; i++)
			if (span_equal_nocase(
				tag, span_from(languages[i]->tag)))
				return languages[i];

		size_t hyphen = span_find_last(tag, '-');
		if (hyphen == tag.len)
			return NULL;
		tag.len = hyphen;
	}
}

const struct words *
words_for(struct span tag)
{
	const struct words *words = words_find(tag);

	return words != NULL ? words : &words_en;
}

const char *
words_name(enum word word)
{
	return names[word];
}

bool
words_of_name(enum word *word, struct span name)
{
	for (unsigned i = 0; i < WORDS; i++)
		if (span_equal(name, span_from(names[i]))) {
			*word = (enum word)i;
			return true;
		}
	return false;
}
