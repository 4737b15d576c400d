package io.ostiary.policy.decision;

import io.ostiary.policy.request.Principal;
import java.util.List;
import java.util.Objects;

/** Names the policy of a layer to which a statement is to be added. */
record PolicyPlace(Situation situation, Layer layer) {
  private static final int MAX_NAMED = 3;

  String words() {
    String policy = DenialSentence.name(layer.type());
    return switch (layer.type()) {
      case IDENTITY -> "an %s of %s%s".formatted(policy, who(), account(ofPrincipal()));
      case PERMISSIONS_BOUNDARY -> "the %s of %s%s".formatted(policy, who(), present());
      case SESSION -> "the session policy that is passed when the session is made";
      case RESOURCE, TRUST -> "the %s of %s%s".formatted(policy, what(), account(ofResource()));
      case SERVICE_CONTROL, RESOURCE_CONTROL ->
          "a %s of level %s, counted from the root%s".formatted(policy, layer.level(), present());
    };
  }

  private String who() {
    Principal principal = situation.request().principal();
    return principal instanceof Principal.FederatedUser federated
        ? federated.userArn()
        : LeastStatement.lasting(principal);
  }

  /** What the policy at hand is attached to, such as the bucket of an object. */
  private String what() {
    return layer.statements().stream()
        .map(AttachedStatement::attachedTo)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(situation.request().resource().name());
  }

  private String ofPrincipal() {
    return situation.request().principal().accountId();
  }

  private String ofResource() {
    return situation.request().resource().accountId();
  }

  /** Says whose policy it is, where two accounts have a say. */
  private String account(String accountId) {
    boolean twoAccounts = situation.hasPolicies() && !situation.withinAccount();
    return twoAccounts ? ", in account " + accountId : "";
  }

  private String present() {
    List<String> ids =
        layer.statements().stream()
            .map(one -> one.denied().by().policyId())
            .distinct()
            .limit(MAX_NAMED)
            .toList();
    return ids.isEmpty() ? "" : " (`" + String.join("`, `", ids) + "`)";
  }
}
