#include "memory_wipe.h"

#include <malloc.h>

/* Any byte but zero, which would turn this off.  Source: mallopt(3). */
#define FILLING 0x5a

void
memory_wipe_freed(void)
{
#ifdef M_PERTURB
	mallopt(M_PERTURB, FILLING);
#endif
}
