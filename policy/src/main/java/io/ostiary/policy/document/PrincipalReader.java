package io.ostiary.policy.document;

import static io.ostiary.policy.document.PolicySyntaxException.at;

import io.ostiary.policy.json.Json;
import io.ostiary.policy.json.Json.Member;
import io.ostiary.policy.request.Arn;
import java.util.ArrayList;
import java.util.List;

/** Reads a Principal or NotPrincipal element. */
final class PrincipalReader {
  private static final String EVERYONE = "*";
  private static final int ACCOUNT_DIGITS = 12;
  private static final List<String> KINDS = List.of("AWS", "Service", "Federated", "CanonicalUser");

  private final PolicyType type;
  private final CanonicalUsers canonicalUsers;
  private final Faults faults;

  PrincipalReader(PolicyType type, CanonicalUsers canonicalUsers, Faults faults) {
    this.type = type;
    this.canonicalUsers = canonicalUsers;
    this.faults = faults;
  }

  List<PrincipalPattern> read(Member element) {
    if (element.value() instanceof Json.Text text && text.value().equals(EVERYONE)) {
      return List.of(new PrincipalPattern.Everyone());
    }
    if (!(element.value() instanceof Json.Structure kinds)) {
      throw at(
          element.value().place(),
          Malformation.INVALID_PRINCIPAL_FORMAT,
          "`%s` is neither \"*\" nor an object; write {\"AWS\": …} or {\"Service\": …}"
              .formatted(element.name()));
    }
    List<PrincipalPattern> patterns = new ArrayList<>();
    for (Member kind : kinds.members()) {
      faults.within(
          () -> {
            requireKind(kind, element);
            readKind(kind, patterns);
          });
    }
    return patterns;
  }

  private static void requireKind(Member kind, Member element) {
    if (!KINDS.contains(kind.name())) {
      PolicySyntaxException unknown =
          PolicyReader.unknownMember(kind, '`' + element.name() + '`', KINDS);
      throw at(kind.place(), Malformation.INVALID_PRINCIPAL_KEY, unknown.problem());
    }
  }

  private void readKind(Member kind, List<PrincipalPattern> patterns) {
    for (Json item : StatementReader.items(kind)) {
      faults.within(
          () -> {
            Json.Text text = StatementReader.text(kind, item);
            patterns.add(
                StatementReader.mending(
                    text.place(),
                    () -> malformation(text.value()),
                    () -> pattern(kind.name(), text.value())));
          });
    }
  }

  private static Malformation malformation(String name) {
    return hasWildcard(name)
        ? Malformation.UNSUPPORTED_WILDCARD_IN_PRINCIPAL
        : Malformation.INVALID_PRINCIPAL_FORMAT;
  }

  private PrincipalPattern pattern(String kind, String name) {
    if (kind.equals("AWS")) {
      return aws(name);
    }
    if (name.isEmpty() || hasWildcard(name)) {
      throw new IllegalArgumentException(
          "`%s` names nobody of kind %s; write the whole name, since only AWS takes `*`"
              .formatted(name, kind));
    }
    return switch (kind) {
      case "Service" -> new PrincipalPattern.Service(name);
      case "Federated" -> new PrincipalPattern.Federated(name);
      default ->
          new PrincipalPattern.CanonicalUser(name, canonicalUsers.accountId(name).orElse(null));
    };
  }

  private PrincipalPattern aws(String name) {
    if (name.equals(EVERYONE)) {
      return new PrincipalPattern.Everyone();
    }
    if (isAccount(name)) {
      return new PrincipalPattern.Account(name);
    }
    if (isUniqueId(name)) {
      return new PrincipalPattern.Entity(name);
    }
    if (!name.startsWith("arn:")) {
      throw new IllegalArgumentException(
          "`%s` names no principal; write an account's twelve digits, an ARN, or `*` for everyone"
              .formatted(name));
    }
    Arn arn = Arn.parse(name);
    if (type == PolicyType.TRUST && hasWildcard(name)) {
      throw new IllegalArgumentException(
          "`%s` holds a wildcard, which no principal may; write whole names, or `*` for everyone"
              .formatted(name));
    }
    return arn.service().equals("iam") && arn.resource().equals("root") && isAccount(arn.account())
        ? new PrincipalPattern.Account(arn.account())
        : new PrincipalPattern.Entity(name);
  }

  private static boolean hasWildcard(String name) {
    return name.indexOf('*') >= 0 || name.indexOf('?') >= 0;
  }

  private static boolean isAccount(String name) {
    return name.length() == ACCOUNT_DIGITS && name.chars().allMatch(Ascii::isDigit);
  }

  /** What an ARN turns into when its user or role is stored: {@code AIDA…}, {@code AROA…}. */
  private static boolean isUniqueId(String name) {
    return (name.startsWith("AIDA") || name.startsWith("AROA"))
        && name.chars().allMatch(c -> Ascii.isUpperCase(c) || Ascii.isDigit(c));
  }
}
