/*
 * Characters that have no form of their own: marks, joiners, spaces that hold
 * together, characters that are never seen.
 */
#ifndef TEXT_TRANSLIT_CLASS_H
#define TEXT_TRANSLIT_CLASS_H

#include <stdint.h>

enum translit_class {
	TRANSLIT_SEEN, /* all others */
	TRANSLIT_NEVER_SEEN,
	TRANSLIT_JOINER, /* matters only within other scripts and emoji */
	TRANSLIT_MARK,   /* of the character before it */
	TRANSLIT_MEANINGFUL_MARK, /* strikes it out or encloses it */
	TRANSLIT_NO_BREAK_SPACE,
};

/** translit_class_of(character): the class of a Unicode character. */
enum translit_class translit_class_of(uint32_t character);

#endif
