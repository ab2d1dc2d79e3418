/*
 * What a host has asked of lozenged: the command line and lozenged.conf(5)
 * brought into one checked value.
 *
 * Read once, before anything is forked; workers inherit it and never change
 * it.  Nothing here opens a socket, a certificate or a capsule; config_check
 * only tries whether they can be opened.
 */
#ifndef CONFIG_CONFIG_H
#define CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

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
	char *fingerprints; /* file of "SHA256 NAME [EXPIRY]"; NULL: any */
};

/* One capsule: a host name and what it serves. */
struct config_capsule {
	unsigned line;  /* where config->file describes it; 0: nowhere */
	char *host;     /* lower-case A-label or IP literal */
	char **aliases; /* further hosts */
	size_t alias_count;
	/* Directory; NULL only for CONFIG_RENEW and CONFIG_SANDBOX_TEST. */
	char *root;
	char *lang;        /* BCP 47; NULL: as the capsule's manifest has it */
	char *certificate; /* PEM file; NULL: one of our own in certs_dir */
	char *key;         /* PEM file; NULL with certificate NULL */
	bool listing;      /* list directories that have no index */
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
	char *user;       /* NULL: "lozenge", else "nobody" */
	unsigned workers; /* 1 to 64 */
	bool key_isolation;
	enum config_sandbox sandbox;

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
};

/* What the command line asks lozenged to do. */
enum config_action {
	CONFIG_SERVE,
	CONFIG_CHECK,        /* -n */
	CONFIG_PRINT,        /* -nn */
	CONFIG_RENEW,        /* --renew */
	CONFIG_SANDBOX_TEST, /* --sandbox-test */
	CONFIG_HELP,
	CONFIG_VERSION,
	CONFIG_USAGE_ERROR, /* said on standard error; exit 2 */
	CONFIG_FILE_ERROR,  /* said on standard error; exit 1 */
};

/**
 * config_read(config, argc, argv):
 * Read the command line, and the file it names with -c, into ${config}; long
 * options win over the file.  Says on standard error what is wrong, one line
 * each: "lozenged: --option: ..." or "FILE:LINE: ...".
 * On anything but the two ERROR actions the caller releases ${config} with
 * config_free.
 */
enum config_action config_read(struct config *config, int argc, char **argv);

/**
 * config_check(config):
 * Are the directories and files that ${config} names there, and may this
 * process read them?  Says what is not, one line each, on standard error.
 * Returns how many faults there are.
 */
unsigned config_check(const struct config *config);

/**
 * config_print(stream, config):
 * Write ${config} as lozenged.conf(5) has it: read back, from whatever
 * directory, it is the same.  0, or -1 with errno.
 */
int config_print(FILE *stream, const struct config *config);

/** config_free(config): release what config_read allocated. */
void config_free(struct config *config);

#endif
