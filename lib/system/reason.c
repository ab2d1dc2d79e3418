#include "reason.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>

int
reason_set(struct reason *reason, int error, const char *format, ...)
{
	va_list ap;

	if (reason != NULL) {
		va_start(ap, format);
		vsnprintf(reason->text, sizeof reason->text, format, ap);
		va_end(ap);
	}
	errno = error;
	return -1;
}
