package io.ostiary.filter.http;

/**
 * Where a request comes from, and what it asked for there.
 *
 * @param clientAddress a numeric IPv4 or IPv6 address
 * @param secure whether the client came over TLS
 * @param host the Host field as the client sent it, as far as the request says
 * @param way how it came
 */
record Origin(String clientAddress, boolean secure, String host, Way way) {

  /** By whose word the host is the client's. */
  enum Way {
    /** Nobody is believed: it is what came. */
    DIRECT,
    /** A trusted proxy handed the request on, and does not say which host was asked for. */
    PROXY,
    /** One did, and says. */
    PROXY_NAMING_HOST
  }
}
