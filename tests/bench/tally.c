#include "tally.h"

static const char *const outcome_names[OUTCOME_COUNT] = {
    [OUTCOME_PENDING] = NULL,
    [OUTCOME_OK] = "ok",
    [OUTCOME_REFUSED] = "refused",
    [OUTCOME_UNREACHED] = "unreached",
    [OUTCOME_TLS] = "tls",
    [OUTCOME_RESET] = "reset",
    [OUTCOME_CUT] = "cut",
    [OUTCOME_STATUS] = "status",
    [OUTCOME_SIZE] = "size",
    [OUTCOME_TIMEOUT] = "timeout",
};

/* Each doubling of the time is split into 32 classes of the same width. */
static unsigned
class_of(uint64_t us)
{
	unsigned shift = 0;
	unsigned found;

	while (us >> shift >= 64)
		shift++;
	found = shift * 32 + (unsigned)(us >> shift);
	return found < TALLY_CLASSES ? found : TALLY_CLASSES - 1;
}

/* The middle of a class. */
static uint64_t
time_of(unsigned class)
{
	unsigned shift = class < 64 ? 0 : class / 32 - 1;
	uint64_t first = (uint64_t)(class - shift * 32) << shift;

	return first + ((uint64_t)1 << shift) / 2;
}

void
tally_add(struct tally *tally, enum outcome outcome, uint64_t us)
{
	tally->count[outcome]++;
	if (outcome != OUTCOME_OK)
		return;
	tally->times[class_of(us)]++;
	if (us < tally->shortest_us || tally->shortest_us == 0)
		tally->shortest_us = us;
	if (us > tally->longest_us)
		tally->longest_us = us;
}

uint64_t
tally_percentile(const struct tally *tally, double percent)
{
	double wanted = (double)tally->count[OUTCOME_OK] * percent / 100;
	unsigned long long seen = 0;

	for (unsigned i = 0; i < TALLY_CLASSES; i++) {
		seen += tally->times[i];
		if (seen > 0 && (double)seen >= wanted)
			return time_of(i);
	}
	return 0;
}

void
tally_print(const struct tally *tally, double seconds, FILE *to)
{
	for (int i = OUTCOME_OK; i < OUTCOME_COUNT; i++)
		fprintf(to, "%s\t%llu\n", outcome_names[i], tally->count[i]);
	fprintf(to, "seconds\t%.3f\n", seconds);
	fprintf(to, "bytes\t%llu\n", tally->bytes);
	fprintf(to, "p50_us\t%llu\n",
	    (unsigned long long)tally_percentile(tally, 50));
	fprintf(to, "p90_us\t%llu\n",
	    (unsigned long long)tally_percentile(tally, 90));
	fprintf(to, "p99_us\t%llu\n",
	    (unsigned long long)tally_percentile(tally, 99));
	fprintf(
	    to, "longest_us\t%llu\n", (unsigned long long)tally->longest_us);
}
