/*
 * Is what stands in the capsule's directory the file already?
 */
#ifndef PUBLISH_PUBLISH_COMPARE_H
#define PUBLISH_PUBLISH_COMPARE_H

#include "beneath.h"
#include "capsule.h"

enum publish_action {
	PUBLISH_WRITE, /* new, or different */
	PUBLISH_KEEP,  /* there already, byte for byte */
	PUBLISH_SELF,  /* the document's own file, in the document's folder */
};

/**
 * publish_compare(root, file):
 * What is to be done for ${file} of the capsule in ${root}.  What cannot be
 * read counts as different.
 */
enum publish_action publish_compare(
    const struct beneath *root, const struct capsule_file *file);

#endif
