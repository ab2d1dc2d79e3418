#include "conn_request.h"

#include "conn_reply.h"
#include "conn_search.h"
#include "conn_state.h"
#include "gemini_request.h"
#include "gopher_request.h"
#include "serve_gemini.h"
#include "serve_gopher.h"
#include "service.h"
#include "tls.h"

static void
conn_reply_status(struct conn *conn, enum gemini_status status)
{
	struct reply reply = serve_gemini_status(conn->shared->service, status);

	conn_reply(conn, &reply);
}

/* Reply at once, or when the search that it takes has been made. */
static void
conn_answer(struct conn *conn, const struct reply *reply)
{
	if (reply->search.is_asked)
		conn_search_begin(conn, reply);
	else
		conn_reply(conn, reply);
}

/* For the area that is asked for, which says whom it trusts. */
static enum site_issued
client_issued_by(void *arg, struct span authority)
{
	switch (tls_client_issued_by(arg, authority)) {
	case TLS_ISSUED:
		return SITE_ISSUED;
	case TLS_NOT_ISSUED:
		return SITE_NOT_ISSUED;
	case TLS_ISSUER_UNUSABLE:
		break;
	}
	return SITE_ISSUER_UNUSABLE;
}

static void
conn_serve_gemini(struct conn *conn, const struct uri *uri)
{
	struct gemini_client client = {
	    .port = conn->port,
	    .proxied_port = conn->proxied_port,
	    .issued_by = client_issued_by,
	    .issued_arg = conn->tls,
	};
	struct reply reply;

	if (conn->ticket.wait_s != 0) {
		reply = serve_gemini_slow_down(
		    conn->shared->service, uri, conn->ticket.wait_s);
		conn_reply(conn, &reply);
		return;
	}
	client.has_certificate = tls_client_digest(
	    conn->tls, client.certificate_digest, &client.certificate_valid);
	reply = serve_gemini(conn->shared->service, uri, &client);
	conn_answer(conn, &reply);
}

/* What a large page took is not kept for all the small ones. */
static void
tidy(struct service *service)
{
	buffer_recycle(&service->head, SERVICE_KEPT_BYTES);
	buffer_recycle(&service->page, SERVICE_KEPT_BYTES);
}

static void
conn_serve_gopher(struct conn *conn, const struct gopher_request *request)
{
	struct service *service = conn->shared->service;
	unsigned port =
	    conn->proxied_port != 0 ? conn->proxied_port : conn->port;
	struct reply reply =
	    conn->ticket.wait_s != 0
		? serve_gopher_slow_down(service, request, conn->ticket.wait_s)
		: serve_gopher(service, request, port);

	conn_answer(conn, &reply);
	tidy(service);
}

static void
conn_refuse_gopher(struct conn *conn, enum word word)
{
	struct reply reply;

	/* More of it may come: closing at once could turn into a reset. */
	conn->lingers = true;
	reply = serve_gopher_error(conn->shared->service, word);
	conn_reply(conn, &reply);
}

/* Answer the request that begins ${bytes}; true if it is not whole yet. */
static bool
conn_answer_gemini(struct conn *conn, struct span bytes)
{
	struct uri uri;

	switch (gemini_request_parse(&uri, bytes)) {
	case GEMINI_REQUEST_OK:
		conn_serve_gemini(conn, &uri);
		return false;
	case GEMINI_REQUEST_MORE:
		return true;
	case GEMINI_REQUEST_BAD:
		break;
	}
	conn_reply_status(conn, GEMINI_BAD_REQUEST);
	return false;
}

static bool
conn_answer_gopher(struct conn *conn, struct span bytes)
{
	struct gopher_request request;

	switch (gopher_request_parse(&request, bytes)) {
	case GOPHER_REQUEST_OK:
		conn->lingers = span_find(bytes, '\n') + 1 < bytes.len;
		conn_serve_gopher(conn, &request);
		return false;
	case GOPHER_REQUEST_MORE:
		return true;
	case GOPHER_REQUEST_BAD:
		break;
	}
	conn_refuse_gopher(conn, WORD_NOT_GOPHER);
	return false;
}

bool
conn_take_request(struct conn *conn, struct span bytes)
{
	bool first = conn->kept.len == 0;
	bool more;

	if (!first) {
		buffer_append(&conn->kept, bytes);
		bytes = buffer_span(&conn->kept);
	}
	if (conn->kept.failed) {
		conn_close(conn);
		return false;
	}
	more = conn->protocol == CONFIG_GEMINI
		   ? conn_answer_gemini(conn, bytes)
		   : conn_answer_gopher(conn, bytes);
	if (more && first)
		buffer_append(&conn->kept, bytes);
	return more;
}

void
conn_request_ended(struct conn *conn)
{
	if (conn->protocol == CONFIG_GOPHER) {
		conn_refuse_gopher(conn, WORD_INCOMPLETE);
		return;
	}
	if (conn->tls != NULL) {
		tls_close_notify(conn->tls);
		sender_flush(&conn->sender);
	}
	conn_begin_closing(conn);
}

void
conn_request_late(struct conn *conn)
{
	if (conn->protocol == CONFIG_GEMINI)
		conn_reply_status(conn, GEMINI_BAD_REQUEST);
	else
		conn_close(conn);
}
