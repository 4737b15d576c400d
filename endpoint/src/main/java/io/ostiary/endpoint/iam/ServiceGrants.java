package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Text;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.policy.document.ActionPattern;
import io.ostiary.policy.document.Effect;
import io.ostiary.policy.document.Policy;
import io.ostiary.policy.document.Statement;
import io.ostiary.policy.request.RequestContext;
import io.ostiary.realm.directory.Directory;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.User;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which policies of an identity let it do anything at all in a service: those with a statement that
 * allows some action of it, whatever others deny.
 */
final class ServiceGrants {
  private static final int MOST_SERVICES = 200;

  /** The prefix of a service. */
  static final Text SERVICE = Text.of(1, 64, "[\\w-]*", c -> Text.isWord(c) || c == '-');

  private record Question(String arn, List<String> services) {}

  /**
   * A policy that applies to an identity.
   *
   * @param owner in whom an inline policy lives; empty for a managed one
   */
  private record Applied(
      String name, Optional<String> arn, Optional<Identity> owner, Policy policy) {

    void write(XmlWriter xml) {
      xml.element("PolicyName", name).element("PolicyType", arn.isPresent() ? "MANAGED" : "INLINE");
      arn.ifPresent(present -> xml.element("PolicyArn", present));
      owner.ifPresent(
          identity ->
              xml.element("EntityType", identity.kind().word().toUpperCase(Locale.ROOT))
                  .element("EntityName", identity.name()));
    }
  }

  private record Granted(String service, List<Applied> by) {}

  static final Operation OPERATION =
      Operation.list(
          "ListPoliciesGrantingServiceAccess",
          (in, call) ->
              new Question(
                  in.text("Arn", Texts.ARN),
                  in.someOf("ServiceNamespaces", MOST_SERVICES, one -> one.text("", SERVICE))),
          ServiceGrants::select,
          new Listing<>("PoliciesGrantingServiceAccess", Granted::service, ServiceGrants::write));

  private ServiceGrants() {}

  private static List<Granted> select(Question question, Call call) {
    List<Applied> policies = applied(PolicySource.find(question.arn(), call), call.directory());
    List<Granted> granted = new ArrayList<>();
    for (String service : new LinkedHashSet<>(question.services())) {
      granted.add(
          new Granted(
              service, policies.stream().filter(one -> grants(one.policy(), service)).toList()));
    }
    return granted;
  }

  private static List<Applied> applied(Identity identity, Directory directory) {
    List<Applied> policies = new ArrayList<>();
    add(identity, directory, policies);
    if (identity instanceof User user) {
      directory.groupsOf(user).forEach(group -> add(group, directory, policies));
    }
    return policies;
  }

  private static void add(Identity identity, Directory directory, List<Applied> to) {
    directory
        .inlinePolicies(identity)
        .forEach(
            inline ->
                to.add(
                    new Applied(
                        inline.name(), Optional.empty(), Optional.of(identity), inline.policy())));
    directory
        .attachedPolicies(identity)
        .forEach(
            managed ->
                to.add(
                    new Applied(
                        managed.name(),
                        Optional.of(managed.arn()),
                        Optional.empty(),
                        directory.defaultVersion(managed).policy())));
  }

  /** Every policy that grants something to an identity, for a user those of its groups too. */
  static List<Policy> policies(Identity identity, Directory directory) {
    return applied(identity, directory).stream().map(Applied::policy).toList();
  }

  /** Says whether a policy allows something of a service. */
  static boolean grants(Policy policy, String service) {
    return policy.statements().stream()
        .filter(statement -> statement.effect() == Effect.ALLOW)
        .anyMatch(statement -> covers(statement, service));
  }

  private static boolean covers(Statement statement, String service) {
    List<ActionPattern> patterns = statement.actions().patterns();
    return statement.actions().excludes()
        ? patterns.stream().noneMatch(pattern -> isOf(pattern, service) && isWhole(pattern))
        : patterns.stream().anyMatch(pattern -> isOf(pattern, service));
  }

  private static boolean isOf(ActionPattern pattern, String service) {
    int colon = pattern.text().indexOf(':');
    String prefix = pattern.text().substring(0, Math.max(colon, 0));
    return colon < 0
        || prefix.equals("*")
        || RequestContext.fold(prefix).equals(RequestContext.fold(service));
  }

  private static boolean isWhole(ActionPattern pattern) {
    return pattern
        .text()
        .substring(pattern.text().indexOf(':') + 1)
        .chars()
        .allMatch(c -> c == '*');
  }

  private static void write(XmlWriter xml, Granted granted) {
    xml.element("ServiceNamespace", granted.service())
        .list("Policies", granted.by(), (member, policy) -> policy.write(member));
  }
}
