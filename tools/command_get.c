/*
 * lozenge get URL: fetch one resource for a script.
 */
#include "commands.h"

#include <signal.h>
#include <stdio.h>

#include "command_read.h"
#include "connect.h"
#include "fetch_url.h"
#include "gemini_fetch.h"
#include "gopher_fetch.h"
#include "output.h"
#include "stream.h"
#include "trust.h"

/* Time to connect and to shake hands, in milliseconds. */
#define CONNECT_MS 10000
#define HANDSHAKE_MS 30000

struct options {
	bool is_insecure;
};

static const struct command_option options_known[] = {
    {"--insecure", NULL, "trust any key, look nothing up and remember nothing",
	command_take_flag, offsetof(struct options, is_insecure)},
};

static const struct command_syntax syntax = {
    .program = "lozenge get",
    .about = "Fetch a gemini://, gopher:// or gophers:// URL. The body goes "
	     "to standard output as it comes; the header line and what goes "
	     "wrong go to standard error. Redirects are told, not followed. "
	     "Gopher texts and menus are freed of their dots.",
    .options = options_known,
    .option_count = sizeof options_known / sizeof options_known[0],
    .operand = "URL",
    .operand_what = "what to fetch",
    .notes = "A server's key is remembered at the first visit and must be the "
	     "same at each later one. Keys are kept in $LOZENGE_KNOWN_HOSTS, "
	     "else $XDG_DATA_HOME/lozenge/known_hosts, else "
	     "~/.local/share/lozenge/known_hosts.\n"
	     "\n"
	     "Exit status: 0 for 2x; otherwise the Gemini status, 10 to 62; 51 "
	     "for a Gopher error; 1 without a whole answer (an end without "
	     "close_notify, a write error); 2 wrong command line.",
};

/* Shake hands, and find out whether this is the server we know. */
static bool
begin_tls(struct stream *stream, const struct fetch_url *target, bool insecure)
{
	/* RFC 6066, section 3: an address is no server name. */
	const char *server_name = target->is_address ? NULL : target->host;

	stream->deadline_ms = connect_now_ms() + HANDSHAKE_MS;
	if (stream_begin_tls(stream, server_name) == -1) {
		fprintf(stderr, "lozenge get: %s: %s\n", target->name,
		    stream->fault);
		return false;
	}
	stream->deadline_ms = 0;
	return insecure || trust_check(stream->tls, target->name);
}

static int
exchange(struct stream *stream, const struct fetch_url *target, bool insecure)
{
	struct span request = buffer_span(&target->request);

	if (target->scheme != FETCH_GOPHER &&
	    !begin_tls(stream, target, insecure))
		return 1;
	if (target->scheme == FETCH_GEMINI)
		return gemini_fetch(stream, request);
	return gopher_fetch(stream, request, target->item_type);
}

static int
fetch(const struct fetch_url *target, bool insecure)
{
	const char *why = "";
	int fd = connect_open(target->host, target->port, CONNECT_MS, &why);
	struct stream stream;
	int status;

	if (fd == -1) {
		fprintf(stderr, "lozenge get: %s: %s\n", target->name, why);
		return 1;
	}
	stream_begin(&stream, fd);
	status = exchange(&stream, target, insecure);
	stream_close(&stream);
	return status;
}

/* Say what is wrong with the URL, which may hold anything. */
static void
report_url(const char *url, const char *fault)
{
	struct buffer text = BUFFER_EMPTY;

	buffer_printf(&text, "%s: %s", url, fault);
	output_say("lozenge get: ", buffer_span(&text));
	buffer_free(&text);
}

static int
run(int argc, char **argv)
{
	enum fetch_url_verdict verdict;
	struct fetch_url target;
	struct options options = {0};
	struct command_operands url;
	int status = command_read(&syntax, &options, argc, argv, &url);

	if (status >= 0)
		return status;
	/* A reader of ours that is gone shows as a write error. */
	signal(SIGPIPE, SIG_IGN);
	verdict = fetch_url_read(&target, span_from(url.words[0]));
	if (verdict == FETCH_URL_OK) {
		status = fetch(&target, options.is_insecure);
	} else {
		report_url(url.words[0], fetch_url_fault(verdict));
		status = 2;
	}
	fetch_url_free(&target);
	return status;
}

const struct command command_get = {
    "get", "fetch a gemini://, gopher:// or gophers:// URL", &syntax, run};
