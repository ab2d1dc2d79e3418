/*
 * A capsule's `media` sections: types and languages by the pattern of a path.
 *
 * A pattern without a slash is compared with a file's name, in whatever
 * directory ("*.foo"); one with a slash with the whole path from the root, with
 * or without its leading slash ("de/?.foo"), where "*" and "?" stand for no
 * slash.  The first section that fits and names a type gives the type, the
 * first that fits and names a language gives the language.  Pure text; the
 * patterns are those of fnmatch(3).
 */
#ifndef SITE_SITE_MEDIA_H
#define SITE_SITE_MEDIA_H

#include "span.h"

struct config_capsule;
struct path;

/**
 * site_media_override(capsule, path):
 * The media type that a section gives to ${path}, perhaps with parameters;
 * NULL if none does.
 */
const char *site_media_override(
    const struct config_capsule *capsule, const struct path *path);

/**
 * site_media_type(capsule, path):
 * The same, or else the type by the name's suffix; NULL if that says nothing.
 */
const char *site_media_type(
    const struct config_capsule *capsule, const struct path *path);

/**
 * site_media_lang(capsule, path, otherwise):
 * The language that a section gives to ${path}, or ${otherwise}.
 */
const char *site_media_lang(const struct config_capsule *capsule,
    const struct path *path, const char *otherwise);

#endif
