/*
 * --sandbox-test: does the sandbox hold on this machine?
 */
#ifndef PROCESSES_SANDBOX_TEST_H
#define PROCESSES_SANDBOX_TEST_H

struct config;

/**
 * sandbox_test(config):
 * Try, from children confined as a worker and as the keyholder are, what none
 * of them may do, and print a table of what was denied.  The exit status: 0,
 * or 1 if anything went through or could not be tried.
 */
int sandbox_test(const struct config *config);

#endif
