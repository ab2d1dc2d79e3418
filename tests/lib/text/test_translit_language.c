/*
 * ASCII forms by language: what its readers must still be able to read, and no
 * word of another language.
 */
#include "expect.h"
#include "translit.h"
#include "translit_cyrillic.h"
#include "translit_language.h"
#include "utf8.h"

struct row {
	const char *tag, *text, *ascii;
};

static void
expect_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct translit_language *language =
		    translit_language_of(span_from(rows[i].tag));
		struct buffer out = BUFFER_EMPTY;
		bool complete =
		    translit_to_ascii(&out, span_from(rows[i].text), language);

		buffer_append_byte(&out, '\0');
		if (strcmp(out.ptr, rows[i].ascii) != 0 || !complete)
			fail_msg("%s: \"%s\" is \"%s\", not \"%s\"%s",
			    rows[i].tag, rows[i].text, out.ptr, rows[i].ascii,
			    complete ? "" : " (kept)");
		buffer_free(&out);
	}
}

static void
spells_letters(void **state)
{
	static const struct row rows[] = {
	    /* ä, ö and ü are written out in German, and nowhere else */
	    {"de", "Größe, Gefäß, Übung", "Groesse, Gefaess, Uebung"},
	    {"de-AT", "für Mädchen", "fuer Maedchen"},
	    {"DE", "Ärzte, ÄRZTE, GRÖẞE, Öl", "Aerzte, AERZTE, GROESSE, Oel"},
	    {"de", "u\u0308ber", "ueber"},
	    {"de", "STRAßE, GROß, Straße, ß", "STRASSE, GROSS, Strasse, ss"},
	    {"gsw", "Chäs", "Chaes"},
	    {"en", "Müller, naïve, Größe", "Muller, naive, Grosse"},
	    {"fr", "aiguë, Citroën, Noël", "aigue, Citroen, Noel"},
	    {"nl", "coëfficiënt, één, ĳs", "coefficient, een, ijs"},
	    {"", "Größe", "Grosse"},
	    {"hu", "fülű", "fulu"},
	    {"tr", "ağrısı, İlaç", "agrisi, Ilac"},
	    /* the Nordic ones */
	    {"sv", "får, hår, läkare, ömt", "faar, haar, laekare, oemt"},
	    {"sv", "Ängel, ÅNGEST, Å", "Aengel, AANGEST, Aa"},
	    {"da", "smør på, ømhed, Ærø", "smoer paa, oemhed, Aeroe"},
	    {"nb-NO", "Førde, gjør så", "Foerde, gjoer saa"},
	    {"fi", "hän näin, yö", "haen naein, yoe"},
	    {"is", "þörf, læknir, það", "thorf, laeknir, thad"},
	    /* an ñ that is lost makes another word */
	    {"es", "años, AÑOS, Año", "anios, ANIOS, Anio"},
	    {"es-MX", "niño, niña, señal", "ninio, ninia, senial"},
	    {"es", "compañía, meñique, ÑIÑO", "compania, menique, NINIO"},
	    {"es", "an\u0303os", "anios"},
	    {"gl", "niñez", "niniez"},
	    {"es", "¿Qué? ¡Sí, útil!", "Que? Si, util!"},
	    {"en", "jalapeño", "jalapeno"},
	    {"", "años", "anios"},
	    {"br", "añ", "an"},
	    /* an accent at a word's end */
	    {"it", "È così perché può", "E' cosi' perche' puo'"},
	    {"it", "c’è, città.", "c'e', citta'."},
	    {"it", "PERCHÉ, àncora", "PERCHE', ancora"},
	    {"pt", "é a avó, não o avô", "e' a avo', nao o avo"},
	    {"pt-BR", "está você à mão", "esta' voce a' mao"},
	    {"fr", "opéré à l’hôpital", "opere a l'hopital"},
	    /* others */
	    {"fr", "œuf, Œuvre, cœur", "oeuf, Oeuvre, coeur"},
	    {"pl", "Łódź, żółć, ŁASKA", "Lodz, zolc, LASKA"},
	    {"pl", "ból głowy, ciąża", "bol glowy, ciaza"},
	    {"cs", "příznaky, žlučník", "priznaky, zlucnik"},
	    {"hr", "Đurđevac", "Djurdjevac"},
	    {"vi", "đường ruột", "duong ruot"},
	    {"eo", "ĉiuĵaŭde", "cxiujxauxde"},
	    {"ca", "col·legi, çò", "col.legi, co"},
	};
	(void)state;

	expect_rows(rows, COUNT(rows));
}

static void
spells_cyrillic(void **state)
{
	static const struct row rows[] = {
	    {"ru", "Привет, боль", "Privet, bol'"},
	    {"ru", "Щит, ЩИТ, Щ", "Shhit, SHHIT, Shh"},
	    {"ru", "ещё объём, её", "eshhyo ob\"yom, eyo"},
	    {"ru", "схема, цикл, жизнь", "skhema, cikl, zhizn'"},
	    {"ru", "Юля и Яна, ЮЛЯ, Я", "Yulya i Yana, YULYA, Ya"},
	    {"ru", "и\u0306, е\u0308", "j, yo"},
	    {"ru", "5 мкг, не 5 мг", "5 mkg, ne 5 mg"},
	    {"en", "Русский", "Russkij"},
	    {"", "Врач", "Vrach"},
	    {"en", "Български, объект", "Balgarski, ob\"ekt"},
	    {"ru", "съёмка, миръ", "s\"yomka, mir\""},
	    {"uk", "Згода, біль, їжа, ґанок", "Zghoda, bil', yizha, ganok"},
	    {"uk", "ліки щодня, гинеколог", "liky shhodnya, hynekoloh"},
	    {"uk", "п’ять, ЗГ", "p'yat', ZGH"},
	    {"be", "боль у горле, ў", "bol' u horle, u"},
	    {"bg", "лекарство, щит, път",
		"lekarstvo, sht"
		"it, pat"},
	    {"bg", "бременност, цвят, хора", "bremennost, tsvyat, hora"},
	    {"sr", "љубав, ђак, живот, чаша", "ljubav, djak, zivot, casa"},
	    {"sr-Latn", "đak, čaša", "djak, casa"},
	    {"mk", "ќе, ѓ, џ", "kje, gj, dj"},
	    {"kk", "қазақ", "qazaq"},
	};
	(void)state;

	expect_rows(rows, COUNT(rows));
}

static void
spells_greek(void **state)
{
	static const struct row rows[] = {
	    {"el", "Το φάρμακο και η δόση", "To farmako kai i dosi"},
	    {"el", "αυτός, αύριο, ευχή, εύκολο", "aftos, avrio, efchi, efkolo"},
	    {"el", "ηυξήθη, Ευρώπη, ΑΥΤΟ", "ifxithi, Evropi, AFTO"},
	    {"el", "άυλος, προϋπόθεση, ου, όυ", "aylos, proypothesi, ou, oy"},
	    {"el", "μπαμπάς, Μπάλα, ΜΠ", "bampas, Bala, B"},
	    {"el", "αγγείο, έλεγξη, σύγχυση", "angeio, elenxi, synchysi"},
	    {"el", "εγκυμοσύνη, παντού", "egkymosyni, pantou"},
	    {"el", "ΘΕΡΑΠΕΙΑ, Θεραπεία, Ψ", "THERAPEIA, Therapeia, Ps"},
	    {"el", "ναι· ή όχι", "nai: i ochi"},
	    {"el", "α\u0301λλο", "allo"},
	    {"el", "ἄνθρωπος τοῦ", "anthropos tou"},
	    {"el", "β-αναστολείς, Δt", "beta-anastoleis, Delta-t"},
	    /* never "mg" */
	    {"el", "5 \u03bcg, 5\u00b5g, 5 \u03bcl", "5 mcg, 5 mcg, 5 ul"},
	    /* on other pages a letter alone is a sign */
	    {"en", "Ελληνικά", "Ellinika"},
	    {"en", "η γάτα", "i gata"},
	    {"en", "α β γ", "alpha beta gamma"},
	    {"en", "ή", "i"},
	    {"de", "β-Blocker, TNFα", "beta-Blocker, TNF-alpha"},
	};
	(void)state;

	expect_rows(rows, COUNT(rows));
}

static void
says_signs(void **state)
{
	static const struct row rows[] = {
	    /* the numero is no degree, and an ordinal is none */
	    {"fr", "n° 5, N° 5, nº 5, n°5", "no 5, No 5, no 5, no 5"},
	    {"fr", "n°s 5 et 6", "nos 5 et 6"},
	    {"es", "n.º 5, nº 5, N.° 5", "n.o 5, n.o 5, N.o 5"},
	    {"it", "n° 5, N. 5", "n. 5, N. 5"},
	    {"pt", "n.º 5, nº 5", "n.o 5, n.o 5"},
	    {"en", "n° 5, № 5", "no. 5, No. 5"},
	    {"de", "N° 5, № 5", "Nr. 5, Nr. 5"},
	    {"pl", "n° 5, № 5", "nr 5, nr 5"},
	    {"", "n° 5", "no 5"},
	    {"en", "in 5°", "in 5 degrees"},
	    {"it", "ustione di 2° grado", "ustione di 2o grado"},
	    {"it", "a 20° circa, a 2°", "a 20 gradi circa, a 2 gradi"},
	    {"es", "1º, 2ª, 3er, 1.º", "1o, 2a, 3er, 1.o"},
	    {"es", "37 ºC, 37º C, 37ºC",
		"37 grados C, 37 grados C, 37 grados C"},
	    /* degrees */
	    {"en", "1 °C, 11 °C, 0.1 °C",
		"1 degree C, 11 degrees C, 0.1 degrees C"},
	    {"fr", "20 °C, 20°, 1 °C", "20 degres C, 20 degres, 1 degre C"},
	    {"de", "37\u00a0°C", "37 Grad C"},
	    {"it", "37 °C", "37 gradi C"},
	    {"pt", "37 °C", "37 graus C"},
	    {"nl", "37 °C", "37 graden C"},
	    {"pl", "37 °C", "37 st. C"},
	    {"sv", "37 °C", "37 grader C"},
	    {"ru", "37 °C", "37 grad. C"},
	    {"el", "37 °C", "37 vathmoi C"},
	    {"", "37 °C, 37℃", "37 deg C, 37 deg C"},
	    /* micro */
	    {"en", "1 µg, 2 µg", "1 microgram, 2 micrograms"},
	    {"fr", "5 µg, 1 µg", "5 microgrammes, 1 microgramme"},
	    {"es", "5 µg, 5 µl", "5 microgramos, 5 microlitros"},
	    {"de", "5µg, 5 µmol/l", "5 Mikrogramm, 5 Mikromol/l"},
	    {"it", "5 µg/ml", "5 microgrammi/ml"},
	    {"pt", "5 µg", "5 microgramas"},
	    {"nl", "5 µg", "5 microgram"},
	    {"pl", "5 µg, 5 µl", "5 mcg, 5 ul"},
	    {"sv", "5 µg", "5 mikrogram"},
	    {"ru", "5 µg", "5 mkg"},
	    {"", "5 µg, 5 µmol", "5 mcg, 5 micromol"},
	    /* shares of a thousand */
	    {"en", "5‰", "5 per 1000"},
	    {"fr", "5‰", "5 pour mille"},
	    {"es", "5 ‰", "5 por mil"},
	    {"de", "0,5 ‰", "0,5 Promille"},
	    {"", "5‰", "5/1000"},
	    /* figures */
	    {"en", "3·5 mg, 3·10⁶", "3.5 mg, 3*10^6"},
	    {"de", "3·10⁶, 2·3", "3*10^6, 2*3"},
	    {"fr", "0,5 à 1½ ≥ 3, 10⁻³", "0,5 a 1 1/2 >= 3, 10^-3"},
	    {"fr", "1\u202f000 €", "1 000 EUR"},
	    /* quotes and dashes */
	    {"fr", "« mot »", "\"mot\""},
	    {"fr", "«\u00a0mot\u00a0» et «\u202fmot\u202f»!",
		"\"mot\" et \"mot\"!"},
	    {"de", "„Wort“, »Wort« – ‚x‘", "\"Wort\", \"Wort\" - 'x'"},
	    {"da", "sagt »Wort« und", "sagt \"Wort\" und"},
	    {"pl", "„słowo” — tak…", "\"slowo\" -- tak..."},
	    {"es", "«palabra» “a”", "\"palabra\" \"a\""},
	    /* other signs */
	    {"en", "👍🏽", "[yes]"},
	    {"en", "✓ ✗ ☎ ↑", "[yes] [no] [phone] up"},
	    {"fr", "✓ ✗ ☎ ↑", "[oui] [non] [tel.] haut"},
	    {"de", "§ 3, ✓", "Paragraf 3, [ja]"},
	    {"", "✓ ✗ ☎ ✉ ↑ ↓", "(+) (-) [tel.] [@] /\\ \\/"},
	    {"en", "5 ≮ 3, ¬x", "5 not < 3, not x"},
	    {"", "5 ≮ 3, ¬x", "5 !< 3, !x"},
	    {"fr", "a → b, ⚠ ❤ 🙂 5\ufe0f\u20e3",
		"a -> b, [!] <3 :-) 5"},
	    {"en", "=\u0338", "!="},
	};
	(void)state;

	expect_rows(rows, COUNT(rows));
}

/* Whatever the language, its words are ASCII and not too long. */
static void
has_words_in_ascii(void **state)
{
	static const char *const tags[] = {"en", "es", "fr", "de", "it", "pt",
	    "nl", "pl", "sv", "da", "nb", "fi", "el", "ru", "uk", "bg", "sr",
	    ""};
	(void)state;

	for (size_t i = 0; i < COUNT(tags); i++) {
		const struct translit_language *language =
		    translit_language_of(span_from(tags[i]));

		for (int word = 1; word < TRANSLIT_WORD_COUNT; word++) {
			struct span text = span_from(translit_language_word(
			    language, (enum translit_word)word));

			assert_true(utf8_is_ascii(text));
			assert_in_range(text.len, 1, TRANSLIT_WORD_BYTES_MAX);
		}
	}
}

/* No English word but in English. */
static void
says_nothing_in_english(void **state)
{
	static const char *const tags[] = {"es", "fr", "de", "it", "pt", "nl",
	    "pl", "sv", "da", "nb", "fi", "el", "ru", "uk", "bg", "sr", "tr",
	    ""};
	static const char *const foreign[] = {"degrees", "micrograms",
	    "per 1000", "section", "not ", "phone", "[yes]", " up ", "down",
	    "infinity", "square", "heart"};
	(void)state;

	for (size_t i = 0; i < COUNT(tags); i++) {
		struct buffer out = BUFFER_EMPTY;

		translit_to_ascii(&out,
		    SPAN("20° 5 µg 5 µl 5‰ § 3 ¬x ≮ ☎ ✓ ↑ ↓ ∞ √2 ❤"),
		    translit_language_of(span_from(tags[i])));
		buffer_append_byte(&out, '\0');
		for (size_t j = 0; j < COUNT(foreign); j++)
			if (strstr(out.ptr, foreign[j]) != NULL)
				fail_msg("%s: %s", tags[i], out.ptr);
		buffer_free(&out);
	}
}

/* Sorted, as they are searched. */
static void
has_sorted_letters(void **state)
{
	const struct translit_letters *const lists[] = {
	    &translit_letters_german, &translit_letters_nordic,
	    &translit_letters_icelandic, &translit_letters_spanish,
	    &translit_letters_south_slavic, &translit_letters_esperanto,
	    &translit_letters_neutral, &translit_cyrillic_ukrainian,
	    &translit_cyrillic_belarusian, &translit_cyrillic_bulgarian,
	    &translit_cyrillic_serbian, &translit_cyrillic_macedonian};
	(void)state;

	for (size_t i = 0; i < COUNT(lists); i++) {
		for (size_t j = 0; j < lists[i]->count; j++) {
			const struct translit_letter *letter =
			    &lists[i]->items[j];

			assert_true(j == 0 ||
				    letter[-1].letter < letter->letter ||
				    (letter[-1].letter == letter->letter &&
					letter[-1].next != 0));
			assert_ptr_equal(translit_letters_find(lists[i],
					     letter->letter, letter->next),
			    letter);
		}
	}
	for (uint32_t c = 0x0400; c < 0x0530; c++)
		assert_true(
		    utf8_is_ascii(span_from(translit_cyrillic_find(c, 0))));
}

static void
finds_languages(void **state)
{
	const struct translit_language *neutral =
	    translit_language_of(SPAN("xx"));
	(void)state;

	assert_ptr_equal(translit_language_of(SPAN("de")),
	    translit_language_of(SPAN("de-CH")));
	assert_ptr_equal(
	    translit_language_of(SPAN("nn")), translit_language_of(SPAN("NB")));
	assert_ptr_not_equal(translit_language_of(SPAN("de")), neutral);
	assert_ptr_equal(translit_language_of(SPAN("d")), neutral);
	assert_ptr_equal(translit_language_of(SPAN("deu x")), neutral);
	assert_ptr_equal(translit_language_of(SPAN("zh-Hant")), neutral);
	assert_ptr_equal(translit_language_of(SPAN("nb nn")), neutral);
}

/* Which texts are better read in UTF-8. */
static void
knows_what_changes_words(void **state)
{
	static const struct {
		const char *text;
		bool changes;
	} rows[] = {
	    {"", false},
	    {"plain", false},
	    {"“a” – ‘b’… • 5\u00a0mg", false},
	    {"½ ≥ 5 µg, 10⁶, 37 °C, 5 €", false},
	    {"« a » → ✓ n.º 5 1ª", false},
	    {"café", true},
	    {"cafe\u0301", true},
	    {"años", true},
	    {"Größe", true},
	    {"β-blocker", true},
	    {"да", true},
	    {"你好", true},
	    {"🦠", true},
	    {"a\u20dc", true},
	    {"\xff", false},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		if (translit_changes_words(span_from(rows[i].text)) !=
		    rows[i].changes)
			fail_msg("\"%s\"", rows[i].text);
}

static void
finds_what_is_kept(void **state)
{
	static const struct {
		const char *text;
		size_t at;
	} rows[] = {
	    {"", 0},
	    {"abc", 3},
	    {"é ½ 你", 6},
	    {"5\ufe0f\u20e3", 7},
	    {"a🦠b你", 1},
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(
		    translit_find_kept(span_from(rows[i].text), NULL),
		    rows[i].at);
}

/* However dense the signs, the output is bounded. */
static void
grows_by_a_factor(void **state)
{
	static const char *const dense[] = {
	    "§", "°", "∞", "↑", "½", "1°", "µg", "Ω", "№", "∝", "√", "㎍"};
	static const char *const tags[] = {"en", "de", "es", "pl", ""};
	(void)state;

	for (size_t i = 0; i < COUNT(dense) * COUNT(tags); i++) {
		const struct translit_language *language =
		    translit_language_of(span_from(tags[i % COUNT(tags)]));
		struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;

		for (int j = 0; j < 100; j++) {
			buffer_append_text(&text, dense[i / COUNT(tags)]);
			buffer_append_text(&text, "a");
		}
		translit_to_ascii(&out, buffer_span(&text), language);
		assert_in_range(out.len, 1, text.len * TRANSLIT_GROWTH_MAX);
		buffer_free(&text);
		buffer_free(&out);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(spells_letters),
	    cmocka_unit_test(spells_cyrillic),
	    cmocka_unit_test(spells_greek),
	    cmocka_unit_test(says_signs),
	    cmocka_unit_test(has_words_in_ascii),
	    cmocka_unit_test(says_nothing_in_english),
	    cmocka_unit_test(has_sorted_letters),
	    cmocka_unit_test(finds_languages),
	    cmocka_unit_test(knows_what_changes_words),
	    cmocka_unit_test(finds_what_is_kept),
	    cmocka_unit_test(grows_by_a_factor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
