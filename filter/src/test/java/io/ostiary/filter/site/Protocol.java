package io.ostiary.filter.site;

import io.ostiary.wire.Client;
import io.ostiary.wire.Http2Wire;
import io.ostiary.wire.Wire;

/** What a client speaks with the server, without TLS. */
public enum Protocol {
  HTTP_1,
  HTTP_2;

  public Client client(Server server) {
    return this == HTTP_1 ? new Wire(server.port()) : new Http2Wire(server.port());
  }
}
