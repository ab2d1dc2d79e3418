/*
 * Fuzz: lozenged.conf, its form and what it says.
 *
 * What is taken reads back as it was once it is printed.
 */
#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "buffer.h"
#include "config_file.h"
#include "config_print.h"
#include "config_store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The file is memory, with a name in /proc. */
static int
read_config(struct config *config, struct span text)
{
	int fd = memfd_create("conf", MFD_CLOEXEC);
	FILE *kept = stderr, *nowhere = fopen("/dev/null", "w");
	char name[32];
	int result;

	if (fd < 0 || nowhere == NULL ||
	    write(fd, text.ptr, text.len) != (ssize_t)text.len)
		abort();
	snprintf(name, sizeof name, "/proc/self/fd/%d", fd);
	stderr = nowhere; /* all that is wrong with it is said there */
	config_store_defaults(config);
	result = config_file_read(config, name);
	stderr = kept;
	fclose(nowhere);
	close(fd);
	return result;
}

static struct span
print(const struct config *config)
{
	char *text = NULL;
	size_t len = 0;
	FILE *stream = open_memstream(&text, &len);

	if (config_print(stream, config) != 0 || fclose(stream) != 0)
		abort();
	return (struct span){text, len};
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct config config, again;

	if (read_config(&config, (struct span){(const char *)data, size}) ==
	    0) {
		struct span once = print(&config);
		int result = read_config(&again, once);

		assert(result == 0);
		struct span twice = print(&again);
		assert(span_equal(once, twice));
		free((char *)(uintptr_t)once.ptr);
		free((char *)(uintptr_t)twice.ptr);
		config_free(&again);
	}
	config_free(&config);
	return 0;
}
