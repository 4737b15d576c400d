package io.ostiary.endpoint.query;

import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.filter.Fault;
import io.ostiary.filter.Finding;
import io.ostiary.filter.http.FormParameters;
import io.ostiary.filter.mapping.MatchedRoute;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.service.Access;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.realm.authentication.AuthenticatedPrincipal;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * A service of operations over the AWS Query protocol: form in, XML out.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-query-protocol.html">AWS query protocol</a>
 */
public final class QueryService {
  private final String service;
  private final String version;
  private final Map<String, Operation> operations;
  private final LiveDirectory directory;
  private final Markers markers;

  /**
   * @param service the prefix of its actions; with the version it makes the XML namespace
   * @param version the API's date
   */
  public QueryService(
      String service,
      String version,
      List<Operation> operations,
      LiveDirectory directory,
      Markers markers) {
    this.service = service;
    this.version = version;
    this.operations = byName(operations);
    this.directory = directory;
    this.markers = markers;
  }

  /** The names of what it offers. */
  public Set<String> operations() {
    return operations.keySet();
  }

  /** Carries out the operation that the request was authorized for, and answers. */
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    AuditNotes notes = new AuditNotes();
    String answer;
    try {
      answer = answer(request, notes);
      record(request, notes::allowed);
    } catch (OperationException refused) {
      record(request, operation -> notes.refused(operation, refused));
      refuse(request, response, refused);
      return;
    } catch (DirectoryException failed) {
      OperationException refused = OperationException.from(failed);
      record(request, operation -> notes.refused(operation, refused));
      refuse(request, response, refused);
      return;
    }
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader(ErrorAnswer.REQUEST_ID, request.requestId());
    response.setHeader("Cache-Control", "no-store"); // an answer may hold a secret
    response.setContentType("text/xml");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  /** Whether an operation decides by itself, so that its audit line waits for what it decides. */
  public static boolean decides(MatchedRoute match) {
    return match.route().decidedByEndpoint()
        || match.route().access().contains(Access.UNAUTHENTICATED);
  }

  private static void record(AuthorizedRequest request, Function<String, Finding> finding)
      throws IOException {
    if (decides(request.match())) {
      request.journal().record(finding.apply(request.match().route().queryAction().orElse("")));
    }
  }

  /** What is wrong with the parameters of a request, if something is. */
  public Optional<Fault> fault(
      MatchedRoute match, FormParameters form, AuthenticatedPrincipal caller) {
    Operation operation = operations.get(match.route().queryAction().orElse(""));
    if (operation == null) {
      return Optional.empty();
    }
    try {
      Operation.Act unused =
          operation.read(Parameters.of(form), call(caller, Map.of(), new AuditNotes()));
      return Optional.empty();
    } catch (OperationException wrong) {
      return Optional.of(new Fault(wrong.status(), wrong.code(), wrong.message()));
    }
  }

  private Call call(
      AuthenticatedPrincipal caller,
      Map<String, RequestContext.Values> circumstances,
      AuditNotes notes) {
    return new Call(caller, circumstances, directory, markers, notes);
  }

  private String answer(AuthorizedRequest request, AuditNotes notes) {
    String name = request.form().value("Action").orElse("");
    Operation operation = operations.get(name);
    if (operation == null || !authorized(request).equals(Optional.of(name))) {
      throw new OperationException(
          400,
          "InvalidAction",
          "Could not find operation %s for version %s".formatted(Text.shown(name), version));
    }
    Content result =
        operation
            .read(
                Parameters.of(request.form()),
                call(request.caller(), request.circumstances(), notes))
            .carryOut();
    XmlWriter xml = new XmlWriter();
    xml.root(
        name + "Response",
        "https://%s.amazonaws.com/doc/%s/".formatted(service, version),
        response -> {
          if (result != Content.NONE) {
            response.element(name + "Result", result);
          }
          response.element(
              "ResponseMetadata", data -> data.element("RequestId", request.requestId()));
        });
    return xml.toString();
  }

  /** The operation of the route that the decision was about: nothing else may be carried out. */
  private static Optional<String> authorized(AuthorizedRequest request) {
    return request.match().route().queryAction();
  }

  private void refuse(
      AuthorizedRequest request, HttpServletResponse response, OperationException refused)
      throws IOException {
    ErrorAnswer.write(
        response,
        ErrorShape.QUERY,
        service,
        refused.status(),
        refused.code(),
        refused.message(),
        request.requestId());
  }

  private static Map<String, Operation> byName(List<Operation> operations) {
    Map<String, Operation> byName = new HashMap<>();
    for (Operation operation : operations) {
      if (byName.put(operation.name(), operation) != null) {
        throw new IllegalArgumentException(
            "operation `%s` is there twice; remove one".formatted(operation.name()));
      }
    }
    return Map.copyOf(byName);
  }
}
