/*
 * Media types by suffix, item types by media type; see media.h.
 */
#include "media.h"

/* Longest suffix in the table, in bytes. */
#define SUFFIX_MAX 8

/* Sorted by suffix, lower case, each once. */
static const struct {
	const char suffix[SUFFIX_MAX + 1];
	const char *media_type;
} suffixes[] = {
    {"7z", "application/x-7z-compressed"},
    {"aac", "audio/aac"},
    {"aif", "audio/aiff"},
    {"aiff", "audio/aiff"},
    {"apk", "application/vnd.android.package-archive"},
    {"apng", "image/apng"},
    {"arj", "application/x-arj"},
    {"asc", "text/plain"},
    {"atom", "application/atom+xml"},
    {"avi", "video/x-msvideo"},
    {"avif", "image/avif"},
    {"azw", "application/vnd.amazon.ebook"},
    {"azw3", "application/vnd.amazon.mobi8-ebook"},
    {"bin", "application/octet-stream"},
    {"bmp", "image/bmp"},
    {"bz2", "application/x-bzip2"},
    {"c", "text/plain"},
    {"cab", "application/vnd.ms-cab-compressed"},
    {"cbr", "application/vnd.comicbook-rar"},
    {"cbz", "application/vnd.comicbook+zip"},
    {"com", "application/octet-stream"},
    {"conf", "text/plain"},
    {"cpio", "application/x-cpio"},
    {"crt", "application/x-x509-ca-cert"},
    {"css", "text/css"},
    {"csv", "text/csv"},
    {"d64", "application/octet-stream"},
    {"deb", "application/vnd.debian.binary-package"},
    {"der", "application/x-x509-ca-cert"},
    {"diff", "text/x-diff"},
    {"djv", "image/vnd.djvu"},
    {"djvu", "image/vnd.djvu"},
    {"dmg", "application/octet-stream"},
    {"doc", "application/msword"},
    {"docx", "application/"
	     "vnd.openxmlformats-officedocument.wordprocessingml.document"},
    {"eot", "application/vnd.ms-fontobject"},
    {"epub", "application/epub+zip"},
    {"exe", "application/octet-stream"},
    {"fb2", "application/x-fictionbook+xml"},
    {"flac", "audio/flac"},
    {"gemini", "text/gemini"},
    {"gif", "image/gif"},
    {"gmi", "text/gemini"},
    {"gpg", "application/pgp-encrypted"},
    {"gz", "application/gzip"},
    {"h", "text/plain"},
    {"heic", "image/heic"},
    {"hqx", "application/mac-binhex40"},
    {"htm", "text/html"},
    {"html", "text/html"},
    {"ico", "image/vnd.microsoft.icon"},
    {"ics", "text/calendar"},
    {"img", "application/octet-stream"},
    {"iso", "application/octet-stream"},
    {"jar", "application/java-archive"},
    {"jpe", "image/jpeg"},
    {"jpeg", "image/jpeg"},
    {"jpg", "image/jpeg"},
    {"js", "text/javascript"},
    {"json", "application/json"},
    {"jsonld", "application/ld+json"},
    {"jxl", "image/jxl"},
    {"lha", "application/x-lzh-compressed"},
    {"lit", "application/x-ms-reader"},
    {"log", "text/plain"},
    {"lz", "application/x-lzip"},
    {"lzh", "application/x-lzh-compressed"},
    {"lzma", "application/x-lzma"},
    {"m3u", "audio/x-mpegurl"},
    {"m4a", "audio/mp4"},
    {"m4b", "audio/mp4"},
    {"m4v", "video/mp4"},
    {"markdown", "text/markdown"},
    {"md", "text/markdown"},
    {"mid", "audio/midi"},
    {"midi", "audio/midi"},
    {"mka", "audio/x-matroska"},
    {"mkv", "video/x-matroska"},
    {"mobi", "application/x-mobipocket-ebook"},
    {"mov", "video/quicktime"},
    {"mp3", "audio/mpeg"},
    {"mp4", "video/mp4"},
    {"mpeg", "video/mpeg"},
    {"mpg", "video/mpeg"},
    {"odp", "application/vnd.oasis.opendocument.presentation"},
    {"ods", "application/vnd.oasis.opendocument.spreadsheet"},
    {"odt", "application/vnd.oasis.opendocument.text"},
    {"oga", "audio/ogg"},
    {"ogg", "audio/ogg"},
    {"ogv", "video/ogg"},
    {"opds", "application/atom+xml"},
    {"opus", "audio/ogg"},
    {"otf", "font/otf"},
    {"oxps", "application/oxps"},
    {"patch", "text/x-diff"},
    {"pdb", "application/vnd.palm"},
    {"pdf", "application/pdf"},
    {"pem", "application/x-pem-file"},
    {"pgp", "application/pgp-encrypted"},
    {"png", "image/png"},
    {"ppt", "application/vnd.ms-powerpoint"},
    {"pptx", "application/"
	     "vnd.openxmlformats-officedocument.presentationml.presentation"},
    {"prc", "application/x-mobipocket-ebook"},
    {"ps", "application/postscript"},
    {"py", "text/plain"},
    {"rar", "application/vnd.rar"},
    {"rpm", "application/x-rpm"},
    {"rss", "application/rss+xml"},
    {"rtf", "application/rtf"},
    {"sh", "text/plain"},
    {"shar", "application/x-shar"},
    {"sig", "application/pgp-signature"},
    {"sit", "application/x-stuffit"},
    {"svg", "image/svg+xml"},
    {"tar", "application/x-tar"},
    {"tbz2", "application/x-bzip2"},
    {"tex", "text/x-tex"},
    {"text", "text/plain"},
    {"tgz", "application/gzip"},
    {"tif", "image/tiff"},
    {"tiff", "image/tiff"},
    {"toml", "application/toml"},
    {"tsv", "text/tab-separated-values"},
    {"ttf", "font/ttf"},
    {"txt", "text/plain"},
    {"txz", "application/x-xz"},
    {"tzst", "application/zstd"},
    {"vcf", "text/vcard"},
    {"wasm", "application/wasm"},
    {"wav", "audio/wav"},
    {"weba", "audio/webm"},
    {"webm", "video/webm"},
    {"webp", "image/webp"},
    {"woff", "font/woff"},
    {"woff2", "font/woff2"},
    {"xhtml", "application/xhtml+xml"},
    {"xls", "application/vnd.ms-excel"},
    {"xlsx", "application/"
	     "vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
    {"xml", "text/xml"},
    {"xps", "application/vnd.ms-xpsdocument"},
    {"xz", "application/x-xz"},
    {"yaml", "application/yaml"},
    {"yml", "application/yaml"},
    {"z", "application/x-compress"},
    {"zim", "application/octet-stream"},
    {"zip", "application/zip"},
    {"zoo", "application/octet-stream"},
    {"zst", "application/zstd"},
};

/* How texts begin that are not plain, ASCII case ignored. */
static const struct {
	const char *prefix;
	const char *media_type;
} beginnings[] = {
    {"<!doctype html", "text/html"},
    {"<html", "text/html"},
    {"<svg", "image/svg+xml"},
    {"<?xml", "text/xml"},
    {"%PDF-", "application/pdf"},
    {"%!PS", "application/postscript"},
    {"{\\rtf", "text/rtf"},
};

/* The first that begins a media type gives its item type. */
static const struct {
	const char *prefix;
	char item_type;
} item_types[] = {
    {"text/gemini", '1'},
    {"text/html", 'h'},
    {"application/xhtml+xml", 'h'},
    {"text/", '0'},
    {"image/gif", 'g'},
    {"image/", 'I'},
    {"audio/", 's'},
};

/* The suffix of ${name} without its dot; empty if it has none. */
static struct span
suffix_of(struct span name)
{
	size_t slash = span_find_last(name, '/');
	struct span base = span_skip(name, slash < name.len ? slash + 1 : 0);
	size_t dot = span_find_last(base, '.');

	return dot == 0 ? SPAN("") : span_skip(base, dot + 1);
}

/* ${suffix} in lower case and ended by a NUL; false if it is too long. */
static bool
lower_suffix(char lower[SUFFIX_MAX + 1], struct span suffix)
{
	if (suffix.len == 0 || suffix.len > SUFFIX_MAX)
		return false;
	for (size_t i = 0; i < suffix.len; i++) {
		char byte = suffix.ptr[i];

		if (byte == '\0')
			return false;
		lower[i] = byte >= 'A' && byte <= 'Z' ? (char)(byte - 'A' + 'a')
						      : byte;
	}
	lower[suffix.len] = '\0';
	return true;
}

const char *
media_from_name(struct span name)
{
	size_t low = 0, high = sizeof suffixes / sizeof suffixes[0];
	char suffix[SUFFIX_MAX + 1];

	if (!lower_suffix(suffix, suffix_of(name)))
		return NULL;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(suffix, suffixes[middle].suffix);

		if (order == 0)
			return suffixes[middle].media_type;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return NULL;
}

static bool
starts_with_nocase(struct span text, struct span prefix)
{
	return text.len >= prefix.len &&
	       span_equal_nocase((struct span){text.ptr, prefix.len}, prefix);
}

/* Does a text have this byte? */
static bool
is_of_text(unsigned char byte)
{
	return byte >= 0x20 || (byte >= '\t' && byte <= '\r' && byte != '\v') ||
	       byte == 0x1B;
}

const char *
media_from_text(struct span head)
{
	for (size_t i = 0; i < head.len; i++) {
		if (!is_of_text((unsigned char)head.ptr[i]))
			return NULL;
	}
	for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++) {
		if (starts_with_nocase(head, span_from(beginnings[i].prefix)))
			return beginnings[i].media_type;
	}
	return "text/plain";
}

char
media_item_type(struct span media_type)
{
	for (size_t i = 0; i < sizeof item_types / sizeof item_types[0]; i++) {
		if (starts_with_nocase(
			media_type, span_from(item_types[i].prefix)))
			return item_types[i].item_type;
	}
	return '9';
}

bool
media_is_text(struct span media_type)
{
	return starts_with_nocase(media_type, SPAN("text/"));
}
