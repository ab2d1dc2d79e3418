/*
 * One table, sorted by tag.  Source: Unicode, Scripts.txt, by libunistring; the
 * scripts by language are those of CLDR.
 */
#include "script.h"

#include <stddef.h>
#include <string.h>
#include <unictype.h>

#define SCRIPTS_MAX 3

struct script_language {
	const char *tag;
	const char *scripts[SCRIPTS_MAX]; /* Unicode's names for them */
};

static const struct script_language languages[] = {
    {"am", {"Ethiopic"}},
    {"ar", {"Arabic"}},
    {"as", {"Bengali"}},
    {"bn", {"Bengali"}},
    {"bo", {"Tibetan"}},
    {"ckb", {"Arabic"}},
    {"dv", {"Thaana"}},
    {"dz", {"Tibetan"}},
    {"fa", {"Arabic"}},
    {"gu", {"Gujarati"}},
    {"he", {"Hebrew"}},
    {"hi", {"Devanagari"}},
    {"hy", {"Armenian"}},
    {"ja", {"Han", "Hiragana", "Katakana"}},
    {"ka", {"Georgian"}},
    {"km", {"Khmer"}},
    {"kn", {"Kannada"}},
    {"ko", {"Hangul", "Han"}},
    {"lo", {"Lao"}},
    {"ml", {"Malayalam"}},
    {"mr", {"Devanagari"}},
    {"my", {"Myanmar"}},
    {"ne", {"Devanagari"}},
    {"or", {"Oriya"}},
    {"pa", {"Gurmukhi"}},
    {"ps", {"Arabic"}},
    {"sa", {"Devanagari"}},
    {"sd", {"Arabic"}},
    {"si", {"Sinhala"}},
    {"ta", {"Tamil"}},
    {"te", {"Telugu"}},
    {"th", {"Thai"}},
    {"ti", {"Ethiopic"}},
    {"ug", {"Arabic"}},
    {"ur", {"Arabic"}},
    {"yi", {"Hebrew"}},
    {"yue", {"Han"}},
    {"zh", {"Han", "Bopomofo"}},
};

const struct script_language *
script_of_language(struct span tag)
{
	tag.len = span_find(tag, '-');
	for (size_t i = 0; i < sizeof languages / sizeof languages[0]; i++)
		if (span_equal_nocase(tag, span_from(languages[i].tag)))
			return &languages[i];
	return NULL;
}

bool
script_is_own(uint32_t character, const struct script_language *language)
{
	const uc_script_t *script;

	if (language == NULL || character < 0x80)
		return false;
	script = uc_script(character);
	if (script == NULL)
		return false;
	for (size_t i = 0; i < SCRIPTS_MAX && language->scripts[i] != NULL; i++)
		if (strcmp(script->name, language->scripts[i]) == 0)
			return true;
	/* Signs, such as those that show a face, are none of it. */
	return strcmp(script->name, "Common") == 0 &&
	       uc_is_general_category_withtable(
		   character, UC_CATEGORY_MASK_P | UC_CATEGORY_MASK_L |
				  UC_CATEGORY_MASK_N);
}
