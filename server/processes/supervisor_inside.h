/*
 * The inside of the supervisor, for supervisor.c and succession.c alone.
 */
#ifndef PROCESSES_SUPERVISOR_INSIDE_H
#define PROCESSES_SUPERVISOR_INSIDE_H

#include <stdbool.h>

#include "certificate_watch.h"
#include "count_keeper.h"
#include "deadlines.h"
#include "generation.h"
#include "generations.h"
#include "index_watch.h"
#include "log.h"
#include "log_relay.h"

struct supervisor {
	int (*read_again)(void *arg, struct config *config);
	void *arg;
	struct log log;
	struct log_relay relay;
	struct count_keeper counts;
	struct generation_pipes pipes;
	int lifeline_write_fd;
	int violation_read_fd;
	int signal_fd;
	struct certificate_watch watch;
	struct index_watch index_watch;
	struct generations generations;
	bool announced; /* "ready" has been said */
	bool ending;
	int status;
	struct deadlines deadlines;
};

#endif
