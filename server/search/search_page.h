/*
 * Results of a search as a page of gemtext.
 */
#ifndef SEARCH_SEARCH_PAGE_H
#define SEARCH_SEARCH_PAGE_H

#include "buffer.h"
#include "index_reader.h"
#include "span.h"
#include "word.h"

/**
 * search_page_write(out, words, found, question, answer):
 * Append the page that tells of ${answer} to ${question} in these ${words},
 * ${found} being INDEX_FOUND_...; hits that ${out} has no room for are left
 * out.
 */
void search_page_write(struct buffer *out, const struct words *words,
    enum index_outcome found, const struct index_question *question,
    const struct index_answer *answer);

#endif
