package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.Fields;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.decision.ApplicablePolicies;
import io.ostiary.policy.decision.PolicySet;
import io.ostiary.policy.document.PolicyType;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The policies that bear on one request, as a case or a policy test gives them.
 *
 * @param trusted whether the resource is a role and its policy a trust policy
 */
public record CasePolicies(ApplicablePolicies compiled, boolean trusted) {

  /** The members that hold them. */
  public static final List<String> MEMBERS =
      List.of(
          "identityPolicies",
          "resourcePolicy",
          "permissionBoundaryPolicies",
          "sessionPolicy",
          "scps",
          "rcps");

  /** Where a member is looked up: one object, or one after another. */
  public interface Source {
    @Nullable Node node(String member);
  }

  /**
   * Reads and compiles.
   *
   * @param resource the ARN of what is asked for, or {@code *}
   * @param reader makes a document of what stands for one
   */
  public static CasePolicies of(
      Source source, String resource, PolicyShelf shelf, Function<Node, PolicyDocument> reader) {
    return new Compilation(source, shelf, reader).run(resource);
  }

  /**
   * Says whether identity policies count only if the resource's policy admits the account, where
   * nothing is said of it: so it is when a role is assumed and its trust policy is known.
   */
  public boolean gates(Action action) {
    return trusted && RequestContext.fold(action.service()).equals("sts");
  }

  private static final class Compilation {
    private final Source source;
    private final PolicyShelf shelf;
    private final Function<Node, PolicyDocument> reader;

    Compilation(Source source, PolicyShelf shelf, Function<Node, PolicyDocument> reader) {
      this.source = source;
      this.shelf = shelf;
      this.reader = reader;
    }

    CasePolicies run(String resource) {
      PolicySet identity = set(PolicyType.IDENTITY, items("identityPolicies"));
      List<Node> boundaries = items("permissionBoundaryPolicies");
      PolicySet boundary =
          boundaries.isEmpty() ? null : set(PolicyType.PERMISSIONS_BOUNDARY, boundaries);
      Node sessionPolicy = source.node("sessionPolicy");
      PolicySet session =
          sessionPolicy == null ? null : set(PolicyType.SESSION, List.of(sessionPolicy));
      List<PolicySet> serviceControl = levels(PolicyType.SERVICE_CONTROL, "scps");
      List<PolicySet> resourceControl = levels(PolicyType.RESOURCE_CONTROL, "rcps");
      PolicySet ofResource = PolicySet.EMPTY;
      boolean trusted = false;
      Node resourcePolicy = source.node("resourcePolicy");
      if (resourcePolicy != null) {
        PolicyDocument document = reader.apply(resourcePolicy);
        trusted = isRole(resource) && shelf.isTrust(document);
        PolicyType type = trusted ? PolicyType.TRUST : PolicyType.RESOURCE;
        ofResource = shelf.set(type, List.of(document));
      }
      return new CasePolicies(
          new ApplicablePolicies(
              identity, ofResource, boundary, session, serviceControl, resourceControl),
          trusted);
    }

    private List<Node> items(String member) {
      Node node = source.node(member);
      return node == null ? List.of() : Fields.items(node, member);
    }

    private List<PolicySet> levels(PolicyType type, String member) {
      List<Node> levels = items(member);
      List<PolicySet> sets = new ArrayList<>(levels.size());
      for (Node level : levels) {
        sets.add(set(type, Fields.items(level, "a level of `" + member + '`')));
      }
      return sets;
    }

    private PolicySet set(PolicyType type, List<Node> nodes) {
      List<PolicyDocument> set = new ArrayList<>(nodes.size());
      for (Node node : nodes) {
        set.add(reader.apply(node));
      }
      return shelf.set(type, set);
    }

    private static boolean isRole(String resource) {
      if (resource.equals(Resource.NONE)) {
        return false;
      }
      Arn arn = Arn.parse(resource);
      return arn.service().equals("iam") && arn.resource().startsWith("role/");
    }
  }
}
