/*
 * How much of a client's address a log line says.
 */
#ifndef CONN_LOG_ADDRESS_H
#define CONN_LOG_ADDRESS_H

#include "address.h"
#include "config.h"

/* Bytes that hold an address, a prefix length and a NUL. */
#define LOG_ADDRESS_BYTES 64

/**
 * log_address(text, how, address):
 * Write what ${how} allows of ${address} to ${text} and return it: nothing,
 * its net ("192.0.2.0/24", "2001:db8:1::/48"), or all of it.
 */
const char *log_address(char text[LOG_ADDRESS_BYTES],
    enum config_log_address how, const struct address *address);

#endif
