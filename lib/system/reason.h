/*
 * Why something failed, as a sentence for whoever logs it.
 *
 * The lower floors never log; a caller that wants more than errno hands in a
 * reason and reads its text after a failure.
 */
#ifndef SYS_REASON_H
#define SYS_REASON_H

/* Room for a message that names two files; what is longer is cut. */
#define REASON_BYTES 512

struct reason {
	char text[REASON_BYTES]; /* NUL-terminated, without a line end */
};

/**
 * reason_set(reason, error, format, ...):
 * Write the message, as by snprintf, into ${reason} (NULL: nowhere), set errno
 * to ${error} and return -1, so that a function can fail with one statement.
 */
int reason_set(struct reason *reason, int error, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
