/*
 * lozenged: read what the host wants, and do it.
 */
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "options.h"
#include "reason.h"
#include "worker.h"

int
main(int argc, char **argv)
{
	struct config config;
	struct certificates certificates;
	struct log log = {.fd = STDERR_FILENO};
	struct reason reason;
	struct listening listening[64];
	size_t n = 0;
	int pipefd[2], life[2];

	switch (config_read(&config, argc, argv)) {
	case CONFIG_SERVE:
		break;
	case CONFIG_USAGE_ERROR:
		return 2;
	default:
		return 1;
	}
	log.requests = config.log == CONFIG_LOG_REQUESTS;
	if (certificates_load(&certificates, &config, &log, &reason) != 0) {
		log_message(&log, "%s", reason.text);
		return 1;
	}
	certificates_announce(&certificates, &config, &log);
	for (size_t i = 0; i < config.listener_count; i++) {
		struct listener_socket socks[2];
		int k = listener_open(socks, config.listeners[i].address,
		    config.listeners[i].port);
		for (int j = 0; j < k; j++) {
			listening[n].protocol = config.listeners[i].protocol;
			listening[n++].socket = socks[j];
			log_message(&log, "listening %s %s",
			    listening[n - 1].protocol == CONFIG_GEMINI
				? "gemini"
				: "gopher",
			    socks[j].name);
		}
	}
	(void)!pipe(pipefd);
	(void)!pipe(life);
	struct worker_setup setup = {.config = &config,
	    .certificates = &certificates,
	    .listening = listening,
	    .listening_count = n,
	    .log = log,
	    .ready_fd = pipefd[1],
	    .lifeline_fd = life[0]};
	log_message(&log, "ready");
	return worker_run(&setup);
}
