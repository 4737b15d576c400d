package io.ostiary.benchmarks.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ostiary.benchmarks.engine.Engine;
import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Hospital.Permit;
import io.ostiary.benchmarks.workload.Hospital.Visit;
import io.ostiary.benchmarks.workload.Workload;
import io.sapl.api.pdp.AuthorizationDecision;
import io.sapl.api.pdp.AuthorizationSubscription;
import io.sapl.api.pdp.Decision;
import io.sapl.interpreter.DefaultSAPLInterpreter;
import io.sapl.interpreter.SAPLInterpreter;
import io.sapl.interpreter.combinators.PolicyDocumentCombiningAlgorithm;
import io.sapl.interpreter.functions.AnnotationFunctionContext;
import io.sapl.interpreter.functions.FunctionContext;
import io.sapl.interpreter.pip.AnnotationAttributeContext;
import io.sapl.interpreter.pip.AttributeContext;
import io.sapl.pdp.EmbeddedPolicyDecisionPoint;
import io.sapl.pdp.config.PDPConfiguration;
import io.sapl.prp.Document;
import io.sapl.prp.PolicyRetrievalPoint;
import io.sapl.prp.PrpUpdateEvent;
import io.sapl.prp.index.canonical.CanonicalImmutableParsedDocumentIndex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;

/**
 * SAPL's embedded decision point with its canonical index, on its own scenario only. Everything
 * that the index can use is in a policy's target.
 */
public final class Sapl implements Engine {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Override
  public String name() {
    return "sapl";
  }

  @Override
  public String title() {
    return "SAPL 3.0.0, embedded, canonical index";
  }

  @Override
  public String translation() {
    return "its own scenario";
  }

  @Override
  public int mostStatements() {
    return 0;
  }

  @Override
  public int mostDepartments() {
    return 300;
  }

  @Override
  public Decider load(Workload workload) {
    throw new UnsupportedOperationException("SAPL takes the hospital only");
  }

  @Override
  public Decider load(Hospital hospital) {
    AttributeContext attributes = new AnnotationAttributeContext();
    FunctionContext functions = new AnnotationFunctionContext();
    PolicyRetrievalPoint index =
        new CanonicalImmutableParsedDocumentIndex(attributes, functions)
            .apply(new PrpUpdateEvent(publications(policies(hospital))));
    PDPConfiguration configuration =
        new PDPConfiguration(
            "hospital",
            attributes,
            functions,
            Map.of(),
            PolicyDocumentCombiningAlgorithm.DENY_OVERRIDES,
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            index);
    EmbeddedPolicyDecisionPoint point =
        new EmbeddedPolicyDecisionPoint(() -> Flux.just(configuration));
    AuthorizationSubscription[] requests =
        hospital.visits().stream().map(Sapl::request).toArray(AuthorizationSubscription[]::new);
    return request -> {
      AuthorizationDecision decision = point.decideOnce(requests[request]).block();
      return decision != null && decision.getDecision() == Decision.PERMIT;
    };
  }

  private static List<PrpUpdateEvent.Update> publications(List<String> policies) {
    SAPLInterpreter interpreter = new DefaultSAPLInterpreter();
    List<PrpUpdateEvent.Update> updates = new ArrayList<>();
    for (String policy : policies) {
      Document document = interpreter.parseDocument(policy);
      if (document.isInvalid()) {
        throw new IllegalStateException(document.errorMessage() + "\n" + policy);
      }
      updates.add(new PrpUpdateEvent.Update(PrpUpdateEvent.Type.PUBLISH, document));
    }
    return updates;
  }

  static List<String> policies(Hospital hospital) {
    List<String> policies = new ArrayList<>();
    for (Permit permit : hospital.permits()) {
      policies.add(permit(permit));
    }
    for (String department : hospital.departments()) {
      policies.add(
          """
          policy "sensitivity-%s"
          deny resource.department == "%s"
          where resource.sensitivity > subject.clearance;
          """
              .formatted(department, department));
    }
    return policies;
  }

  private static String permit(Permit permit) {
    String department = permit.department();
    boolean everywhere = department.equals(Hospital.EVERYWHERE);
    String actions =
        permit.actions().stream()
            .map("action == \"%s\""::formatted)
            .collect(Collectors.joining(" | ", "(", ")"));
    return """
        policy "%s-%s-%s"
        permit %ssubject.role == "%s" & resource.type == "%s" & %s%s
        """
        .formatted(
            everywhere ? "everywhere" : department,
            permit.role(),
            permit.type(),
            everywhere ? "" : "resource.department == \"%s\" & ".formatted(department),
            permit.role(),
            permit.type(),
            actions,
            everywhere ? "" : "\nwhere \"%s\" in subject.departments;".formatted(department));
  }

  private static AuthorizationSubscription request(Visit visit) {
    return AuthorizationSubscription.of(
        JSON.valueToTree(visit.staff()),
        visit.action(),
        JSON.valueToTree(
            Map.of(
                "type",
                visit.type(),
                "department",
                visit.department(),
                "sensitivity",
                visit.sensitivity())));
  }
}
