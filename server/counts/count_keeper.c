#include "count_keeper.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "count_record.h"
#include "counts.h"

#define SAVE_EVERY_MS 60000

/* Records taken in a row before the supervisor looks elsewhere. */
#define TAKE_TURNS 1024

int
count_keeper_open(struct count_keeper *keeper)
{
	int ends[2];

	*keeper = (struct count_keeper){.read_fd = -1, .write_fd = -1};
	/* A read gives one record, whatever a worker may have written. */
	if (pipe2(ends, O_CLOEXEC | O_NONBLOCK | O_DIRECT) != 0)
		return -1;
	keeper->read_fd = ends[0];
	keeper->write_fd = ends[1];
	return 0;
}

void
count_keeper_use(struct count_keeper *keeper, const char *file, struct log *log)
{
	if (keeper->counts != NULL) {
		counts_save(keeper->counts, log);
		if (file != NULL &&
		    strcmp(counts_file(keeper->counts), file) == 0)
			return;
		counts_free(keeper->counts);
	}
	keeper->counts = file == NULL ? NULL : counts_open(file, log);
	if (keeper->counts != NULL)
		counts_save(keeper->counts, log);
}

/* Only what a worker could have seen; yesterday's may be late. */
static bool
is_plausible(const struct count_record *record)
{
	uint32_t today = count_record_today();

	return count_record_is_valid(record) && record->day + 1 >= today &&
	       record->day <= today + 1;
}

void
count_keeper_take(struct count_keeper *keeper, uint64_t now_ms)
{
	struct count_record record;
	ssize_t size;

	for (int turn = 0; turn < TAKE_TURNS; turn++) {
		size = read(keeper->read_fd, &record, sizeof record);
		if (size <= 0)
			return;
		if (size != (ssize_t)sizeof record || keeper->counts == NULL ||
		    !is_plausible(&record) ||
		    !counts_add(keeper->counts, &record))
			continue;
		if (keeper->due_ms == 0)
			keeper->due_ms = now_ms + SAVE_EVERY_MS;
	}
}

void
count_keeper_save(struct count_keeper *keeper, struct log *log, uint64_t now_ms)
{
	keeper->due_ms = 0;
	if (keeper->counts != NULL && !counts_save(keeper->counts, log))
		keeper->due_ms = now_ms + SAVE_EVERY_MS;
}

void
count_keeper_close(struct count_keeper *keeper, struct log *log)
{
	count_keeper_take(keeper, 0);
	count_keeper_save(keeper, log, 0);
	counts_free(keeper->counts);
	close(keeper->read_fd);
	close(keeper->write_fd);
}

bool
count_keeper_send(int write_fd, const struct count_record *record)
{
	return write(write_fd, record, sizeof *record) ==
	       (ssize_t)sizeof *record;
}
