/*
 * The table of checks; see doctor_check.h.
 */
#include "doctor_check.h"

#define OVERVIEW "Gemini 0.24.1, Overview"
#define REQUESTS "Gemini 0.24.1, Requests"
#define RESPONSES "Gemini 0.24.1, Responses"
#define TLS "Gemini 0.24.1, Use of TLS"
#define MENU "RFC 1436, section 3.4"

static const struct doctor_check checks[DOCTOR_CHECKS] = {
    [DOCTOR_IPV4] = {"ipv4", "each IPv4 address answers", OVERVIEW,
	"Let the server listen on this address, open its port in the "
	"firewall, or take the A record out of the DNS."},
    [DOCTOR_IPV6] = {"ipv6", "each IPv6 address answers", OVERVIEW,
	"Let the server listen on this address, open its port in the "
	"firewall, or take the AAAA record out of the DNS."},
    [DOCTOR_TLS_1_3] = {"tls-1.3", "TLS 1.3 is spoken", TLS,
	"Allow TLS 1.3, or build the server with a TLS library that has it."},
    [DOCTOR_TLS_1_2] = {"tls-1.2", "TLS 1.2 is spoken", TLS,
	"Allow TLS 1.2 too: small clients have nothing newer."},
    [DOCTOR_TLS_OLD] = {"tls-old", "TLS 1.0 and 1.1 are refused", TLS,
	"Allow TLS 1.2 and newer only."},
    [DOCTOR_TLS_NO_SNI] = {"tls-no-sni",
	"a client that names no host in the handshake is let in", TLS,
	"Set a default certificate: clients name no host when they visit an "
	"IP address."},
    [DOCTOR_CERT_NAME] = {"cert-name", "the certificate names the host",
	"RFC 6125, section 6.4",
	"Make a certificate with the host's name as subjectAltName, and keep "
	"its key."},
    [DOCTOR_CERT_DATES] = {"cert-dates", "the certificate is valid today",
	"RFC 5280, section 4.1.2.5",
	"Renew the certificate with the same key, so that those who have "
	"pinned it notice nothing; look at the server's clock."},
    [DOCTOR_CERT_KEY] = {"cert-key", "the key is of a kind that all know",
	"RFC 8446, section 9.1",
	"Use a key on P-256, or RSA of 2048 to 4096 bits; readers will be "
	"asked to trust it anew."},
    [DOCTOR_CERT_PIN] = {"cert-pin", "what clients remember", TLS,
	"Look at what the server sends: no certificate could be read."},
    [DOCTOR_HEADER] = {"header", "the header line is well formed", RESPONSES,
	"Send two digits, one space, the meta and CR LF, before all else."},
    [DOCTOR_CLOSE_NOTIFY] = {"close-notify",
	"the connection ends with close_notify", TLS,
	"Shut TLS down before the socket is closed: without it readers "
	"cannot tell a whole page from half of one."},
    [DOCTOR_REDIRECTS] = {"redirects", "redirects come to an end", RESPONSES,
	"Let the redirect lead to a page; clients follow five."},
    [DOCTOR_CHARSET] = {"charset", "the text is in the charset it claims",
	RESPONSES, "Write pages in UTF-8, or name the charset they are in."},
    [DOCTOR_LANG] = {"lang", "the language of the text is told", RESPONSES,
	"Tell the language, as in text/gemini; lang=en: programs that read "
	"aloud need it."},
    [DOCTOR_ROOT] = {"root", "the path / is answered", REQUESTS,
	"Put an index page into the capsule's root; if there is one, look "
	"whether the host is configured under this name."},
    [DOCTOR_EMPTY_PATH] = {"empty-path", "an empty path is answered as /",
	REQUESTS, "Treat an empty path as /."},
    [DOCTOR_MISSING] = {"missing", "a page that is not there is 51", RESPONSES,
	"Answer 51 where there is no page."},
    [DOCTOR_FOREIGN_HOST] = {"foreign-host", "another host's page is 53",
	RESPONSES, "Compare the host of the URL with those that are served."},
    [DOCTOR_FOREIGN_SCHEME] = {"foreign-scheme", "another scheme is 53",
	RESPONSES, "Compare the scheme of the URL with gemini."},
    [DOCTOR_URL_1024] = {"url-1024", "a URL of 1024 bytes is read", REQUESTS,
	"Take URLs of up to 1024 bytes, CR LF not counted."},
    [DOCTOR_URL_1025] = {"url-1025", "a URL of 1025 bytes is refused", REQUESTS,
	"Answer 59 to URLs of more than 1024 bytes."},
    [DOCTOR_USERINFO] = {"userinfo", "a URL with userinfo is refused", OVERVIEW,
	"Answer 59 to URLs with a userinfo part."},
    [DOCTOR_FRAGMENT] = {"fragment", "a URL with a fragment is refused",
	OVERVIEW, "Answer 59 to URLs with a fragment."},
    [DOCTOR_RELATIVE] = {"relative", "a path alone is refused", REQUESTS,
	"Answer 59 to what is no absolute URL."},
    [DOCTOR_CONTROL] = {"control", "a control byte is refused",
	"RFC 3986, section 2", "Answer 59 to URLs with control bytes."},
    [DOCTOR_LINE_END] = {"line-end", "a request is not answered before CR LF",
	REQUESTS, "Wait for CR LF; a line feed alone ends no request."},
    [DOCTOR_ABOVE_ROOT] = {"above-root", "nothing above the root is served",
	"RFC 3986, section 5.2.4",
	"Have the server resolve .. before it opens files, and answer 51 to "
	"what is not there; stop it until then if this is the host's own "
	"file."},
    [DOCTOR_SLOW] = {"slow", "a request that comes byte by byte is answered",
	REQUESTS, "Read on until CR LF: TCP keeps no messages together."},
    [DOCTOR_SILENT] = {"silent", "a client that says nothing is sent away",
	"RFC 4732, section 2.1",
	"Set a time-out for requests: silent connections use up a server."},
    [DOCTOR_GOPHER_ADDRESS] = {"gopher-address",
	"each address answers over Gopher", "RFC 1436, section 2",
	"Let the Gopher server listen on this address too, open its port in "
	"the firewall, or keep Gopher to a name that has other addresses."},
    [DOCTOR_GOPHER] = {"gopher", "Gopher answers", "RFC 1436, section 2",
	"Let the Gopher server listen, and open its port in the firewall."},
    [DOCTOR_GOPHER_FIELDS] = {"gopher-fields", "menu lines have four fields",
	MENU,
	"Give each line type and display, selector, host and port, with tabs "
	"between; i lines too, or clients drop them."},
    [DOCTOR_GOPHER_TYPES] = {"gopher-types", "item types are known ones",
	"RFC 1436, section 3.8", "Use a type that clients know."},
    [DOCTOR_GOPHER_WIDTH] = {"gopher-width",
	"displays fit on a screen of 80 columns", "RFC 1436, section 3.9",
	"Break displays at 67 columns."},
    [DOCTOR_GOPHER_LINES] = {"gopher-lines", "menu lines end with CR LF", MENU,
	"End lines with CR LF."},
    [DOCTOR_GOPHER_END] = {"gopher-end", "the menu ends with a lone dot", MENU,
	"Send a line with a dot after the last item."},
    [DOCTOR_GOPHER_HOST] = {"gopher-host", "items lead to this very server",
	MENU,
	"Configure the host and port that readers use.  Gopher knows no host "
	"names: where another host of this server is its first, look at "
	"Gopher under that one's name."},
    [DOCTOR_GOPHER_ITEMS] = {"gopher-items",
	"items of the first menu are there", "RFC 1436, section 3",
	"Mend the item, or take it out."},
    [DOCTOR_GOPHER_MISSING] = {"gopher-missing",
	"what is not there gives an item of type 3", "RFC 1436, section 3.8",
	"Answer with a line of type 3 and a lone dot."},
    [DOCTOR_CRAWL_GEMINI] = {"crawl-gemini", "each link leads somewhere",
	RESPONSES, "Mend the link, or take it out."},
    [DOCTOR_CRAWL_GOPHER] = {"crawl-gopher", "each item leads somewhere",
	"RFC 1436, section 3", "Mend the item, or take it out."},
};

const struct doctor_check *
doctor_check(enum doctor_check_id id)
{
	return &checks[id];
}
