#include "conn_first_bytes.h"

#include "admission.h"
#include "conn_handshake_room.h"
#include "conn_request.h"
#include "conn_state.h"
#include "proxy_header.h"

/* First byte of every TLS connection: a handshake record (RFC 8446, 5.1). */
#define TLS_HANDSHAKE 0x16
#define TLS_MAJOR 0x03
#define TLS_RECORD_HEADER 5
/* The longest plaintext record, in bytes (RFC 8446, 5.1). */
#define TLS_RECORD_MAX 16384

/*
 * Is the first TLS record whole, hopeless, or all that is kept of one?  Until
 * then there is no session: a client that sends its hello byte by byte costs
 * little.
 */
static bool
hello_is_whole(struct span bytes)
{
	const unsigned char *byte = (const unsigned char *)bytes.ptr;
	size_t record;

	if (bytes.len >= 2 && byte[1] != TLS_MAJOR)
		return true;
	if (bytes.len < TLS_RECORD_HEADER)
		return false;
	record = (size_t)byte[3] << 8 | byte[4];
	return record > TLS_RECORD_MAX || bytes.len >= CONN_HELLO_BYTES ||
	       bytes.len >= TLS_RECORD_HEADER + record;
}

void
conn_take_hello(struct conn *conn, struct span bytes)
{
	struct span all = bytes;

	if (conn->kept.len > 0) {
		buffer_append(&conn->kept, bytes);
		all = buffer_span(&conn->kept);
	}
	if (conn->kept.failed) {
		conn_close(conn);
	} else if (all.ptr[0] != TLS_HANDSHAKE) {
		conn->lingers = true;
		conn_enter(conn, CONN_REQUEST);
		if (conn->protocol == CONFIG_GEMINI)
			conn_begin_closing(conn);
		else if (conn_take_request(conn, bytes))
			conn_wait_for_rest(conn);
	} else if (hello_is_whole(all)) {
		conn_take_whole_hello(conn, bytes);
	} else {
		if (conn->kept.len == 0)
			buffer_append(&conn->kept, bytes);
		conn_wait(conn, LOOP_READ);
	}
}

/* May it stay, now that its address is known?  False: it was closed. */
static bool
conn_admit(struct conn *conn)
{
	struct conn_shared *shared = conn->shared;

	if (admission_ask(shared->admission, &conn->address, &conn->ticket) !=
	    QUOTA_REFUSE)
		return true;
	shared->refused_count++;
	conn_close(conn);
	return false;
}

/* The proxy has spoken: what follows it is the client's. */
static void
conn_take_proxied(struct conn *conn, const struct proxy_header *header)
{
	struct buffer kept = conn->kept;
	struct span rest = span_skip(buffer_span(&kept), header->size);

	conn->kept = BUFFER_EMPTY;
	if (header->has_source) {
		conn->address = header->source;
		conn->proxied_port = header->destination_port;
	}
	conn->state = CONN_HELLO;
	if (conn_admit(conn)) {
		if (rest.len > 0)
			conn_take_hello(conn, rest);
		else
			conn_wait(conn, LOOP_READ);
	}
	buffer_free(&kept);
}

void
conn_take_proxy(struct conn *conn, struct span bytes)
{
	struct proxy_header header;

	buffer_append(&conn->kept, bytes);
	if (conn->kept.failed) {
		conn_close(conn);
		return;
	}
	switch (proxy_header_parse(&header, buffer_span(&conn->kept))) {
	case PROXY_HEADER_OK:
		conn_take_proxied(conn, &header);
		break;
	case PROXY_HEADER_MORE:
		conn_wait(conn, LOOP_READ);
		break;
	case PROXY_HEADER_BAD:
		conn_begin_closing(conn);
		break;
	}
}
