/*
 * lozenge doctor: what is wrong with a server, seen from outside?
 */
#include "commands.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command_read.h"
#include "diagnostic_text.h"
#include "doctor.h"
#include "doctor_show.h"

struct options {
	struct doctor_target target;
	bool is_json;
};

static const char *
take_gopher(void *target, const char *value)
{
	struct doctor_target *where = target;

	where->with_gopher = strcmp(value, "off") != 0;
	where->gopher_is_expected = where->with_gopher;
	if (where->with_gopher &&
	    !doctor_port_read(where->gopher_port, span_from(value)))
		return "a port, or off";
	return NULL;
}

static const struct command_option options_known[] = {
    {"--crawl", NULL,
	"follow every link within the server, 500 at most in each protocol, "
	"as far as robots.txt allows",
	command_take_flag, offsetof(struct options, target.crawl)},
    {"--json", NULL, "write one JSON object", command_take_flag,
	offsetof(struct options, is_json)},
    {"--gopher", "PORT|off",
	"where Gopher must answer, or leave it out; without this port 70 is "
	"looked at, if it answers",
	take_gopher, offsetof(struct options, target)},
};

static const struct command_syntax syntax = {
    .program = "lozenge doctor",
    .about = "Visit a Gemini server as its readers do, and say what is wrong "
	     "and how to mend it: its addresses, TLS and certificate, how it "
	     "takes requests that are right and wrong, and the first menu over "
	     "Gopher.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "HOST[:PORT]",
    .operand_what = "a server",
    .notes = "It makes ten visits a second at most, and takes about half a "
	     "minute.\n"
	     "Exit status: 0 nothing is wrong, 1 there are errors, 2 wrong "
	     "usage.",
};

static enum doctor_style
choose_style(void)
{
	switch (diagnostics_style(STDOUT_FILENO)) {
	case DIAGNOSTIC_PLAIN:
		return DOCTOR_PLAIN;
	case DIAGNOSTIC_SHOWN:
		return DOCTOR_TABLE;
	case DIAGNOSTIC_COLOUR:
		return DOCTOR_COLOUR;
	}
	return DOCTOR_PLAIN;
}

static int
run(int argc, char **argv)
{
	struct options options = {
	    .target = {.with_gopher = true, .gopher_port = "70"}};
	struct doctor_report report = {0};
	struct command_operands host;
	int status = command_read(&syntax, &options, argc, argv, &host);

	if (status >= 0)
		return status;
	if (!doctor_target_read(&options.target, span_from(host.words[0]))) {
		fprintf(stderr,
		    "lozenge doctor: \"%s\": expected a host, as example.org, "
		    "example.org:1965 or [::1]:1965\n",
		    host.words[0]);
		return 2;
	}
	signal(SIGPIPE, SIG_IGN);
	doctor_examine(&options.target, &report);
	if (options.is_json)
		doctor_show_json(&report, options.target.host, stdout);
	else
		doctor_show(&report, stdout, choose_style());
	status = report.verdicts[DOCTOR_ERROR] > 0 ? 1 : 0;
	doctor_report_free(&report);
	return status;
}

const struct command command_doctor = {
    "doctor", "find out what is wrong with a server", &syntax, run};
