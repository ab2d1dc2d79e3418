/*
 * A capsule in a temporary directory, and a service that answers from it.
 */
#ifndef SUPPORT_SERVED_CAPSULE_H
#define SUPPORT_SERVED_CAPSULE_H

#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "file_type.h"
#include "magic.h"
#include "page_cache.h"
#include "scratch.h"
#include "service.h"

struct capsule {
	char dir[64];        /* holds root/ and what lies beside it */
	char root[80];       /* what is served */
	char path[PATH_MAX]; /* what capsule_path wrote last */
	struct magic_types *magic;
	struct service service;
};

/* The path of "root/x" or "beside"; valid until the next call. */
static inline const char *
capsule_path(struct capsule *capsule, const char *name)
{
	snprintf(
	    capsule->path, sizeof capsule->path, "%s/%s", capsule->dir, name);
	return capsule->path;
}

static inline void
capsule_mkdir(struct capsule *capsule, const char *name)
{
	if (mkdir(capsule_path(capsule, name), 0755) != 0)
		abort();
}

static inline void
capsule_write(struct capsule *capsule, const char *name, const char *text)
{
	int fd = open(capsule_path(capsule, name),
	    O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text) ||
	    fchmod(fd, 0644) != 0)
		abort();
	close(fd);
}

static inline void
capsule_link(struct capsule *capsule, const char *name, const char *target)
{
	if (symlink(target, capsule_path(capsule, name)) != 0)
		abort();
}

static inline void
capsule_socket(struct capsule *capsule, const char *name)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	const char *path = capsule_path(capsule, name);
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	if (strlen(path) >= sizeof address.sun_path)
		abort();
	memcpy(address.sun_path, path, strlen(path) + 1);
	if (bind(fd, (const struct sockaddr *)&address, sizeof address) != 0)
		abort();
	close(fd);
}

/* Make the directory and its root/. */
static inline void
capsule_make(struct capsule *capsule)
{
	memset(capsule, 0, sizeof *capsule);
	if (scratch_make_at(capsule->dir, sizeof capsule->dir) != 0)
		abort();
	capsule_mkdir(capsule, "root");
	snprintf(capsule->root, sizeof capsule->root, "%s/root", capsule->dir);
}

static inline int
capsule_remove_one(
    const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st;
	(void)type;
	(void)ftw;
	return remove(path);
}

static inline void
capsule_remove(struct capsule *capsule)
{
	nftw(capsule->dir, capsule_remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* Fill the root with what servers stumble over, and its surroundings. */
static inline void
capsule_fill(struct capsule *capsule)
{
	static const char *const directories[] = {"outside", "root-evil",
	    "root/dir", "root/noindex", "root/.git", "root/.well-known",
	    "root/de", "root/d:x"};
	static const char *const files[][2] = {
	    {"outside/secret.gmi", "CANARY"},
	    {"outside/secret.txt", "CANARY"},
	    {"root-evil/secret.gmi", "CANARY"},
	    {"root/index.gmi", "# Home\n=> about.gmi About\n=> noext\n"},
	    {"root/about.gmi", "# About\n"},
	    {"root/about.txt", "About, as text\n"},
	    {"root/both.gmi", "# A page\nwith text\n"},
	    {"root/dots.txt", ".\n..\n.x\n"},
	    {"root/empty.gmi", ""},
	    {"root/empty.txt", ""},
	    {"root/sp ace.gmi", "# Space\n"},
	    {"root/\xC3\xBCn\xC3\xAF.gmi", "# Unicode\n"},
	    {"root/noext", "Text without a suffix\n"},
	    {"root/pic.png", "\x89PNG\r\n\x1A\n"},
	    {"root/%41.gmi", "# Percent\n"},
	    {"root/dir/index.gmi", "# Dir\n=> x.gmi\n"},
	    {"root/noindex/a.gmi", "# A\n"},
	    {"root/.hidden.gmi", "CANARY"},
	    {"root/.git/config", "CANARY"},
	    {"root/.well-known/x.txt", "known\n"},
	    {"root/de/x.foo", "Deutsch\n"},
	    {"root/d:x/y.foo", "y\n"},
	    {"root/unreadable.gmi", "CANARY"},
	};
	static const char *const links[][2] = {
	    {"root/link-in.gmi", "about.gmi"},
	    {"root/link-out.gmi", "../outside/secret.gmi"},
	    {"root/link-out.txt", "../outside/secret.txt"},
	    {"root/link-abs.gmi", "/etc/passwd"},
	    {"root/link-dir", "../outside"},
	    {"root/link-proc", "/proc/self"},
	    {"root/loop", "loop"},
	    {"root/dangling", "nope"},
	};

	for (size_t i = 0; i < sizeof directories / sizeof *directories; i++)
		capsule_mkdir(capsule, directories[i]);
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		capsule_write(capsule, files[i][0], files[i][1]);
	for (size_t i = 0; i < sizeof links / sizeof *links; i++)
		capsule_link(capsule, links[i][0], links[i][1]);
	if (chmod(capsule_path(capsule, "root/unreadable.gmi"), 0) != 0 ||
	    mkfifo(capsule_path(capsule, "root/fifo"), 0644) != 0)
		abort();
	capsule_socket(capsule, "root/sock");
}

/* Open a service from ${config}, whose first root is the capsule's. */
static inline void
capsule_serve(struct capsule *capsule, struct config *config)
{
	struct service *service = &capsule->service;
	struct failure failure = {.text = ""};

	config->capsules[0].root = capsule->root;
	service->config = config;
	if (sites_open(&service->sites, config, &failure) != 0) {
		fprintf(stderr, "%s\n", failure.text);
		abort();
	}
	capsule->magic = magic_types_load();
	service->types = file_types_new(capsule->magic);
	service->pages = page_cache_new();
}

static inline void
capsule_stop(struct capsule *capsule)
{
	struct service *service = &capsule->service;

	sites_close(&service->sites);
	file_types_free(service->types);
	magic_types_free(capsule->magic);
	page_cache_free(service->pages);
	buffer_free(&service->head);
	buffer_free(&service->page);
}

#endif
