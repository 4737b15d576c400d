package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RejectedRequestException.Reason;
import io.ostiary.filter.http.RequestPath;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.Extraction;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.policy.service.ValueSource.Kind;
import io.ostiary.signature.Expectation;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The one route that method, path and selectors leave.
 *
 * @param json whether the whole request is a JSON document, as in the AWS JSON protocol
 */
record OneRoute(
    Entry entry,
    CanonicalRequest request,
    Map<String, String> variables,
    Expectations expectations,
    boolean json)
    implements Candidates {

  @Override
  public ServiceDefinition service(FormParameters unverified) {
    return entry.service();
  }

  @Override
  public boolean needsForm() {
    return entry.route().reads(Kind.FORM) || entry.route().decidedByEndpoint();
  }

  @Override
  public boolean needsJson() {
    return json || entry.route().reads(Kind.JSON);
  }

  @Override
  public Set<Access> access(FormParameters unverified) {
    return entry.route().access();
  }

  @Override
  public long bodyLimit() {
    return entry.route().bodyLimit();
  }

  @Override
  public boolean streamed() {
    return entry.route().streamed();
  }

  @Override
  public boolean webSocket() {
    return entry.route().webSocket();
  }

  @Override
  public Expectation expectation(ServiceDefinition service, boolean secure) {
    return expectations.of(entry, secure, json);
  }

  @Override
  public ErrorShape errors() {
    if (!entry.route().access().contains(Access.SESSION)) {
      return entry.service().errors();
    }
    return request.header("accept").orElse("").contains("text/html")
        ? ErrorShape.PAGE
        : ErrorShape.PROBLEM;
  }

  @Override
  public MatchedRoute select(FormParameters form) throws RejectedRequestException {
    Map<String, String> all = variables;
    if (entry.route().extract().isPresent()) {
      all = new HashMap<>(variables);
      all.putAll(extract(entry.route().extract().get()));
    }
    return new MatchedRoute(entry.service(), entry.route(), all);
  }

  /** The variables in a header that holds a path, under the same strict rules as the path. */
  private Map<String, String> extract(Extraction extraction) throws RejectedRequestException {
    String raw = request.header(extraction.header()).orElse("");
    if (raw.indexOf('+') >= 0 || raw.indexOf('?') >= 0) {
      throw refused(extraction, "holds `+` or `?`; write %2B, %20 or %3F, and no query");
    }
    RequestPath path;
    try {
      path = RequestPath.parse(raw.startsWith("/") ? raw : "/" + raw, true);
    } catch (RejectedRequestException malformed) {
      throw refused(extraction, "is refused: " + malformed.getMessage());
    }
    if (!Entry.shaped(extraction.path(), path.segments(), path.trailingSlash())) {
      throw refused(extraction, "must have the form `%s`".formatted(extraction.path()));
    }
    return Entry.variables(
        entry.service(), extraction.path(), path.segments(), path.trailingSlash());
  }

  private static RejectedRequestException refused(Extraction extraction, String problem) {
    return new RejectedRequestException(
        Reason.BAD_REQUEST, "the header `%s` %s".formatted(extraction.header(), problem));
  }
}
