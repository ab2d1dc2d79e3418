/*
 * What a host has asked of lozenged: the command line and lozenged.conf(5)
 * brought into one checked value.
 *
 * The value alone; configure.h reads it, once, before anything is forked.
 * Workers inherit it and never change it.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>

#include "span.h"

enum config_protocol {
	CONFIG_GEMINI,
	CONFIG_GOPHER,
};

/* A socket to listen on. */
struct config_listener {
	enum config_protocol protocol;
	char *address; /* a literal without brackets; NULL: every address */
	unsigned port; /* 0 to 65535; 0 takes a free one */
	bool proxy;    /* expects a PROXY header from config->proxy_sources */
};

/*
 * `redirect` and `gone`: a decoded path, or a prefix when it ends with "*".  A
 * capsule's rules are sorted: exact paths, then prefixes, longest first, so
 * that the first that fits is the nearest.
 */
struct config_rule {
	char *path;   /* "/old.gmi" or "/old" + "/" + "*" */
	char *target; /* where to; NULL: gone (52) */
	bool permanent;
	unsigned line; /* where config->file has it */
};

/* A media type or language for paths that match an fnmatch pattern. */
struct config_override {
	char *pattern;
	char *media_type; /* NULL: as found */
	char *lang;       /* NULL: as found */
};

/* A path prefix that asks for a client certificate; ends with "/". */
struct config_private {
	char *prefix;
	char *fingerprints; /* file of "SHA256 NAME [EXPIRY]"; NULL: none */
	char *authority;    /* PEM file of those who issue; NULL: none */
			    /* With neither, any certificate will do. */
	unsigned line;      /* where config->file has the section */
};

/* One capsule: a host name and what it serves. */
struct config_capsule {
	unsigned line;  /* where config->file describes it; 0: nowhere */
	char *host;     /* lower-case A-label or IP literal */
	char **aliases; /* further hosts */
	size_t alias_count;
	/* Directory; NULL only where no page is to be looked at. */
	char *root;
	char *lang;        /* BCP 47; NULL: as the capsule's manifest has it */
	char *certificate; /* PEM file; NULL: one of our own in certs_dir */
	char *key;         /* PEM file; NULL with certificate NULL */
	/* Where config->file has them; 0: nowhere, or an option won. */
	unsigned root_line, certificate_line, key_line;
	bool listing;  /* list directories that have no index */
	char **listed; /* or only those beneath these; "/" at both ends */
	size_t listed_count;
	bool search; /* answer searches, where there is an index */
	struct config_rule *rules;
	size_t rule_count;
	struct config_override *overrides;
	size_t override_count;
	struct config_private *privates;
	size_t private_count;
};

enum config_sandbox {
	CONFIG_SANDBOX_STRICT,
	CONFIG_SANDBOX_BEST_EFFORT,
	CONFIG_SANDBOX_OFF,
};

enum config_log {
	CONFIG_LOG_ERRORS,
	CONFIG_LOG_REQUESTS,
};

enum config_log_address {
	CONFIG_ADDRESS_NONE,
	CONFIG_ADDRESS_PREFIX,
	CONFIG_ADDRESS_FULL,
};

struct config {
	char *file; /* what -c names; NULL: none */
	struct config_listener *listeners;
	size_t listener_count;
	/* At least one; the first is the default. */
	struct config_capsule *capsules;
	size_t capsule_count;
	char *certs_dir;
	char *user;                     /* NULL: "lozenge", else "nobody" */
	unsigned certs_line, user_line; /* as in struct config_capsule */
	unsigned workers;               /* 1 to 64 */
	bool key_isolation;
	enum config_sandbox sandbox;

	unsigned gemini_port; /* in URLs, beside the listeners'; 0: none */

	/* Gopher, as seen from outside; serves the first capsule. */
	char *gopher_host;     /* NULL: the first capsule's host */
	unsigned gopher_port;  /* 0: the listener's */
	unsigned gopher_width; /* columns, 40 to 200 */
	bool gopher_ascii;

	/* Deadlines, in milliseconds. */
	unsigned handshake_timeout_ms;
	unsigned request_timeout_ms;
	unsigned progress_window_ms; /* 1 KiB/s averaged over this long */
	unsigned close_timeout_ms;
	unsigned drain_timeout_ms;

	/* Limits. */
	unsigned connections;             /* in total */
	unsigned connections_per_address; /* 0: no limit */
	unsigned handshakes;              /* in progress */
	unsigned rate;                    /* requests a minute; 0: no limit */
	bool limit_loopback;              /* count loopback addresses too */
	char **proxy_sources;             /* CIDR: who may send PROXY headers */
	size_t proxy_source_count;

	/* Records. */
	enum config_log log;
	enum config_log_address log_address;
	bool syslog;
	unsigned padding; /* pad records of pages to a multiple; 0: off */
	char *counts;     /* file of daily totals; NULL: none */
	unsigned counts_line;
};

/**
 * config_capsule_has_host(capsule, host):
 * Is ${host} the capsule's, or one of its aliases?  Compared as by
 * uri_host_equal.
 */
bool config_capsule_has_host(
    const struct config_capsule *capsule, struct span host);

/** config_free(config): release all that it points to, and empty it. */
void config_free(struct config *config);

#endif
