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
#define NONE TRANSLIT_NO_WORD

/* clang-format off */
const struct translit_form translit_table[] = {
	/* Latin-1 */
	{0x00A1, PLAIN, "", NONE}, {0x00A2, WORD, NULL, TRANSLIT_CENTS},
	{0x00A3, WORD, "GBP", NONE},
	{0x00A5, WORD, "JPY", NONE}, {0x00A6, PLAIN, "|", NONE},
	{0x00A7, WORD, NULL, TRANSLIT_SECTION}, {0x00A8, PLAIN, "\"", NONE},
	{0x00A9, PLAIN, "(C)", NONE}, {0x00AA, PLAIN, "a", NONE},
	{0x00AC, PLAIN, "", TRANSLIT_NOT}, {0x00AE, PLAIN, "(R)", NONE},
	{0x00AF, PLAIN, "-", NONE}, {0x00B0, WORD, NULL, TRANSLIT_DEGREES},
	{0x00B1, PLAIN, "+/-", NONE},
	{0x00B4, PLAIN, "'", NONE}, {0x00B6, WORD, NULL, TRANSLIT_PARAGRAPH},
	{0x00B8, PLAIN, ",", NONE}, {0x00BF, PLAIN, "", NONE},
	{0x00D7, PLAIN, "x", NONE}, {0x00F7, PLAIN, "/", NONE},

	/* Modifier letters */
	{0x02B9, PLAIN, "'", NONE}, {0x02BB, PLAIN, "'", NONE},
	{0x02BC, PLAIN, "'", NONE}, {0x02BD, PLAIN, "'", NONE},
	{0x02C6, PLAIN, "^", NONE}, {0x02C8, PLAIN, "'", NONE},
	{0x02CA, PLAIN, "'", NONE}, {0x02CB, PLAIN, "`", NONE},
	{0x02D7, PLAIN, "-", NONE}, {0x02DC, PLAIN, "~", NONE},

	/* Greek */
	{0x037E, PLAIN, "?", NONE}, {0x0391, GREEK, "Alpha", NONE},
	{0x0392, GREEK, "Beta", NONE}, {0x0393, GREEK, "Gamma", NONE},
	{0x0394, GREEK, "Delta", NONE}, {0x0395, GREEK, "Epsilon", NONE},
	{0x0396, GREEK, "Zeta", NONE}, {0x0397, GREEK, "Eta", NONE},
	{0x0398, GREEK, "Theta", NONE}, {0x0399, GREEK, "Iota", NONE},
	{0x039A, GREEK, "Kappa", NONE}, {0x039B, GREEK, "Lambda", NONE},
	{0x039C, GREEK, "Mu", NONE}, {0x039D, GREEK, "Nu", NONE},
	{0x039E, GREEK, "Xi", NONE}, {0x039F, GREEK, "Omicron", NONE},
	{0x03A0, GREEK, "Pi", NONE}, {0x03A1, GREEK, "Rho", NONE},
	{0x03A3, GREEK, "Sigma", NONE}, {0x03A4, GREEK, "Tau", NONE},
	{0x03A5, GREEK, "Upsilon", NONE}, {0x03A6, GREEK, "Phi", NONE},
	{0x03A7, GREEK, "Chi", NONE}, {0x03A8, GREEK, "Psi", NONE},
	{0x03A9, GREEK, "Omega", NONE}, {0x03B1, GREEK, "alpha", NONE},
	{0x03B2, GREEK, "beta", NONE}, {0x03B3, GREEK, "gamma", NONE},
	{0x03B4, GREEK, "delta", NONE}, {0x03B5, GREEK, "epsilon", NONE},
	{0x03B6, GREEK, "zeta", NONE}, {0x03B7, GREEK, "eta", NONE},
	{0x03B8, GREEK, "theta", NONE}, {0x03B9, GREEK, "iota", NONE},
	{0x03BA, GREEK, "kappa", NONE}, {0x03BB, GREEK, "lambda", NONE},
	{0x03BC, GREEK, "mu", NONE}, {0x03BD, GREEK, "nu", NONE},
	{0x03BE, GREEK, "xi", NONE}, {0x03BF, GREEK, "omicron", NONE},
	{0x03C0, GREEK, "pi", NONE}, {0x03C1, GREEK, "rho", NONE},
	{0x03C2, GREEK, "sigma", NONE}, {0x03C3, GREEK, "sigma", NONE},
	{0x03C4, GREEK, "tau", NONE}, {0x03C5, GREEK, "upsilon", NONE},
	{0x03C6, GREEK, "phi", NONE}, {0x03C7, GREEK, "chi", NONE},
	{0x03C8, GREEK, "psi", NONE}, {0x03C9, GREEK, "omega", NONE},
	{0x03D0, GREEK, "beta", NONE}, {0x03D1, GREEK, "theta", NONE},
	{0x03D5, GREEK, "phi", NONE}, {0x03D6, GREEK, "pi", NONE},
	{0x03F0, GREEK, "kappa", NONE}, {0x03F1, GREEK, "rho", NONE},
	{0x03F5, GREEK, "epsilon", NONE},

	/* Punctuation */
	{0x2010, PLAIN, "-", NONE}, {0x2011, PLAIN, "-", NONE},
	{0x2012, PLAIN, "-", NONE}, {0x2013, PLAIN, "-", NONE},
	{0x2014, PLAIN, "--", NONE}, {0x2015, PLAIN, "--", NONE},
	{0x2018, PLAIN, "'", NONE}, {0x2019, PLAIN, "'", NONE},
	{0x201A, PLAIN, "'", NONE}, {0x201B, PLAIN, "'", NONE},
	{0x201C, PLAIN, "\"", NONE}, {0x201D, PLAIN, "\"", NONE},
	{0x201E, PLAIN, "\"", NONE}, {0x201F, PLAIN, "\"", NONE},
	{0x2020, PLAIN, "[+]", NONE}, {0x2021, PLAIN, "[++]", NONE},
	{0x2022, PLAIN, "*", NONE}, {0x2023, PLAIN, "*", NONE},
	{0x2028, PLAIN, " ", NONE}, {0x2029, PLAIN, " ", NONE},
	{0x2030, WORD, NULL, TRANSLIT_PER_MILLE},
	{0x2031, WORD, NULL, TRANSLIT_PER_MYRIAD}, {0x2032, PLAIN, "'", NONE},
	{0x2033, PLAIN, "\"", NONE}, {0x2034, PLAIN, "'''", NONE},
	{0x2035, PLAIN, "'", NONE}, {0x2036, PLAIN, "\"", NONE},
	{0x2039, PLAIN, "'", NONE}, {0x203A, PLAIN, "'", NONE},
	{0x203B, PLAIN, "*", NONE}, {0x203D, PLAIN, "?!", NONE},
	{0x2043, PLAIN, "-", NONE}, {0x2044, PLAIN, "/", NONE},

	/* Currency */
	{0x20A1, WORD, "CRC", NONE}, {0x20A6, WORD, "NGN", NONE},
	{0x20A9, WORD, "KRW", NONE}, {0x20AA, WORD, "ILS", NONE},
	{0x20AB, WORD, "VND", NONE}, {0x20AC, WORD, "EUR", NONE},
	{0x20B1, WORD, "PHP", NONE}, {0x20B4, WORD, "UAH", NONE},
	{0x20B5, WORD, "GHS", NONE}, {0x20B8, WORD, "KZT", NONE},
	{0x20B9, WORD, "INR", NONE}, {0x20BA, WORD, "TRY", NONE},
	{0x20BD, WORD, "RUB", NONE}, {0x20BE, WORD, "GEL", NONE},
	{0x20BF, WORD, "BTC", NONE},

	/* Letter-like signs */
	{0x2116, WORD, NULL, TRANSLIT_NUMBER}, {0x2117, PLAIN, "(P)", NONE},
	{0x211E, WORD, "Rx", NONE}, {0x2120, PLAIN, "(SM)", NONE},
	{0x2122, PLAIN, "(TM)", NONE}, {0x2126, WORD, "ohm", NONE},
	{0x212E, PLAIN, "e", NONE}, {0x2139, WORD, "[i]", NONE},

	/* Arrows */
	{0x2190, PLAIN, "<-", NONE}, {0x2191, WORD, NULL, TRANSLIT_UP},
	{0x2192, PLAIN, "->", NONE}, {0x2193, WORD, NULL, TRANSLIT_DOWN},
	{0x2194, PLAIN, "<->", NONE}, {0x21A6, PLAIN, "|->", NONE},
	{0x21D0, PLAIN, "<==", NONE}, {0x21D2, PLAIN, "=>", NONE},
	{0x21D4, PLAIN, "<=>", NONE}, {0x21E0, PLAIN, "<-", NONE},
	{0x21E2, PLAIN, "->", NONE}, {0x21E7, WORD, NULL, TRANSLIT_UP},
	{0x21E9, WORD, NULL, TRANSLIT_DOWN},

	/* Mathematics */
	{0x2205, WORD, NULL, TRANSLIT_EMPTY_SET},
	{0x2206, GREEK, "Delta", NONE}, {0x2208, WORD, NULL, TRANSLIT_IN},
	{0x2209, WORD, NULL, TRANSLIT_NOT_IN},
	{0x220F, WORD, NULL, TRANSLIT_PRODUCT},
	{0x2211, WORD, NULL, TRANSLIT_SUM}, {0x2212, PLAIN, "-", NONE},
	{0x2213, PLAIN, "-/+", NONE}, {0x2215, PLAIN, "/", NONE},
	{0x2216, PLAIN, "\\", NONE}, {0x2217, PLAIN, "*", NONE},
	{0x2219, PLAIN, "*", NONE}, {0x221A, WORD, NULL, TRANSLIT_ROOT},
	{0x221D, WORD, NULL, TRANSLIT_PROPORTIONAL},
	{0x221E, WORD, NULL, TRANSLIT_INFINITY},
	{0x2220, WORD, NULL, TRANSLIT_ANGLE}, {0x2223, PLAIN, "|", NONE},
	{0x2234, WORD, NULL, TRANSLIT_THEREFORE},
	{0x2235, WORD, NULL, TRANSLIT_BECAUSE}, {0x223C, PLAIN, "~", NONE},
	{0x2243, PLAIN, "~", NONE}, {0x2245, PLAIN, "~", NONE},
	{0x2248, PLAIN, "~", NONE}, {0x2260, PLAIN, "!=", NONE},
	{0x2261, PLAIN, "==", NONE}, {0x2262, PLAIN, "==", TRANSLIT_NOT},
	{0x2264, PLAIN, "<=", NONE}, {0x2265, PLAIN, ">=", NONE},
	{0x2266, PLAIN, "<=", NONE}, {0x2267, PLAIN, ">=", NONE},
	{0x226A, PLAIN, "<<", NONE}, {0x226B, PLAIN, ">>", NONE},
	{0x226E, PLAIN, "<", TRANSLIT_NOT}, {0x226F, PLAIN, ">", TRANSLIT_NOT},
	{0x2270, PLAIN, "<=", TRANSLIT_NOT},
	{0x2271, PLAIN, ">=", TRANSLIT_NOT}, {0x2272, PLAIN, "<~", NONE},
	{0x2273, PLAIN, ">~", NONE}, {0x22C5, PLAIN, "*", NONE},
	{0x22EF, PLAIN, "...", NONE},

	/* Shapes */
	{0x25A0, PLAIN, "*", NONE}, {0x25A1, PLAIN, "-", NONE},
	{0x25AA, PLAIN, "*", NONE}, {0x25AB, PLAIN, "-", NONE},
	{0x25B6, PLAIN, "*", NONE}, {0x25B7, PLAIN, "->", NONE},
	{0x25B8, PLAIN, "*", NONE}, {0x25BA, PLAIN, "*", NONE},
	{0x25CB, PLAIN, "-", NONE}, {0x25CF, PLAIN, "*", NONE},
	{0x25E6, PLAIN, "-", NONE}, {0x25FC, PLAIN, "*", NONE},
	{0x25FD, PLAIN, "-", NONE}, {0x25FE, PLAIN, "*", NONE},

	/* Symbols */
	{0x2605, PLAIN, "*", NONE}, {0x2606, PLAIN, "*", NONE},
	{0x260E, WORD, NULL, TRANSLIT_PHONE},
	{0x260F, WORD, NULL, TRANSLIT_PHONE}, {0x2610, PLAIN, "[ ]", NONE},
	{0x2611, PLAIN, "[x]", NONE}, {0x2612, PLAIN, "[x]", NONE},
	{0x2639, PLAIN, ":-(", NONE}, {0x263A, PLAIN, ":-)", NONE},
	{0x2640, WORD, NULL, TRANSLIT_FEMALE},
	{0x2642, WORD, NULL, TRANSLIT_MALE}, {0x2665, WORD, "<3", NONE},
	{0x26A0, WORD, "[!]", NONE}, {0x2705, WORD, NULL, TRANSLIT_YES},
	{0x2709, WORD, NULL, TRANSLIT_MAIL},
	{0x2713, WORD, NULL, TRANSLIT_YES}, {0x2714, WORD, NULL, TRANSLIT_YES},
	{0x2715, WORD, NULL, TRANSLIT_NO}, {0x2716, WORD, NULL, TRANSLIT_NO},
	{0x2717, WORD, NULL, TRANSLIT_NO}, {0x2718, WORD, NULL, TRANSLIT_NO},
	{0x2726, PLAIN, "*", NONE}, {0x2731, PLAIN, "*", NONE},
	{0x274C, WORD, NULL, TRANSLIT_NO}, {0x274E, WORD, NULL, TRANSLIT_NO},
	{0x2753, PLAIN, "?", NONE}, {0x2754, PLAIN, "?", NONE},
	{0x2755, PLAIN, "!", NONE}, {0x2757, PLAIN, "!", NONE},
	{0x2764, WORD, "<3", NONE}, {0x276F, PLAIN, "*", NONE},
	{0x2794, PLAIN, "->", NONE}, {0x2795, PLAIN, "+", NONE},
	{0x2796, PLAIN, "-", NONE}, {0x279C, PLAIN, "->", NONE},
	{0x279D, PLAIN, "->", NONE}, {0x279E, PLAIN, "->", NONE},
	{0x27A1, PLAIN, "->", NONE}, {0x27A4, PLAIN, "->", NONE},

	/* Long arrows */
	{0x27F5, PLAIN, "<-", NONE}, {0x27F6, PLAIN, "->", NONE},
	{0x27F7, PLAIN, "<->", NONE}, {0x27F9, PLAIN, "=>", NONE},
	{0x27FA, PLAIN, "<=>", NONE},

	/* Mathematics, more */
	{0x2A7D, PLAIN, "<=", NONE}, {0x2A7E, PLAIN, ">=", NONE},

	/* Arrows, more */
	{0x2B05, PLAIN, "<-", NONE}, {0x2B06, WORD, NULL, TRANSLIT_UP},
	{0x2B07, WORD, NULL, TRANSLIT_DOWN},

	/* Punctuation, more */
	{0x2E3A, PLAIN, "--", NONE}, {0x2E3B, PLAIN, "--", NONE},

	/* CJK quotes */
	{0x301D, PLAIN, "\"", NONE}, {0x301E, PLAIN, "\"", NONE},
	{0x301F, PLAIN, "\"", NONE},

	/* Emoji and others */
	{0xFFFD, PLAIN, "?", NONE}, {0x1F44D, WORD, NULL, TRANSLIT_YES},
	{0x1F44E, WORD, NULL, TRANSLIT_NO}, {0x1F499, WORD, "<3", NONE},
	{0x1F49A, WORD, "<3", NONE}, {0x1F49B, WORD, "<3", NONE},
	{0x1F49C, WORD, "<3", NONE}, {0x1F4DE, WORD, NULL, TRANSLIT_PHONE},
	{0x1F4E7, WORD, NULL, TRANSLIT_MAIL},
	{0x1F4E9, WORD, NULL, TRANSLIT_MAIL},
	{0x1F4F1, WORD, NULL, TRANSLIT_PHONE},
	{0x1F4F2, WORD, NULL, TRANSLIT_PHONE}, {0x1F600, PLAIN, ":-)", NONE},
	{0x1F603, PLAIN, ":-)", NONE}, {0x1F604, PLAIN, ":-)", NONE},
	{0x1F609, PLAIN, ";-)", NONE}, {0x1F60A, PLAIN, ":-)", NONE},
	{0x1F622, PLAIN, ":-(", NONE}, {0x1F641, PLAIN, ":-(", NONE},
	{0x1F642, PLAIN, ":-)", NONE}, {0x1F6AB, WORD, NULL, TRANSLIT_NO},
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
