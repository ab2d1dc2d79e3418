#include "real_path.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "beneath.h"
#include "passage.h"

/* As many as Linux follows on one path. */
#define LINKS_MAX 40

/* What is still to be walked: a link's target, and what came after the link. */
#define REST_MAX (2 * PATH_BYTES_MAX)

struct walk {
	const struct beneath *root;
	struct passage *passage;
	struct real_path *real; /* walked so far: folders, no links */
	char rest[REST_MAX + 1];
	size_t rest_len;
	int links;
};

/* Take the next component off the rest; it ends at a slash or with the rest. */
static struct span
take_component(struct walk *walk, char component[NAME_MAX + 1])
{
	struct span rest = {walk->rest, walk->rest_len};
	size_t len = span_find(rest, '/');
	size_t taken = len < rest.len ? len + 1 : len;

	if (len > NAME_MAX)
		len = NAME_MAX + 1; /* no name; the caller sees that */
	else
		memcpy(component, walk->rest, len);
	walk->rest_len -= taken;
	memmove(walk->rest, walk->rest + taken, walk->rest_len);
	return (struct span){component, len};
}

/* Go up one folder; -1 with errno above the root. */
static int
go_up(struct real_path *real)
{
	struct span path = {real->bytes, real->len};
	size_t slash = span_find_last(path, '/');

	if (real->len == 0) {
		errno = EXDEV;
		return -1;
	}
	real->len = slash < path.len ? slash : 0;
	real->bytes[real->len] = '\0';
	return 0;
}

/* Add a name to the path; -1 with errno if it is too long. */
static int
go_down(struct real_path *real, struct span name)
{
	size_t slash = real->len > 0;

	if (name.len > NAME_MAX ||
	    real->len + slash + name.len > PATH_BYTES_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (slash)
		real->bytes[real->len++] = '/';
	memcpy(real->bytes + real->len, name.ptr, name.len);
	real->len += name.len;
	real->bytes[real->len] = '\0';
	return 0;
}

/* What the path has come to: the length of a link's target, or 0 if none. */
static ssize_t
read_target(const struct walk *walk, int fd, char target[PATH_BYTES_MAX + 1])
{
	struct stat st;
	ssize_t len;

	if (fstat(fd, &st) != 0)
		return -1;
	if (!S_ISLNK(st.st_mode)) {
		errno = ENOTDIR;
		return S_ISDIR(st.st_mode) || walk->rest_len == 0 ? 0 : -1;
	}
	len = readlinkat(fd, "", target, PATH_BYTES_MAX + 1);
	errno = len > PATH_BYTES_MAX ? ENAMETOOLONG : errno;
	return len > PATH_BYTES_MAX ? -1 : len;
}

/* The same; -1 with errno if it cannot be looked at or leads no further. */
static ssize_t
read_link(const struct walk *walk, char target[PATH_BYTES_MAX + 1])
{
	ssize_t len;
	int error;
	int fd = beneath_open(walk->root, walk->real->bytes,
	    O_PATH | O_NOFOLLOW | O_CLOEXEC, 0, BENEATH_NO_LINKS);

	if (fd < 0)
		return -1;
	len = read_target(walk, fd, target);
	error = errno;
	close(fd);
	errno = error;
	return len;
}

/* May everyone come to the link?  0, or -1 with errno. */
static int
check_folder(const struct walk *walk)
{
	switch (passage_check(
	    walk->passage, (struct span){walk->real->bytes, walk->real->len})) {
	case PASSAGE_OPEN:
		return 0;
	case PASSAGE_CLOSED:
		errno = EACCES;
		return -1;
	case PASSAGE_UNKNOWN:
		errno = EAGAIN;
		return -1;
	}
	return -1;
}

/* Walk the target before what is left, from the link's folder. */
static int
follow(struct walk *walk, const char *target, size_t len)
{
	size_t slash = walk->rest_len > 0;

	if (*target == '/') {
		errno = EXDEV;
		return -1;
	}
	if (++walk->links > LINKS_MAX) {
		errno = ELOOP;
		return -1;
	}
	if (len + slash + walk->rest_len > REST_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memmove(walk->rest + len + slash, walk->rest, walk->rest_len);
	memcpy(walk->rest, target, len);
	if (slash)
		walk->rest[len] = '/';
	walk->rest_len += len + slash;
	return go_up(walk->real) == 0 ? check_folder(walk) : -1;
}

/* One component further.  0, or -1 with errno. */
static int
step(struct walk *walk)
{
	char component[NAME_MAX + 1], target[PATH_BYTES_MAX + 1];
	struct span name = take_component(walk, component);
	ssize_t len;

	if (name.len == 0 || span_equal(name, SPAN(".")))
		return 0;
	if (span_equal(name, SPAN("..")))
		return go_up(walk->real);
	if (go_down(walk->real, name) != 0)
		return -1;
	len = read_link(walk, target);
	if (len <= 0)
		return (int)len;
	return follow(walk, target, (size_t)len);
}

int
real_path_find(struct real_path *real, const struct beneath *root,
    struct passage *passage, const char *path)
{
	struct walk walk = {.root = root, .passage = passage, .real = real};

	*real = (struct real_path){.len = 0};
	walk.rest_len = strlen(path);
	if (walk.rest_len > REST_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(walk.rest, path, walk.rest_len);
	while (walk.rest_len > 0) {
		if (step(&walk) != 0)
			return -1;
	}
	return 0;
}
