package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.Identity;
import io.ostiary.realm.directory.IdentityKind;
import io.ostiary.realm.directory.ManagedPolicy;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who uses a managed policy. */
final class PolicyEntityOperations {
  private static final List<String> ENTITIES =
      List.of("User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy");

  static final List<Operation> ALL =
      List.of(
          Operation.lists(
              "ListEntitiesForPolicy",
              Filter::read,
              PolicyEntityOperations::users,
              identity -> identity.kind().word() + '/' + identity.name(),
              PolicyEntityOperations::write));

  private record Filter(
      String policyArn, Optional<String> entity, String pathPrefix, Optional<String> usage) {
    static Filter read(Parameters in, Call call) {
      return new Filter(
          PolicyOperations.arn(in, call),
          in.optionalWord("EntityFilter", ENTITIES),
          in.optionalText("PathPrefix", Texts.PATH).orElse("/"),
          in.optionalWord("PolicyUsageFilter", PolicyOperations.USAGES));
    }

    boolean counts(String use) {
      return usage.map(use::equals).orElse(true);
    }

    boolean takes(Identity identity) {
      return identity.path().startsWith(pathPrefix)
          && entity.map(word -> word.equalsIgnoreCase(identity.kind().word())).orElse(true);
    }
  }

  private PolicyEntityOperations() {}

  private static List<Identity> users(Filter filter, Call call) {
    ManagedPolicy policy = PolicyOperations.existing(filter.policyArn(), call);
    Set<Identity> users = new LinkedHashSet<>();
    if (filter.counts("PermissionsPolicy")) {
      users.addAll(call.directory().attachedTo(call.accountId(), policy));
    }
    if (filter.counts("PermissionsBoundary")) {
      users.addAll(call.directory().boundBy(call.accountId(), policy));
    }
    return users.stream().filter(filter::takes).toList();
  }

  private static void write(XmlWriter xml, List<Identity> users) {
    list(xml, "Group", IdentityKind.GROUP, users);
    list(xml, "User", IdentityKind.USER, users);
    list(xml, "Role", IdentityKind.ROLE, users);
  }

  private static void list(XmlWriter xml, String word, IdentityKind kind, List<Identity> users) {
    xml.list(
        "Policy" + word + 's',
        users.stream().filter(identity -> identity.kind() == kind).toList(),
        (member, identity) ->
            member.element(word + "Name", identity.name()).element(word + "Id", identity.id()));
  }
}
