package io.ostiary.realm.directory;

import io.ostiary.policy.document.CanonicalUsers;
import io.ostiary.policy.document.PolicySyntaxException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What names in a resource policy meant when it was written: of a user's ARN its unique id, of a
 * canonical user id its account. A user made later under the same name has another id, and so gets
 * nothing from the policy.
 */
record PrincipalPins(Map<String, String> idsByName) implements CanonicalUsers {
  private static final String ANYONE = "*";

  PrincipalPins {
    idsByName = Map.copyOf(idsByName);
  }

  /**
   * Looks up whom a well-formed policy names.
   *
   * @throws PolicySyntaxException if it names somebody who does not exist
   */
  static PrincipalPins of(String policyText, EntityTable table) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (NamedPrincipal principal : NamedPrincipal.in(policyText)) {
      if (!principal.value().equals(ANYONE)) {
        pin(principal, table).ifPresent(id -> ids.put(principal.value(), id));
      }
    }
    return new PrincipalPins(ids);
  }

  /** The id to hold the principal to; empty for one that is no single entity. */
  private static Optional<String> pin(NamedPrincipal principal, EntityTable table) {
    String value = principal.value();
    if (principal.isCanonicalUser()) {
      String remedy = "write the canonical user id of an account of this directory";
      return Optional.of(
          DirectorySnapshot.accountByCanonicalId(table, value)
              .orElseThrow(() -> principal.invalid(remedy))
              .id());
    }
    if (table.get(Kinds.ACCOUNT, value) != null || table.get(Kinds.USER, value) != null) {
      return Optional.empty();
    }
    List<String> parts = List.of(value.split(":", 6));
    Account account = parts.size() == 6 ? table.get(Kinds.ACCOUNT, parts.get(4)) : null;
    if (account == null || !parts.get(1).equals(account.partition())) {
      throw principal.invalid("name an account, or a user, of this directory");
    }
    if (value.equals(account.rootArn()) || isSession(account, value)) {
      return Optional.empty();
    }
    User user = table.named(Kinds.USER, account.id(), value.substring(value.lastIndexOf('/') + 1));
    if (user == null || !user.arn().equals(value)) {
      throw principal.invalid("make that user first, or mend the ARN");
    }
    return Optional.of(user.id());
  }

  /** Sessions come and go; their names say nothing about who exists. */
  private static boolean isSession(Account account, String arn) {
    String sts = "arn:" + account.partition() + ":sts::" + account.id() + ":";
    return arn.startsWith(sts + "assumed-role/") || arn.startsWith(sts + "federated-user/");
  }

  boolean isEmpty() {
    return idsByName.isEmpty();
  }

  @Override
  public Optional<String> accountId(String canonicalId) {
    return Optional.ofNullable(idsByName.get(canonicalId));
  }

  /** The same document with ids in place of users' ARNs; every statement stays on its line. */
  String applyTo(String policyText) {
    StringBuilder pinned = new StringBuilder();
    int copied = 0;
    for (NamedPrincipal principal : NamedPrincipal.in(policyText)) {
      String id = idsByName.get(principal.value());
      if (id != null && !principal.isCanonicalUser()) {
        pinned.append(policyText, copied, principal.start()).append('"').append(id).append('"');
        copied = principal.end();
      }
    }
    return pinned.append(policyText, copied, policyText.length()).toString();
  }
}
