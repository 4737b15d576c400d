package io.ostiary.realm.authentication;

import io.ostiary.policy.request.RequestContext;
import java.time.Instant;

/** A request that nobody makes, about something of an account, over a connection with TLS. */
final class Circumstances {
  private Circumstances() {}

  static RequestContext.Builder at(Instant now, String resourceAccountId) {
    return RequestContext.builder()
        .one("aws:SecureTransport", "true")
        .one("aws:CurrentTime", now.toString())
        .one("aws:EpochTime", Long.toString(now.getEpochSecond()))
        .one("aws:ResourceAccount", resourceAccountId);
  }
}
