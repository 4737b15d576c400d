package io.ostiary.realm.directory;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.ostiary.policy.document.CanonicalUsers;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What names in a policy meant when it was written: of a user's or role's ARN its unique id, of a
 * canonical user id its account. One made later under the same name has another id, and so gets
 * nothing from the policy.
 */
record PrincipalPins(Map<String, String> idsByName) implements CanonicalUsers {

  PrincipalPins {
    idsByName = Map.copyOf(idsByName);
  }

  @Override
  public Optional<String> accountId(String canonicalId) {
    return Optional.ofNullable(idsByName.get(canonicalId));
  }

  boolean isEmpty() {
    return idsByName.isEmpty();
  }

  /** The same document with ids in place of ARNs; every statement stays on its line. */
  String applyTo(String policyText) {
    return replaced(policyText, principal -> idsByName.get(principal.value()));
  }

  /**
   * The same document with each pinned principal as it is called now: by its ARN, or if it exists
   * no longer, by its id.
   */
  String shownIn(String policyText, EntityTable table) {
    return replaced(policyText, principal -> changedName(principal.value(), table));
  }

  private @Nullable String changedName(String arn, EntityTable table) {
    String id = idsByName.get(arn);
    Identity identity = id == null ? null : Identities.byId(table, id);
    String name = identity == null ? id : identity.arn();
    return arn.equals(name) ? null : name;
  }

  private String replaced(
      String policyText, Function<NamedPrincipal, @Nullable String> replacement) {
    if (isEmpty()) {
      return policyText;
    }
    StringBuilder result = new StringBuilder();
    int copied = 0;
    for (NamedPrincipal principal : NamedPrincipal.in(policyText)) {
      String name = principal.isAws() ? replacement.apply(principal) : null;
      if (name != null) {
        result.append(policyText, copied, principal.start()).append('"');
        JsonStringEncoder.getInstance().quoteAsString(name, result);
        result.append('"');
        copied = principal.end();
      }
    }
    return result.append(policyText, copied, policyText.length()).toString();
  }
}
