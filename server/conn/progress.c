#include "progress.h"

/* Progress is looked at so often, while a client does not keep up. */
#define LOOK_EVERY_MS 500

static uint64_t
next_look_ms(const struct progress *progress)
{
	return progress->credit_ms < LOOK_EVERY_MS ? progress->credit_ms
						   : LOOK_EVERY_MS;
}

uint64_t
progress_start(struct progress *progress, uint64_t window_ms, uint64_t now_ms)
{
	*progress = (struct progress){
	    .window_ms = window_ms,
	    .credit_ms = window_ms,
	    .looked_ms = now_ms,
	};
	return next_look_ms(progress);
}

uint64_t
progress_update(
    struct progress *progress, unsigned long long confirmed, uint64_t now_ms)
{
	uint64_t spent_ms = now_ms - progress->looked_ms;
	uint64_t earned_ms = 0;

	if (confirmed > progress->confirmed) {
		earned_ms =
		    (confirmed - progress->confirmed) * 1000 / PROGRESS_RATE;
		progress->confirmed = confirmed;
	}
	progress->looked_ms = now_ms;
	if (earned_ms > progress->window_ms)
		earned_ms = progress->window_ms;
	progress->credit_ms += earned_ms;
	if (progress->credit_ms > progress->window_ms + spent_ms)
		progress->credit_ms = progress->window_ms + spent_ms;
	if (spent_ms >= progress->credit_ms)
		return progress->credit_ms = 0;
	progress->credit_ms -= spent_ms;
	return next_look_ms(progress);
}
