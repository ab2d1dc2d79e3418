/*
 * Why something failed, as a sentence for whoever logs it.
 *
 * The lower floors never log; a caller that wants more than errno hands in a
 * failure and reads its text afterwards.
 */
#ifndef SYSTEM_FAILURE_H
#define SYSTEM_FAILURE_H

/* Room for a message that names two files; what is longer is cut. */
#define FAILURE_BYTES 512

struct failure {
	char text[FAILURE_BYTES]; /* NUL-terminated, without a line end */
};

/**
 * failure_set(failure, error, format, ...):
 * Write the message, as by snprintf, into ${failure} (NULL: nowhere), set errno
 * to ${error} and return -1, so that a function can fail with one statement.
 */
int failure_set(struct failure *failure, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
