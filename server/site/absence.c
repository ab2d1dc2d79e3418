#include "absence.h"

#include <errno.h>
#include <stddef.h>

bool
absence_is(int error)
{
	static const int absence[] = {ENOENT, ENOTDIR, EACCES, EPERM, ELOOP,
	    EXDEV, ENAMETOOLONG, EINVAL, EILSEQ, ENXIO, ENODEV};

	for (size_t i = 0; i < sizeof absence / sizeof *absence; i++) {
		if (error == absence[i])
			return true;
	}
	return false;
}
