package io.ostiary.filter.mapping;

import io.ostiary.filter.http.CanonicalRequest;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.http.RejectedRequestException;
import io.ostiary.filter.http.RequestPath;
import io.ostiary.filter.http.UrlEncoded;
import io.ostiary.policy.service.ServiceDefinition;
import io.ostiary.signature.SignedRequest.Header;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes requests and definitions as tests write them. */
final class Requests {
  private Requests() {}

  /**
   * A request over plain HTTP from 192.0.2.7.
   *
   * @param line such as {@code GET /b?acl}
   * @param headers such as {@code x-amz-acl: private}
   */
  static CanonicalRequest of(String line, List<String> headers) throws RejectedRequestException {
    return of(line, headers, false);
  }

  static CanonicalRequest of(String line, List<String> headers, boolean secure)
      throws RejectedRequestException {
    int space = line.indexOf(' ');
    String target = line.substring(space + 1);
    int mark = target.indexOf('?');
    String rawPath = mark < 0 ? target : target.substring(0, mark);
    String rawQuery = mark < 0 ? "" : target.substring(mark + 1);
    RequestPath path = RequestPath.parse(rawPath, false);
    List<Header> lines = new ArrayList<>();
    lines.add(new Header("Host", "example.com"));
    for (String header : headers) {
      int colon = header.indexOf(':');
      lines.add(new Header(header.substring(0, colon), header.substring(colon + 1).trim()));
    }
    return new CanonicalRequest(
        line.substring(0, space),
        rawPath,
        "",
        rawPath,
        path.segments(),
        path.trailingSlash(),
        rawQuery,
        UrlEncoded.parse(rawQuery, StandardCharsets.UTF_8),
        lines,
        "example.com",
        "192.0.2.7",
        secure);
  }

  static FormParameters form(String encoded) throws RejectedRequestException {
    return new FormParameters(UrlEncoded.parse(encoded, StandardCharsets.UTF_8));
  }

  /** A definition that stands beside the tests. */
  static ServiceDefinition definition(String name) {
    String file = name + ".service.json";
    return ServiceDefinition.parse(file, read(file));
  }

  static String read(String resource) {
    try (InputStream stream = Requests.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }
}
