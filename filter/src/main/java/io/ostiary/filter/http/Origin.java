package io.ostiary.filter.http;

/**
 * Where a request comes from, and what it asked for there.
 *
 * @param clientAddress a numeric IPv4 or IPv6 address
 * @param secure whether the client came over TLS
 * @param host the Host field as the client sent it
 */
record Origin(String clientAddress, boolean secure, String host) {}
