#include "capacity.h"

#include <sys/resource.h>

#include "config.h"

/* Descriptors that are not for connections: loop, roots, sockets, log... */
#define RESERVED_FDS 24

/* A connection takes its socket and perhaps a file. */
#define FDS_PER_CONNECTION 2

size_t
capacity_share(unsigned total, const struct config *config)
{
	return (total + config->workers - 1) / config->workers;
}

size_t
capacity_connections(const struct config *config)
{
	struct rlimit limit;
	size_t share = capacity_share(config->connections, config);
	rlim_t possible; /* has more bits than a size_t on some machines */

	if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
		return share;
	if (limit.rlim_cur < limit.rlim_max) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
		getrlimit(RLIMIT_NOFILE, &limit);
	}
	possible = limit.rlim_cur <= RESERVED_FDS + FDS_PER_CONNECTION
		       ? 1
		       : (limit.rlim_cur - RESERVED_FDS) / FDS_PER_CONNECTION;
	return share < possible ? share : (size_t)possible;
}
