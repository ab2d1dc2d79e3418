/*
 * lozenge doctor: what is wrong with a server, seen from outside?
 */
#include "command.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "diagnostic_text.h"
#include "doctor.h"
#include "doctor_show.h"

static const char usage[] =
    "usage: lozenge doctor [--crawl] [--json] [--gopher PORT|off] "
    "HOST[:PORT]\n";

static const char help[] =
    "\n"
    "Visit a Gemini server as its readers do, and say what is wrong and how\n"
    "to mend it: its addresses, TLS and certificate, how it takes requests\n"
    "that are right and wrong, and the first menu over Gopher.\n"
    "\n"
    "  --crawl            follow every link within the server, 500 at most\n"
    "                     in each protocol, as far as robots.txt allows\n"
    "  --json             write one JSON object\n"
    "  --gopher PORT|off  where Gopher must answer, or leave it out; without\n"
    "                     this port 70 is looked at, if it answers\n"
    "  --help             say this\n"
    "\n"
    "It makes ten visits a second at most, and takes about half a minute.\n"
    "Exit status: 0 nothing is wrong, 1 there are errors, 2 wrong usage.\n";

static int
refuse(const char *what)
{
	fprintf(stderr, "lozenge doctor: %s\n%s", what, usage);
	return 2;
}

static bool
take_gopher(struct doctor_target *target, const char *text)
{
	target->with_gopher = strcmp(text, "off") != 0;
	target->gopher_is_expected = target->with_gopher;
	return !target->with_gopher ||
	       doctor_port_read(target->gopher_port, span_from(text));
}

/* Read the command line: -1 to go on, else the exit status. */
static int
read_options(struct doctor_target *target, bool *json, int argc, char **argv)
{
	static const struct option known[] = {{"crawl", no_argument, NULL, 'c'},
	    {"json", no_argument, NULL, 'j'},
	    {"gopher", required_argument, NULL, 'g'},
	    {"help", no_argument, NULL, 'h'}, {NULL, 0, NULL, 0}};
	int option;

	opterr = 0;
	optind = 0;
	while ((option = getopt_long(argc, argv, "h", known, NULL)) != -1) {
		switch (option) {
		case 'c':
			target->crawl = true;
			break;
		case 'j':
			*json = true;
			break;
		case 'g':
			if (!take_gopher(target, optarg))
				return refuse("--gopher: a port, or off");
			break;
		case 'h':
			printf("%s%s", usage, help);
			return 0;
		default:
			return refuse(
			    "no such option, or its value is missing");
		}
	}
	if (optind != argc - 1)
		return refuse("name one host");
	if (!doctor_target_read(target, span_from(argv[optind])))
		return refuse("a host as example.org, example.org:1965 or "
			      "[::1]:1965");
	return -1;
}

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

int
command_doctor(int argc, char **argv)
{
	struct doctor_target target = {
	    .with_gopher = true, .gopher_port = "70"};
	struct doctor_report report = {0};
	bool json = false;
	int status = read_options(&target, &json, argc, argv);

	if (status >= 0)
		return status;
	signal(SIGPIPE, SIG_IGN);
	doctor_examine(&target, &report);
	if (json)
		doctor_show_json(&report, target.host, stdout);
	else
		doctor_show(&report, stdout, choose_style());
	status = report.verdicts[DOCTOR_ERROR] > 0 ? 1 : 0;
	doctor_report_free(&report);
	return status;
}
