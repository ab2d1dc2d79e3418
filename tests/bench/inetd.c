/*
 * inetd: the least that runs a program for each connection.
 *
 *   inetd COMMAND [ARGUMENT]...
 *
 * It prints the port it has on the loopback network, and starts the command
 * with each connection as its standard input and output, until its own
 * standard input ends.  So servers made for inetd can be measured.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Ended children are waited for at least this often. */
#define REAP_EVERY_MS 100

static int
listen_somewhere(void)
{
	struct sockaddr_in address = {.sin_family = AF_INET};
	socklen_t len = sizeof address;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (bind(fd, (struct sockaddr *)&address, sizeof address) != 0 ||
	    listen(fd, SOMAXCONN) != 0 ||
	    getsockname(fd, (struct sockaddr *)&address, &len) != 0)
		return -1;
	printf("%u\n", ntohs(address.sin_port));
	fflush(stdout);
	return fd;
}

/* Run the command with the connection. */
static void
serve(int fd, char **command)
{
	posix_spawn_file_actions_t actions;
	pid_t pid;

	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, fd, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&actions, fd, STDOUT_FILENO);
	if (posix_spawn(&pid, command[0], &actions, NULL, command, environ) !=
	    0)
		perror(command[0]);
	posix_spawn_file_actions_destroy(&actions);
}

int
main(int argc, char **argv)
{
	struct pollfd polled[2] = {{.fd = STDIN_FILENO, .events = POLLIN}};

	if (argc < 2) {
		fprintf(stderr, "usage: inetd COMMAND [ARGUMENT]...\n");
		return 2;
	}
	polled[1].fd = listen_somewhere();
	polled[1].events = POLLIN;
	if (polled[1].fd < 0) {
		perror("inetd");
		return 1;
	}
	while (polled[0].revents == 0) {
		poll(polled, 2, REAP_EVERY_MS);
		if (polled[1].revents != 0) {
			int fd =
			    accept4(polled[1].fd, NULL, NULL, SOCK_CLOEXEC);

			if (fd >= 0)
				serve(fd, argv + 1);
			close(fd);
		}
		while (waitpid(-1, NULL, WNOHANG) > 0)
			;
	}
	return 0;
}
