#include "failure.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int
failure_set(struct failure *failure, int error, const char *format, ...)
{
	va_list ap;

	if (failure != NULL) {
		va_start(ap, format);
		vsnprintf(failure->text, sizeof failure->text, format, ap);
		va_end(ap);
	}
	errno = error;
	return -1;
}
