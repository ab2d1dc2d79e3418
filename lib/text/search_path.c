#include "search_path.h"

#define NAME SPAN("search")

bool
search_path_scope(struct span *scope, struct span path)
{
	size_t before = path.len - NAME.len;

	if (!span_ends_with(path, NAME) ||
	    (before > 0 && path.ptr[before - 1] != '/') || before == 1)
		return false;
	*scope = (struct span){path.ptr, before > 0 ? before - 1 : 0};
	return true;
}
