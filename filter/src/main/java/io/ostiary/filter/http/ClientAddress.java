package io.ostiary.filter.http;

import io.ostiary.signature.SignedRequest.Header;
import java.util.List;

/**
 * Tells the client's address. Nothing that a client writes may decide it, so the one answer by
 * itself is the socket's; whoever runs trusted proxies puts a reader of their headers here.
 */
@FunctionalInterface
public interface ClientAddress {

  /** The other end of the socket, whatever the headers say. */
  ClientAddress PEER = (peer, headers) -> withoutZone(peer);

  /** The client's address as a numeric IPv4 or IPv6 address. */
  String of(String peer, List<Header> headers);

  private static String withoutZone(String address) {
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
