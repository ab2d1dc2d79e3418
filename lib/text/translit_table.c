/*
 * ASCII forms of single characters; see translit_table.h.
 *
 * Here stand only characters that Unicode does not decompose, or decomposes
 * to something that means less ("not equal" to "equal").
 */
#include "translit_table.h"

#define PLAIN TRANSLIT_PLAIN
#define WORD TRANSLIT_WORD
#define GREEK TRANSLIT_GREEK

/* clang-format off */
const struct translit_form translit_table[] = {
	/* Latin-1 */
	{0x00A1, PLAIN, ""}, {0x00A2, WORD, "cents"}, {0x00A3, WORD, "GBP"},
	{0x00A4, WORD, "currency"}, {0x00A5, WORD, "yen"}, {0x00A6, PLAIN, "|"},
	{0x00A7, WORD, "section"}, {0x00A8, PLAIN, "\""},
	{0x00A9, PLAIN, "(C)"}, {0x00AA, PLAIN, "a"}, {0x00AB, PLAIN, "\""},
	{0x00AC, PLAIN, "not "}, {0x00AE, PLAIN, "(R)"}, {0x00AF, PLAIN, "-"},
	{0x00B0, WORD, "degrees"}, {0x00B1, PLAIN, "+/-"}, {0x00B4, PLAIN, "'"},
	{0x00B6, WORD, "paragraph"}, {0x00B8, PLAIN, ","}, {0x00BA, PLAIN, "o"},
	{0x00BB, PLAIN, "\""}, {0x00BF, PLAIN, ""}, {0x00C6, PLAIN, "AE"},
	{0x00D0, PLAIN, "D"}, {0x00D7, PLAIN, "x"}, {0x00D8, PLAIN, "O"},
	{0x00DE, PLAIN, "Th"}, {0x00DF, PLAIN, "ss"}, {0x00E6, PLAIN, "ae"},
	{0x00F0, PLAIN, "d"}, {0x00F7, PLAIN, "/"}, {0x00F8, PLAIN, "o"},
	{0x00FE, PLAIN, "th"},

	/* Latin letters */
	{0x0110, PLAIN, "D"}, {0x0111, PLAIN, "d"}, {0x0126, PLAIN, "H"},
	{0x0127, PLAIN, "h"}, {0x0131, PLAIN, "i"}, {0x0138, PLAIN, "k"},
	{0x0141, PLAIN, "L"}, {0x0142, PLAIN, "l"}, {0x014A, PLAIN, "NG"},
	{0x014B, PLAIN, "ng"}, {0x0152, PLAIN, "OE"}, {0x0153, PLAIN, "oe"},
	{0x0166, PLAIN, "T"}, {0x0167, PLAIN, "t"}, {0x0180, PLAIN, "b"},
	{0x018F, PLAIN, "E"}, {0x0192, PLAIN, "f"}, {0x01B5, PLAIN, "Z"},
	{0x01B6, PLAIN, "z"}, {0x01E4, PLAIN, "G"}, {0x01E5, PLAIN, "g"},
	{0x01FC, PLAIN, "AE"}, {0x01FD, PLAIN, "ae"}, {0x01FE, PLAIN, "O"},
	{0x01FF, PLAIN, "o"},

	/* Modifier letters */
	{0x0259, PLAIN, "e"}, {0x0268, PLAIN, "i"}, {0x0289, PLAIN, "u"},
	{0x02B9, PLAIN, "'"}, {0x02BB, PLAIN, "'"}, {0x02BC, PLAIN, "'"},
	{0x02BD, PLAIN, "'"}, {0x02C6, PLAIN, "^"}, {0x02C8, PLAIN, "'"},
	{0x02CA, PLAIN, "'"}, {0x02CB, PLAIN, "`"}, {0x02D7, PLAIN, "-"},
	{0x02DA, WORD, "degrees"}, {0x02DC, PLAIN, "~"},

	/* Greek */
	{0x0391, GREEK, "Alpha"}, {0x0392, GREEK, "Beta"},
	{0x0393, GREEK, "Gamma"}, {0x0394, GREEK, "Delta"},
	{0x0395, GREEK, "Epsilon"}, {0x0396, GREEK, "Zeta"},
	{0x0397, GREEK, "Eta"}, {0x0398, GREEK, "Theta"},
	{0x0399, GREEK, "Iota"}, {0x039A, GREEK, "Kappa"},
	{0x039B, GREEK, "Lambda"}, {0x039C, GREEK, "Mu"}, {0x039D, GREEK, "Nu"},
	{0x039E, GREEK, "Xi"}, {0x039F, GREEK, "Omicron"},
	{0x03A0, GREEK, "Pi"}, {0x03A1, GREEK, "Rho"}, {0x03A3, GREEK, "Sigma"},
	{0x03A4, GREEK, "Tau"}, {0x03A5, GREEK, "Upsilon"},
	{0x03A6, GREEK, "Phi"}, {0x03A7, GREEK, "Chi"}, {0x03A8, GREEK, "Psi"},
	{0x03A9, GREEK, "Omega"}, {0x03B1, GREEK, "alpha"},
	{0x03B2, GREEK, "beta"}, {0x03B3, GREEK, "gamma"},
	{0x03B4, GREEK, "delta"}, {0x03B5, GREEK, "epsilon"},
	{0x03B6, GREEK, "zeta"}, {0x03B7, GREEK, "eta"},
	{0x03B8, GREEK, "theta"}, {0x03B9, GREEK, "iota"},
	{0x03BA, GREEK, "kappa"}, {0x03BB, GREEK, "lambda"},
	{0x03BC, GREEK, "mu"}, {0x03BD, GREEK, "nu"}, {0x03BE, GREEK, "xi"},
	{0x03BF, GREEK, "omicron"}, {0x03C0, GREEK, "pi"},
	{0x03C1, GREEK, "rho"}, {0x03C2, GREEK, "sigma"},
	{0x03C3, GREEK, "sigma"}, {0x03C4, GREEK, "tau"},
	{0x03C5, GREEK, "upsilon"}, {0x03C6, GREEK, "phi"},
	{0x03C7, GREEK, "chi"}, {0x03C8, GREEK, "psi"},
	{0x03C9, GREEK, "omega"}, {0x03D0, GREEK, "beta"},
	{0x03D1, GREEK, "theta"}, {0x03D5, GREEK, "phi"}, {0x03D6, GREEK, "pi"},
	{0x03F0, GREEK, "kappa"}, {0x03F1, GREEK, "rho"},
	{0x03F5, GREEK, "epsilon"},

	/* Latin letters, more */
	{0x1E9E, PLAIN, "SS"},

	/* Punctuation */
	{0x2010, PLAIN, "-"}, {0x2011, PLAIN, "-"}, {0x2012, PLAIN, "-"},
	{0x2013, PLAIN, "-"}, {0x2014, PLAIN, "--"}, {0x2015, PLAIN, "--"},
	{0x2018, PLAIN, "'"}, {0x2019, PLAIN, "'"}, {0x201A, PLAIN, "'"},
	{0x201B, PLAIN, "'"}, {0x201C, PLAIN, "\""}, {0x201D, PLAIN, "\""},
	{0x201E, PLAIN, "\""}, {0x201F, PLAIN, "\""}, {0x2020, PLAIN, "[+]"},
	{0x2021, PLAIN, "[++]"}, {0x2022, PLAIN, "*"}, {0x2023, PLAIN, "*"},
	{0x2030, WORD, "per 1000"}, {0x2031, WORD, "per 10000"},
	{0x2032, PLAIN, "'"}, {0x2033, PLAIN, "\""}, {0x2034, PLAIN, "'''"},
	{0x2035, PLAIN, "'"}, {0x2036, PLAIN, "\""}, {0x2039, PLAIN, "'"},
	{0x203A, PLAIN, "'"}, {0x203B, PLAIN, "*"}, {0x203D, PLAIN, "?!"},
	{0x2043, PLAIN, "-"}, {0x2044, PLAIN, "/"},

	/* Currency */
	{0x20A1, WORD, "CRC"}, {0x20A6, WORD, "NGN"}, {0x20A9, WORD, "KRW"},
	{0x20AA, WORD, "ILS"}, {0x20AB, WORD, "VND"}, {0x20AC, WORD, "EUR"},
	{0x20B1, WORD, "PHP"}, {0x20B4, WORD, "UAH"}, {0x20B5, WORD, "GHS"},
	{0x20B8, WORD, "KZT"}, {0x20B9, WORD, "INR"}, {0x20BA, WORD, "TRY"},
	{0x20BD, WORD, "RUB"}, {0x20BE, WORD, "GEL"}, {0x20BF, WORD, "BTC"},

	/* Letter-like signs */
	{0x2103, WORD, "degrees C"}, {0x2109, WORD, "degrees F"},
	{0x2117, PLAIN, "(P)"}, {0x211E, WORD, "Rx"}, {0x2120, PLAIN, "(SM)"},
	{0x2122, PLAIN, "(TM)"}, {0x2126, WORD, "ohm"},
	{0x212E, PLAIN, "e"}, {0x2139, WORD, "[i]"},

	/* Arrows */
	{0x2190, PLAIN, "<-"}, {0x2191, WORD, "up"}, {0x2192, PLAIN, "->"},
	{0x2193, WORD, "down"}, {0x2194, PLAIN, "<->"}, {0x21A6, PLAIN, "|->"},
	{0x21D0, PLAIN, "<=="}, {0x21D2, PLAIN, "=>"}, {0x21D4, PLAIN, "<=>"},
	{0x21E0, PLAIN, "<-"}, {0x21E2, PLAIN, "->"}, {0x21E7, WORD, "up"},
	{0x21E9, WORD, "down"},

	/* Mathematics */
	{0x2205, WORD, "empty set"}, {0x2206, GREEK, "Delta"},
	{0x2208, WORD, "in"}, {0x2209, WORD, "not in"},
	{0x220F, WORD, "product of"}, {0x2211, WORD, "sum of"},
	{0x2212, PLAIN, "-"}, {0x2213, PLAIN, "-/+"}, {0x2215, PLAIN, "/"},
	{0x2216, PLAIN, "\\"}, {0x2217, PLAIN, "*"}, {0x2219, PLAIN, "*"},
	{0x221A, WORD, "square root of"}, {0x221D, WORD, "proportional to"},
	{0x221E, WORD, "infinity"}, {0x2220, WORD, "angle"},
	{0x2223, PLAIN, "|"}, {0x2234, WORD, "therefore"},
	{0x2235, WORD, "because"}, {0x223C, PLAIN, "~"}, {0x2243, PLAIN, "~"},
	{0x2245, PLAIN, "~"}, {0x2248, PLAIN, "~"}, {0x2260, PLAIN, "!="},
	{0x2261, PLAIN, "=="}, {0x2262, PLAIN, "not =="}, {0x2264, PLAIN, "<="},
	{0x2265, PLAIN, ">="}, {0x2266, PLAIN, "<="}, {0x2267, PLAIN, ">="},
	{0x226A, PLAIN, "<<"}, {0x226B, PLAIN, ">>"}, {0x226E, PLAIN, "not <"},
	{0x226F, PLAIN, "not >"}, {0x2270, PLAIN, "not <="},
	{0x2271, PLAIN, "not >="}, {0x2272, PLAIN, "<~"}, {0x2273, PLAIN, ">~"},
	{0x22C5, PLAIN, "*"}, {0x22EF, PLAIN, "..."},

	/* Shapes */
	{0x25A0, PLAIN, "*"}, {0x25A1, PLAIN, "-"}, {0x25AA, PLAIN, "*"},
	{0x25AB, PLAIN, "-"}, {0x25B6, PLAIN, "*"}, {0x25B7, PLAIN, "->"},
	{0x25B8, PLAIN, "*"}, {0x25BA, PLAIN, "*"}, {0x25CB, PLAIN, "-"},
	{0x25CF, PLAIN, "*"}, {0x25E6, PLAIN, "-"}, {0x25FC, PLAIN, "*"},
	{0x25FD, PLAIN, "-"}, {0x25FE, PLAIN, "*"},

	/* Symbols */
	{0x2605, PLAIN, "*"}, {0x2606, PLAIN, "*"}, {0x260E, WORD, "[phone]"},
	{0x260F, WORD, "[phone]"}, {0x2610, PLAIN, "[ ]"},
	{0x2611, PLAIN, "[x]"}, {0x2612, PLAIN, "[x]"},
	{0x2640, WORD, "female"}, {0x2642, WORD, "male"},
	{0x2665, WORD, "[heart]"}, {0x26A0, WORD, "[!]"},
	{0x2705, WORD, "[yes]"}, {0x2709, WORD, "[mail]"},
	{0x2713, WORD, "[yes]"}, {0x2714, WORD, "[yes]"},
	{0x2715, WORD, "[no]"}, {0x2716, WORD, "[no]"}, {0x2717, WORD, "[no]"},
	{0x2718, WORD, "[no]"}, {0x2726, PLAIN, "*"}, {0x2731, PLAIN, "*"},
	{0x274C, WORD, "[no]"}, {0x274E, WORD, "[no]"}, {0x2753, PLAIN, "?"},
	{0x2754, PLAIN, "?"}, {0x2755, PLAIN, "!"}, {0x2757, PLAIN, "!"},
	{0x2764, WORD, "[heart]"}, {0x276F, PLAIN, "*"}, {0x2794, PLAIN, "->"},
	{0x279C, PLAIN, "->"}, {0x279D, PLAIN, "->"}, {0x279E, PLAIN, "->"},
	{0x27A1, PLAIN, "->"}, {0x27A4, PLAIN, "->"},

	/* Long arrows */
	{0x27F5, PLAIN, "<-"}, {0x27F6, PLAIN, "->"}, {0x27F7, PLAIN, "<->"},
	{0x27F9, PLAIN, "=>"}, {0x27FA, PLAIN, "<=>"},

	/* Mathematics, more */
	{0x2A7D, PLAIN, "<="}, {0x2A7E, PLAIN, ">="},

	/* Arrows, more */
	{0x2B05, PLAIN, "<-"}, {0x2B06, WORD, "up"}, {0x2B07, WORD, "down"},

	/* Punctuation, more */
	{0x2E3A, PLAIN, "--"}, {0x2E3B, PLAIN, "--"},

	/* CJK quotes */
	{0x301D, PLAIN, "\""}, {0x301E, PLAIN, "\""}, {0x301F, PLAIN, "\""},

	/* Emoji and others */
	{0xFFFD, PLAIN, "?"}, {0x1F4DE, WORD, "[phone]"},
	{0x1F4E7, WORD, "[mail]"},
};
/* clang-format on */

/* U+2500 to U+257F, lines and corners, one byte each. */
static const char boxes[] = "--||--||--||++++++++++++++++++++"
			    "++++++++++++++++++++++++++++++++"
			    "++++++++++++--||-|++++++++++++++"
			    "+++++++++++++++++/\\X-|-|-|-|-|-|";

const size_t translit_table_count =
    sizeof translit_table / sizeof translit_table[0];

const struct translit_form *
translit_table_find(uint32_t character)
{
	size_t low = 0, high = translit_table_count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (translit_table[middle].character < character)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < translit_table_count &&
	    translit_table[low].character == character)
		return &translit_table[low];
	return NULL;
}

char
translit_table_box(uint32_t character)
{
	if (character < 0x2500 || character > 0x257F)
		return '\0';
	return boxes[character - 0x2500];
}
