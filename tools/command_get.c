/*
 * lozenge get URL: fetch one resource for a script.
 */
#include "command.h"

#include <signal.h>
#include <stdio.h>

#include "connect.h"
#include "fetch_url.h"
#include "gemini_fetch.h"
#include "gopher_fetch.h"
#include "operand.h"
#include "output.h"
#include "stream.h"
#include "trust.h"

/* Time to connect and to shake hands, in milliseconds. */
#define CONNECT_MS 10000
#define HANDSHAKE_MS 30000

static const struct operand_syntax syntax = {
    .command = "get",
    .operand = "URL",
    .flag = "--insecure",
    .help =
	"usage: lozenge get [--insecure] URL\n"
	"\n"
	"Fetch a gemini://, gopher:// or gophers:// URL.  The body goes to\n"
	"standard output as it comes; the header line and what goes wrong\n"
	"go to standard error.  Redirects are told, not followed.  Gopher\n"
	"texts and menus are freed of their dots.\n"
	"\n"
	"  --insecure  trust any key, look nothing up and remember nothing\n"
	"  --help      say this\n"
	"\n"
	"A server's key is remembered at the first visit and must be the\n"
	"same at each later one.  Keys are kept in $LOZENGE_KNOWN_HOSTS,\n"
	"else $XDG_DATA_HOME/lozenge/known_hosts, else\n"
	"~/.local/share/lozenge/known_hosts.\n"
	"\n"
	"Exit status: 0 for 2x; otherwise the Gemini status, 10 to 62; 51\n"
	"for a Gopher error; 1 without a whole answer (an end without\n"
	"close_notify, a write error); 2 wrong command line.\n",
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

int
command_get(int argc, char **argv)
{
	enum fetch_url_verdict verdict;
	struct fetch_url target;
	const char *url = NULL;
	bool insecure = false;
	int status = 2;

	switch (operand_parse(&syntax, argc, argv, &url, &insecure)) {
	case OPERAND_HELP:
		return 0;
	case OPERAND_WRONG:
		return 2;
	case OPERAND_OK:
		break;
	}
	/* A reader of ours that is gone shows as a write error. */
	signal(SIGPIPE, SIG_IGN);
	verdict = fetch_url_read(&target, span_from(url));
	if (verdict == FETCH_URL_OK)
		status = fetch(&target, insecure);
	else
		report_url(url, fetch_url_fault(verdict));
	fetch_url_free(&target);
	return status;
}
