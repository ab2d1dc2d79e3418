#include "serve_search.h"

#include "path.h"
#include "search_message.h"
#include "search_path.h"
#include "service.h"
#include "site.h"
#include "utf8.h"

bool
serve_search_is_at(struct site *site, const struct path *path)
{
	struct span scope;

	return !path->wants_directory &&
	       search_path_scope(&scope, path_span(path)) &&
	       scope.len <= SEARCH_SCOPE_MAX && site_has_search(site);
}

/* Append the words as UTF-8. */
static void
append_words(struct buffer *out, struct span words)
{
	if (utf8_is_valid(words)) {
		buffer_append(out, words);
		return;
	}
	for (size_t i = 0; i < words.len; i++) {
		char bytes[4];
		size_t len = utf8_encode(bytes, (unsigned char)words.ptr[i]);

		buffer_append(out, (struct span){bytes, len});
	}
}

void
serve_search_ask(struct reply *reply, struct service *service,
    const struct site *site, const struct path *path, struct span words)
{
	struct buffer *texts = &service->page;
	struct span scope = SPAN("");

	search_path_scope(&scope, path_span(path));
	buffer_clear(texts);
	buffer_append(texts, scope);
	append_words(texts, words);
	if (texts->failed || texts->len - scope.len > SEARCH_WORDS_MAX)
		texts->len = scope.len;
	*reply = (struct reply){
	    .fd = -1,
	    .search =
		{
		    .is_asked = !texts->failed,
		    .capsule = (unsigned)(site - service->sites.items),
		    .scope = {texts->ptr, scope.len},
		    .words = span_skip(buffer_span(texts), scope.len),
		},
	};
}
