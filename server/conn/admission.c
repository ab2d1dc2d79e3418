#include "admission.h"

#include <errno.h>
#include <stdlib.h>

#include "cidr.h"
#include "config.h"

/* How often addresses are forgotten whose rate has recovered, if any is known.
 */
#define SWEEP_EVERY_MS 60000

static void
sweep_soon(struct admission *admission)
{
	loop_timer_set(&admission->sweep, SWEEP_EVERY_MS);
}

static void
sweep(void *arg)
{
	struct admission *admission = arg;

	if (quota_sweep(admission->quota, admission->worker, loop_now_ms()) > 0)
		sweep_soon(admission);
}

static int
read_proxies(struct admission *admission, const struct config *config)
{
	size_t count = config->proxy_source_count;

	if (count == 0)
		return 0;
	admission->proxies = calloc(count, sizeof *admission->proxies);
	if (admission->proxies == NULL)
		return -1;
	for (size_t i = 0; i < count; i++) {
		if (!cidr_parse(&admission->proxies[i],
			span_from(config->proxy_sources[i]))) {
			errno = EINVAL;
			return -1;
		}
		admission->proxy_count++;
	}
	return 0;
}

int
admission_open(struct admission *admission, struct loop *loop,
    const struct config *config, struct quota *quota, unsigned worker)
{
	*admission = (struct admission){
	    .quota = quota,
	    .worker = worker,
	    .counts_loopback = config->limit_loopback,
	    .remembers = config->rate != 0,
	};
	loop_timer_init(&admission->sweep, loop, sweep, admission);
	return read_proxies(admission, config);
}

void
admission_close(struct admission *admission)
{
	loop_timer_clear(&admission->sweep);
	free(admission->proxies);
}

enum quota_verdict
admission_ask(struct admission *admission, const struct address *address,
    struct quota_ticket *ticket)
{
	enum quota_verdict verdict;

	*ticket = (struct quota_ticket){0, 0};
	if (admission->quota == NULL ||
	    (!admission->counts_loopback && address_is_loopback(address)))
		return QUOTA_ADMIT;
	verdict = quota_admit(admission->quota, admission->worker, address,
	    loop_now_ms(), ticket);
	if (admission->remembers && !loop_timer_is_set(&admission->sweep))
		sweep_soon(admission);
	return verdict;
}

uint64_t
admission_number(
    const struct admission *admission, const struct address *address)
{
	return admission->quota == NULL
		   ? 0
		   : quota_number(admission->quota, address);
}

void
admission_end(struct admission *admission, struct quota_ticket ticket)
{
	if (ticket.place != 0)
		quota_release(admission->quota, ticket, loop_now_ms());
}

bool
admission_trusts(
    const struct admission *admission, const struct address *address)
{
	for (size_t i = 0; i < admission->proxy_count; i++) {
		if (cidr_contains(&admission->proxies[i], address))
			return true;
	}
	return false;
}
