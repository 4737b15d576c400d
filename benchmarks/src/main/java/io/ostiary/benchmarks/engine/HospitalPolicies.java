package io.ostiary.benchmarks.engine;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.benchmarks.workload.GeneratedCondition;
import io.ostiary.benchmarks.workload.GeneratedStatement;
import io.ostiary.benchmarks.workload.Hospital;
import io.ostiary.benchmarks.workload.Hospital.Permit;
import io.ostiary.benchmarks.workload.Hospital.Visit;
import io.ostiary.benchmarks.workload.Shape;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.List;

/**
 * The hospital as IAM policies: one for each department, attached to all staff. Role and clearance
 * are the principal's tags, membership a multi-valued key. Since no condition compares two keys, a
 * department's denial takes a statement for each clearance but the highest.
 */
final class HospitalPolicies {
  private static final String ACCOUNT = "111122223333";
  private static final String ROLE = "aws:PrincipalTag/role";
  private static final String CLEARANCE = "aws:PrincipalTag/clearance";
  private static final String SENSITIVITY = "hospital:Sensitivity";
  private static final String MEMBER_OF = "hospital:MemberOf";

  private HospitalPolicies() {}

  static PolicySet set(Hospital hospital) {
    List<PolicySet.Source> sources = new ArrayList<>();
    sources.add(source(Hospital.EVERYWHERE, permits(hospital, Hospital.EVERYWHERE)));
    for (String department : hospital.departments()) {
      List<GeneratedStatement> statements = permits(hospital, department);
      statements.addAll(denials(department));
      sources.add(source(department, statements));
    }
    return PolicySet.of(sources);
  }

  private static List<GeneratedStatement> permits(Hospital hospital, String department) {
    List<GeneratedStatement> statements = new ArrayList<>();
    for (Permit permit : hospital.permits()) {
      if (permit.department().equals(department)) {
        statements.add(permit(permit));
      }
    }
    return statements;
  }

  private static GeneratedStatement permit(Permit permit) {
    boolean everywhere = permit.department().equals(Hospital.EVERYWHERE);
    List<GeneratedCondition> conditions = new ArrayList<>();
    conditions.add(new GeneratedCondition("StringEquals", ROLE, List.of(permit.role())));
    if (!everywhere) {
      conditions.add(
          new GeneratedCondition(
              "ForAnyValue:StringEquals", MEMBER_OF, List.of(permit.department())));
    }
    String folder = everywhere ? "*" : permit.department();
    return new GeneratedStatement(
        Effect.ALLOW,
        Shape.PREFIX,
        permit.actions().stream().map(action -> "hospital:" + action).toList(),
        List.of(records(folder, permit.type() + "/*")),
        conditions);
  }

  private static List<GeneratedStatement> denials(String department) {
    List<GeneratedStatement> statements = new ArrayList<>();
    for (int c = Hospital.LEAST_CLEARANCE; c < Hospital.MOST_CLEARANCE; c++) {
      List<String> clearance = List.of(Integer.toString(c));
      statements.add(
          new GeneratedStatement(
              Effect.DENY,
              Shape.PREFIX,
              List.of("*"),
              List.of(records(department, "*")),
              List.of(
                  new GeneratedCondition("NumericEquals", CLEARANCE, clearance),
                  new GeneratedCondition("NumericGreaterThan", SENSITIVITY, clearance))));
    }
    return statements;
  }

  private static PolicySet.Source source(String department, List<GeneratedStatement> statements) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("Version", "2012-10-17");
    ArrayNode array = document.putArray("Statement");
    statements.forEach(statement -> array.add(statement.json()));
    return new PolicySet.Source(
        "arn:aws:iam::" + ACCOUNT + ":policy/hospital/" + department,
        Policy.parse(document.toString(), PolicyType.IDENTITY));
  }

  private static String records(String department, String rest) {
    return "arn:aws:hospital:::" + department + '/' + rest;
  }

  static AuthorizationRequest request(Visit visit) {
    String arn = "arn:aws:iam::" + ACCOUNT + ":user/" + visit.staff().id();
    RequestContext context =
        RequestContext.builder()
            .one("aws:PrincipalArn", arn)
            .one(ROLE, visit.staff().role())
            .one(CLEARANCE, Integer.toString(visit.staff().clearance()))
            .one(SENSITIVITY, Integer.toString(visit.sensitivity()))
            .many(MEMBER_OF, visit.staff().departments())
            .build();
    return new AuthorizationRequest(
        new Principal.User(arn, ACCOUNT, visit.staff().id()),
        Action.parse("hospital:" + visit.action()),
        Resource.of(records(visit.department(), visit.type() + "/1"), ACCOUNT),
        context);
  }
}
