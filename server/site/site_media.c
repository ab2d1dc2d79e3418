#include "site_media.h"

#include <fnmatch.h>
#include <string.h>

#include "config.h"
#include "media.h"
#include "path.h"

static bool
pattern_fits(const char *pattern, const struct path *path)
{
	size_t slash = span_find_last(path_span(path), '/');

	if (strchr(pattern, '/') != NULL)
		return fnmatch(pattern + (*pattern == '/'), path->bytes,
			   FNM_PATHNAME) == 0;
	return fnmatch(pattern,
		   path->bytes + (slash < path->len ? slash + 1 : 0), 0) == 0;
}

const char *
site_media_override(
    const struct config_capsule *capsule, const struct path *path)
{
	for (size_t i = 0; i < capsule->override_count; i++) {
		const struct config_override *section = &capsule->overrides[i];

		if (section->media_type != NULL &&
		    pattern_fits(section->pattern, path))
			return section->media_type;
	}
	return NULL;
}

const char *
site_media_type(const struct config_capsule *capsule, const struct path *path)
{
	const char *override = site_media_override(capsule, path);

	return override != NULL ? override : media_from_name(path_span(path));
}

const char *
site_media_lang(const struct config_capsule *capsule, const struct path *path,
    const char *otherwise)
{
	for (size_t i = 0; i < capsule->override_count; i++) {
		const struct config_override *section = &capsule->overrides[i];

		if (section->lang != NULL &&
		    pattern_fits(section->pattern, path))
			return section->lang;
	}
	return otherwise;
}
