package io.ostiary.benchmarks.workload;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.AuthorizationRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The statements of one principal, in identity policies of {@value #STATEMENTS_PER_POLICY}, and
 * requests that it makes, {@linkplain StatementGenerator mixed} from a seed.
 */
public record Workload(
    List<GeneratedStatement> statements,
    List<PolicySet.Source> policies,
    List<AuthorizationRequest> requests) {

  /** As many as fit the largest managed policy that AWS stores (6,144 characters), about. */
  public static final int STATEMENTS_PER_POLICY = 10;

  /** Enough that neither a branch predictor nor a small cache learns them; a power of two. */
  public static final int REQUESTS = 1_024;

  private static final long SEED = 20_261_121;

  public Workload {
    statements = List.copyOf(statements);
    policies = List.copyOf(policies);
    requests = List.copyOf(requests);
  }

  /** The workload that every published figure is about. */
  public static Workload of(int statements) {
    return of(statements, SEED);
  }

  /** A workload of another seed. */
  public static Workload of(int size, long seed) {
    Random random = new Random(seed);
    List<GeneratedStatement> statements = new StatementGenerator(random).statements(size);
    List<PolicySet.Source> policies = new ArrayList<>();
    for (int i = 0; i < size; i += STATEMENTS_PER_POLICY) {
      String text = document(statements.subList(i, Math.min(size, i + STATEMENTS_PER_POLICY)));
      String id = "arn:aws:iam::" + Vocabulary.ACCOUNT + ":policy/generated-" + i;
      policies.add(new PolicySet.Source(id, Policy.parse(text, PolicyType.IDENTITY)));
    }
    ApplicablePolicies applicable = ApplicablePolicies.of(PolicySet.of(policies), PolicySet.EMPTY);
    return new Workload(
        statements,
        policies,
        new RequestGenerator(random, statements, applicable).requests(REQUESTS));
  }

  /** The policies with one of them written anew: an edit of one statement by an administrator. */
  public static PolicySet.Source edited(PolicySet.Source policy) {
    String text = policy.policy().text().replaceFirst("\"docs:GetDocument\"", "\"docs:Edited\"");
    return new PolicySet.Source(policy.id(), Policy.parse(' ' + text, PolicyType.IDENTITY));
  }

  private static String document(List<GeneratedStatement> statements) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("Version", "2012-10-17");
    ArrayNode array = document.putArray("Statement");
    statements.forEach(statement -> array.add(statement.json()));
    return document.toString();
  }
}
