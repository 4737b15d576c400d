package io.ostiary.realm.directory;

import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.PolicySyntaxException;
import io.ostiary.policy.document.PolicyType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks up whom a policy names. What exists in the directory must exist, and is pinned to its
 * unique id if it has one.
 *
 * @param accountId whose policy it is
 */
record PrincipalLookup(String accountId, EntityTable table) {
  private static final String ANYONE = "*";
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  static boolean isServiceHost(String name) {
    return SERVICE.matcher(name).matches();
  }

  /**
   * The pins of a well-formed policy.
   *
   * @throws PolicySyntaxException if it names somebody who does not exist
   */
  PrincipalPins pins(Policy policy) {
    Map<String, String> ids = new LinkedHashMap<>();
    for (NamedPrincipal principal : NamedPrincipal.in(policy.text())) {
      if (principal.isAws()) {
        pin(principal).ifPresent(id -> ids.put(principal.value(), id));
      } else if (policy.type() == PolicyType.TRUST) {
        requireTrustworthy(principal);
      } else if (principal.isCanonicalUser()) {
        ids.put(principal.value(), canonicalAccount(principal).id());
      }
    }
    return new PrincipalPins(ids);
  }

  /** The id to hold the principal to; empty for one that is no single entity. */
  private Optional<String> pin(NamedPrincipal principal) {
    String value = principal.value();
    if (value.equals(ANYONE)
        || table.get(Kinds.ACCOUNT, value) != null
        || isPrincipal(Identities.byId(table, value))) {
      return Optional.empty();
    }
    List<String> parts = List.of(value.split(":", 6));
    Account account = parts.size() == 6 ? table.get(Kinds.ACCOUNT, parts.get(4)) : null;
    if (account == null || !parts.get(1).equals(account.partition())) {
      throw principal.invalid("name an account, a user or a role of this directory");
    }
    if (value.equals(account.rootArn()) || isSession(account, value)) {
      return Optional.empty();
    }
    Identity identity = Identities.byArn(table, account.id(), value);
    if (identity == null || !isPrincipal(identity)) {
      throw principal.invalid("make that user or role first, or mend the ARN");
    }
    return Optional.of(identity.id());
  }

  private Account canonicalAccount(NamedPrincipal principal) {
    return DirectorySnapshot.accountByCanonicalId(table, principal.value())
        .orElseThrow(
            () -> principal.invalid("write the canonical user id of an account of this directory"));
  }

  /** A group is nobody. */
  private static boolean isPrincipal(@Nullable Identity identity) {
    return identity instanceof User || identity instanceof Role;
  }

  /** Sessions come and go, so only their role must exist; their names say nothing of its path. */
  private boolean isSession(Account account, String arn) {
    String sts = "arn:" + account.partition() + ":sts::" + account.id() + ":";
    if (arn.startsWith(sts + "federated-user/")) {
      return true;
    }
    String assumed = sts + "assumed-role/";
    if (!arn.startsWith(assumed)) {
      return false;
    }
    String[] roleAndSession = arn.substring(assumed.length()).split("/", -1);
    Role role = table.named(Kinds.ROLE, account.id(), roleAndSession[0]);
    return roleAndSession.length == 2 && role != null && role.name().equals(roleAndSession[0]);
  }

  private void requireTrustworthy(NamedPrincipal principal) {
    switch (principal.kind()) {
      case "Service" -> {
        if (!isServiceHost(principal.value())) {
          throw principal.invalid("write the service's host name, such as `jobs.example.com`");
        }
      }
      case "Federated" -> {
        IdentityProvider provider = IdentityProviders.byArn(table, principal.value());
        boolean ours =
            provider == null
                ? IdentityProviders.isStore(principal.value(), accountId)
                : provider.accountId().equals(accountId);
        if (!ours) {
          throw principal.invalid(
              "make that provider in the role's account first, or mend the ARN");
        }
      }
      default ->
          throw principal.invalid(
              "no role trusts a canonical user id; write the account under `AWS`");
    }
  }
}
