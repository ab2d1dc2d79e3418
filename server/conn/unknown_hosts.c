#include "unknown_hosts.h"

#include <stdbool.h>
#include <stddef.h>

#include "ascii.h"

#define SAY_EVERY_MS 60000

/* Longest name that the log shows (RFC 1035, 2.3.4). */
#define HOST_SHOWN_MAX 253

/* FNV-1a, ASCII case ignored.  Whoever makes names collide hides them alone. */
static uint64_t
hash_host(struct span host)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (size_t i = 0; i < host.len; i++) {
		hash ^= (unsigned char)ascii_lower(host.ptr[i]);
		hash *= 0x100000001b3;
	}
	return hash;
}

/* Is it new?  Then it is remembered; false too if there is no place. */
static bool
remember(struct unknown_hosts *hosts, uint64_t hash, uint64_t now_ms)
{
	size_t free_place = UNKNOWN_HOSTS_MAX;

	for (size_t i = 0; i < UNKNOWN_HOSTS_MAX; i++) {
		bool is_past = hosts->said[i].said_ms == 0 ||
			       now_ms - hosts->said[i].said_ms >= SAY_EVERY_MS;

		if (!is_past && hosts->said[i].hash == hash)
			return false;
		if (is_past)
			free_place = i;
	}
	if (free_place == UNKNOWN_HOSTS_MAX)
		return false;
	hosts->said[free_place].hash = hash;
	hosts->said[free_place].said_ms = now_ms;
	return true;
}

void
unknown_hosts_note(struct unknown_hosts *hosts, struct span host,
    struct log *log, uint64_t now_ms)
{
	if (host.len == 0 || host.len > HOST_SHOWN_MAX ||
	    !remember(hosts, hash_host(host), now_ms))
		return;
	log_message(log,
	    "refused (53): no capsule has the host \"%.*s\"; if it is yours, "
	    "add it to aliases",
	    (int)host.len, host.ptr);
}
