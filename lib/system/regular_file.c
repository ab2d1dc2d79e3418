#include "regular_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int
regular_file_open(int dir_fd, const char *name)
{
	int fd =
	    openat(dir_fd, name, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	int error;

	if (fd == -1)
		return -1;
	error = fstat(fd, &st) == -1 ? errno : S_ISREG(st.st_mode) ? 0 : EINVAL;
	if (error == 0)
		return fd;
	close(fd);
	errno = error;
	return -1;
}
