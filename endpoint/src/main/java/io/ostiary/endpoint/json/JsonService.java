package io.ostiary.endpoint.json;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Markers;
import io.ostiary.endpoint.query.OperationException;
import io.ostiary.filter.AuthorizedRequest;
import io.ostiary.filter.ErrorAnswer;
import io.ostiary.policy.service.ErrorShape;
import io.ostiary.policy.service.Route;
import io.ostiary.policy.service.Selectors;
import io.ostiary.realm.directory.DirectoryException;
import io.ostiary.realm.directory.LiveDirectory;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A service of operations over the AWS JSON 1.1 protocol: what is wanted stands in {@code
 * X-Amz-Target}, its input is the body.
 *
 * @see <a href="https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html">AWS JSON 1.1</a>
 */
public final class JsonService {
  private static final String TARGET = "x-amz-target";

  private final String service;
  private final Map<String, JsonOperation> operations;
  private final UnaryOperator<OperationException> refusals;
  private final LiveDirectory directory;
  private final Markers markers;

  /**
   * Makes a service of a directory.
   *
   * @param refusals gives a refusal the name that it has in this service
   */
  public JsonService(
      String service,
      List<JsonOperation> operations,
      UnaryOperator<OperationException> refusals,
      LiveDirectory directory,
      Markers markers) {
    this.service = service;
    this.operations =
        operations.stream()
            .collect(Collectors.toUnmodifiableMap(JsonOperation::name, Function.identity()));
    this.refusals = refusals;
    this.directory = directory;
    this.markers = markers;
  }

  /** The names of what it offers. */
  public Set<String> operations() {
    return operations.keySet();
  }

  /** Carries out the operation that the request was authorized for, and answers. */
  public void handle(AuthorizedRequest request, HttpServletResponse response) throws IOException {
    byte[] body;
    try {
      body = answer(request).toString().getBytes(StandardCharsets.UTF_8);
    } catch (OperationException refused) {
      refuse(request, response, refusals.apply(refused));
      return;
    } catch (DirectoryException refused) {
      refuse(request, response, refusals.apply(OperationException.from(refused)));
      return;
    }
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader(ErrorAnswer.REQUEST_ID, request.requestId());
    response.setHeader("Cache-Control", "no-store");
    response.setContentType("application/x-amz-json-1.1");
    response.setContentLength(body.length);
    response.getOutputStream().write(body);
  }

  private ObjectNode answer(AuthorizedRequest request) {
    JsonOperation operation = operations.get(name(request.match().route()));
    if (operation == null) {
      throw new OperationException(
          400, "UnknownOperationException", "the operation is routed, but nobody carries it out");
    }
    JsonInput in = JsonInput.parse(request.json());
    JsonOperation.Act act =
        operation
            .steps()
            .read(in, new Call(request.caller(), request.circumstances(), directory, markers));
    in.complete();
    ObjectNode out = JsonNodeFactory.instance.objectNode();
    act.carryOut(out);
    return out;
  }

  /** The operation of the route that the decision was about: nothing else may be carried out. */
  private static String name(Route route) {
    Selectors.Value target = route.select().headers().get(TARGET);
    return target == null ? "" : target.text().substring(target.text().lastIndexOf('.') + 1);
  }

  private void refuse(
      AuthorizedRequest request, HttpServletResponse response, OperationException refused)
      throws IOException {
    ErrorAnswer.write(
        response,
        ErrorShape.JSON,
        service,
        refused.status(),
        refused.code(),
        refused.message(),
        request.requestId());
  }
}
