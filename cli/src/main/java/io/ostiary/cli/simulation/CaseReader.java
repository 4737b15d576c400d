package io.ostiary.cli.simulation;

import io.ostiary.cli.tree.Fields;
import io.ostiary.cli.tree.Node;
import io.ostiary.policy.request.Action;
import io.ostiary.policy.request.Arn;
import io.ostiary.policy.request.AuthorizationRequest;
import io.ostiary.policy.request.Principal;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.policy.request.Resource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads cases of {@code ostiary simulate}, strictly, and compiles their policies. */
public final class CaseReader {
  private static final List<String> CASE = members();
  private static final List<String> REQUEST = List.of("principal", "action", "resource", "context");
  private static final List<String> RESOURCE = List.of("arn", "accountId", "gated");

  private final PolicyShelf shelf;
  private final boolean onItsLines;

  /**
   * @param onItsLines whether a decision cites the lines of the whole document that a case is,
   *     rather than those of the policy in it
   */
  public CaseReader(PolicyShelf shelf, boolean onItsLines) {
    this.shelf = shelf;
    this.onItsLines = onItsLines;
  }

  private static List<String> members() {
    List<String> members = new ArrayList<>(List.of("id", "request"));
    members.addAll(CasePolicies.MEMBERS);
    return List.copyOf(members);
  }

  /**
   * Reads one case.
   *
   * @throws io.ostiary.cli.tree.MalformedException if it or a policy in it is broken
   */
  public SimulationCase read(Node json) {
    Fields fields = Fields.of(json, "a case", CASE);
    Node id = fields.node("id");
    if (id != null && !isId(id)) {
      throw id.place().refuse("`id` is " + id.kind() + "; write a text or a number");
    }
    Fields request = Fields.of(fields.required("request"), "a request", REQUEST);
    KnownKeys keys = new KnownKeys().with(request.node("context"));
    Node.Text name = request.requiredText("principal");
    Principal principal = Placed.at(name, () -> keys.principal(name.value()));
    Node.Text action = request.requiredText("action");
    Action asked = Placed.at(action, () -> Action.parse(action.value()));
    Fields resource = Fields.of(request.required("resource"), "a resource", RESOURCE);
    Node.Text arn = resource.requiredText("arn");
    String owner = owner(resource, arn, principal);
    CasePolicies policies =
        CasePolicies.of(
            fields::node, arn.value(), shelf, node -> PolicyDocument.of(node, onItsLines));
    Boolean gated = resource.truth("gated");
    Resource target =
        new Resource(arn.value(), owner, gated == null ? policies.gates(asked) : gated);
    RequestContext context = keys.context(principal, target);
    return new SimulationCase(
        new AuthorizationRequest(principal, asked, target, context), policies.compiled());
  }

  /** Says whether an answer can repeat a case's id. */
  static boolean isId(@Nullable Node id) {
    return id instanceof Node.Text || id instanceof Node.Numeral;
  }

  private static String owner(Fields resource, Node.Text arn, Principal principal) {
    Node.Text accountId = resource.text("accountId");
    if (accountId == null || accountId.value().isEmpty()) {
      return Placed.at(arn, () -> owner(arn.value(), principal.accountId()));
    }
    Placed.at(arn, () -> owner(arn.value(), ""));
    return Placed.at(accountId, () -> account(accountId.value()));
  }

  /** The account that an ARN names, or another where it names none. */
  public static String owner(String resource, String otherwise) {
    if (resource.equals(Resource.NONE)) {
      return otherwise;
    }
    String account = Arn.parse(resource).account();
    return account.isEmpty() ? otherwise : account;
  }

  /** An account as people write it. */
  public static String account(String text) {
    if (PrincipalName.isAccount(text) || text.equals("aws")) {
      return text;
    }
    throw new IllegalArgumentException("`" + text + "` is no account; write its twelve digits");
  }
}
