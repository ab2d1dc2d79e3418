/*
 * One table, sorted by tag.
 */
#include "endonym.h"

static const struct {
	const char *tag;
	const char *name;
} endonyms[] = {
    {"af", "Afrikaans"},
    {"am", "አማርኛ"},
    {"ar", "العربية"},
    {"az", "Azərbaycan dili"},
    {"be", "Беларуская"},
    {"bg", "Български"},
    {"bn", "বাংলা"},
    {"bs", "Bosanski"},
    {"ca", "Català"},
    {"cs", "Čeština"},
    {"cy", "Cymraeg"},
    {"da", "Dansk"},
    {"de", "Deutsch"},
    {"el", "Ελληνικά"},
    {"en", "English"},
    {"eo", "Esperanto"},
    {"es", "Español"},
    {"et", "Eesti"},
    {"eu", "Euskara"},
    {"fa", "فارسی"},
    {"fi", "Suomi"},
    {"fr", "Français"},
    {"ga", "Gaeilge"},
    {"gd", "Gàidhlig"},
    {"gl", "Galego"},
    {"gu", "ગુજરાતી"},
    {"he", "עברית"},
    {"hi", "हिन्दी"},
    {"hr", "Hrvatski"},
    {"hu", "Magyar"},
    {"hy", "Հայերեն"},
    {"id", "Bahasa Indonesia"},
    {"is", "Íslenska"},
    {"it", "Italiano"},
    {"ja", "日本語"},
    {"ka", "ქართული"},
    {"kk", "Қазақ тілі"},
    {"km", "ខ្មែរ"},
    {"ko", "한국어"},
    {"ku", "Kurdî"},
    {"lt", "Lietuvių"},
    {"lv", "Latviešu"},
    {"mk", "Македонски"},
    {"ml", "മലയാളം"},
    {"mr", "मराठी"},
    {"ms", "Bahasa Melayu"},
    {"mt", "Malti"},
    {"nb", "Norsk bokmål"},
    {"ne", "नेपाली"},
    {"nl", "Nederlands"},
    {"nn", "Norsk nynorsk"},
    {"no", "Norsk"},
    {"pa", "ਪੰਜਾਬੀ"},
    {"pl", "Polski"},
    {"ps", "پښتو"},
    {"pt", "Português"},
    {"pt-BR", "Português (Brasil)"},
    {"ro", "Română"},
    {"ru", "Русский"},
    {"sk", "Slovenčina"},
    {"sl", "Slovenščina"},
    {"so", "Soomaali"},
    {"sq", "Shqip"},
    {"sr", "Српски"},
    {"sr-Latn", "Srpski"},
    {"sv", "Svenska"},
    {"sw", "Kiswahili"},
    {"ta", "தமிழ்"},
    {"te", "తెలుగు"},
    {"th", "ไทย"},
    {"ti", "ትግርኛ"},
    {"tl", "Tagalog"},
    {"tr", "Türkçe"},
    {"uk", "Українська"},
    {"ur", "اردو"},
    {"uz", "Oʻzbekcha"},
    {"vi", "Tiếng Việt"},
    {"yi", "ייִדיש"},
    {"zh", "中文"},
    {"zh-Hans", "简体中文"},
    {"zh-Hant", "繁體中文"},
};

struct span
endonym_of(struct span tag)
{
	struct span part = tag;

	/* What is cut off is a region, a script, a variant. */
	for (;;) {
		for (size_t i = 0; i < sizeof endonyms / sizeof *endonyms; i++)
			if (span_equal_nocase(part, span_from(endonyms[i].tag)))
				return span_from(endonyms[i].name);

		size_t hyphen = span_find_last(part, '-');
		if (hyphen == part.len)
			return tag;
		part.len = hyphen;
	}
}

bool
endonym_is_one(struct span text)
{
	for (size_t i = 0; i < sizeof endonyms / sizeof *endonyms; i++)
		if (span_equal(text, span_from(endonyms[i].name)))
			return true;
	return false;
}
