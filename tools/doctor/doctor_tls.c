/*
 * Versions and certificates; see doctor_tls.h.
 */
#include "doctor_tls.h"

#include <stdio.h>

#include "connect.h"
#include "tls_peer.h"

/* A certificate that ends sooner than this many days is worth a warning. */
#define EXPIRY_DAYS 30

/* What a handshake came to. */
struct handshake {
	bool is_done;
	bool is_refused; /* by the server, in TLS: no failure of the network */
	char fault[128];
	struct buffer certificate; /* owned: DER */
};

static struct handshake
shake_hands(struct doctor_visit *visit, const char *server_name,
    enum tls_version lowest, enum tls_version highest)
{
	struct handshake result = {0};
	struct stream stream;
	const char *fault = "";

	if (doctor_visit_open(visit, &stream, &fault) == -1) {
		snprintf(result.fault, sizeof result.fault, "%s", fault);
		return result;
	}
	stream.deadline_ms = connect_now_ms() + DOCTOR_ANSWER_MS;
	result.is_done = stream_prepare_tls(&stream, server_name) == 0 &&
			 tls_client_limit(stream.tls, lowest, highest) == 0 &&
			 stream_shake_hands(&stream) == 0;
	result.is_refused = !result.is_done && !stream.timed_out;
	if (result.is_done)
		tls_client_append_certificate(stream.tls, &result.certificate);
	else
		snprintf(result.fault, sizeof result.fault, "%s", stream.fault);
	stream_close(&stream);
	return result;
}

static const char *
sni_of(const struct doctor_visit *visit)
{
	return visit->is_address ? NULL : visit->host;
}

/* Is this version spoken? */
static bool
check_version(struct doctor_visit *visit, struct doctor_report *report,
    enum doctor_check_id id, enum tls_version version)
{
	struct handshake tried =
	    shake_hands(visit, sni_of(visit), version, version);

	if (tried.is_done)
		doctor_report_add(report, id, DOCTOR_OK, "spoken");
	else
		doctor_report_add(
		    report, id, DOCTOR_WARNING, "not spoken: %s", tried.fault);
	buffer_free(&tried.certificate);
	return tried.is_done;
}

static void
check_old(struct doctor_visit *visit, struct doctor_report *report)
{
	struct handshake tried =
	    shake_hands(visit, sni_of(visit), TLS_VERSION_1_0, TLS_VERSION_1_1);

	if (tried.is_done)
		doctor_report_add(report, DOCTOR_TLS_OLD, DOCTOR_ERROR,
		    "a version before 1.2 is accepted");
	else if (tried.is_refused)
		doctor_report_add(report, DOCTOR_TLS_OLD, DOCTOR_OK, "refused");
	else
		doctor_report_add(report, DOCTOR_TLS_OLD, DOCTOR_WARNING,
		    "neither accepted nor refused: %s", tried.fault);
	buffer_free(&tried.certificate);
}

static void
check_no_sni(struct doctor_visit *visit, struct doctor_report *report,
    const struct handshake *usual)
{
	struct handshake tried;

	if (visit->is_address) {
		doctor_report_add(report, DOCTOR_TLS_NO_SNI, DOCTOR_SKIPPED,
		    "for an address no visit names a host");
		return;
	}
	tried = shake_hands(visit, NULL, TLS_VERSION_1_2, TLS_VERSION_1_3);
	if (!tried.is_done)
		doctor_report_add(report, DOCTOR_TLS_NO_SNI, DOCTOR_WARNING,
		    "without a name: %s", tried.fault);
	else
		doctor_report_add(report, DOCTOR_TLS_NO_SNI, DOCTOR_OK,
		    span_equal(buffer_span(&tried.certificate),
			buffer_span(&usual->certificate))
			? "let in, with the same certificate"
			: "let in, with another certificate");
	buffer_free(&tried.certificate);
}

static void
check_name(
    struct doctor_report *report, const struct tls_peer *peer, const char *host)
{
	switch (peer->match) {
	case TLS_PEER_NAMED:
		doctor_report_add(
		    report, DOCTOR_CERT_NAME, DOCTOR_OK, "%s", peer->names);
		break;
	case TLS_PEER_COMMON_NAME:
		doctor_report_add(report, DOCTOR_CERT_NAME, DOCTOR_WARNING,
		    "%s is its common name only, which many clients do not "
		    "look at",
		    host);
		break;
	case TLS_PEER_NOT_NAMED:
		doctor_report_add(report, DOCTOR_CERT_NAME, DOCTOR_ERROR,
		    "it is for %s, not for %s",
		    peer->names[0] != '\0' ? peer->names : "nobody", host);
		break;
	}
}

static void
check_dates(struct doctor_report *report, const struct tls_peer *peer)
{
	switch (peer->validity) {
	case TLS_EXPIRED:
		doctor_report_add(report, DOCTOR_CERT_DATES, DOCTOR_ERROR,
		    "it expired on %s", peer->end);
		break;
	case TLS_NOT_YET_VALID:
		doctor_report_add(report, DOCTOR_CERT_DATES, DOCTOR_ERROR,
		    "it is not valid before %s", peer->begin);
		break;
	case TLS_VALID:
		doctor_report_add(report, DOCTOR_CERT_DATES,
		    peer->days_left < EXPIRY_DAYS ? DOCTOR_WARNING : DOCTOR_OK,
		    "from %s to %s, %d days from now", peer->begin, peer->end,
		    peer->days_left);
		break;
	}
}

static void
check_certificate(struct doctor_visit *visit, struct doctor_report *report,
    const struct handshake *usual)
{
	struct tls_peer peer;

	if (tls_peer_read(&peer, buffer_span(&usual->certificate), visit->host,
		visit->is_address) == -1) {
		doctor_report_add(report, DOCTOR_CERT_PIN, DOCTOR_ERROR,
		    "the certificate cannot be read");
		return;
	}
	check_name(report, &peer, visit->host);
	check_dates(report, &peer);
	doctor_report_add(report, DOCTOR_CERT_KEY,
	    peer.key_is_usual ? DOCTOR_OK : DOCTOR_WARNING, "%s", peer.key);
	doctor_report_add(report, DOCTOR_CERT_PIN, DOCTOR_OK,
	    "SHA-256 of the public key: %s", peer.key_fingerprint);
	doctor_report_add(report, DOCTOR_CERT_PIN, DOCTOR_OK,
	    "SHA-256 of the certificate: %s", peer.fingerprint);
}

bool
doctor_tls(struct doctor_visit *visit, struct doctor_report *report)
{
	struct handshake usual;
	bool has_1_3 =
	    check_version(visit, report, DOCTOR_TLS_1_3, TLS_VERSION_1_3);
	bool has_1_2 =
	    check_version(visit, report, DOCTOR_TLS_1_2, TLS_VERSION_1_2);

	if (!has_1_3 && !has_1_2) {
		doctor_report_add(report, DOCTOR_TLS_1_2, DOCTOR_ERROR,
		    "no handshake with TLS 1.2 or 1.3: is this a Gemini "
		    "server?");
		return false;
	}
	check_old(visit, report);
	usual =
	    shake_hands(visit, sni_of(visit), TLS_VERSION_1_2, TLS_VERSION_1_3);
	check_no_sni(visit, report, &usual);
	if (usual.is_done)
		check_certificate(visit, report, &usual);
	else
		doctor_report_add(report, DOCTOR_CERT_PIN, DOCTOR_ERROR,
		    "a handshake that worked before fails: %s", usual.fault);
	buffer_free(&usual.certificate);
	return usual.is_done;
}
