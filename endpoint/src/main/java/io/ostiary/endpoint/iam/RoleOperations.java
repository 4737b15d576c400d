package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.iam.BoundaryOperations.Bounded;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.CreateRole;
import io.ostiary.realm.directory.DeleteRole;
import io.ostiary.realm.directory.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Roles: what others may become for a while. */
final class RoleOperations {
  private static final int SHORTEST_SESSION = 3600;
  private static final int LONGEST_SESSION = 43_200;

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "CreateRole",
              RoleOperations::create,
              (command, call) -> new Bounded<>(call.execute(command), Optional.<String>empty()),
              RoleOperations::element),
          Operation.of(
              "GetRole",
              IdentityWords.ROLE::read,
              (name, call) -> Bounded.of((Role) IdentityWords.existing(name, call), call),
              RoleOperations::element),
          Operation.list(
              "ListRoles",
              (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
              (prefix, call) ->
                  call.directory().roles(call.accountId()).stream()
                      .filter(role -> role.path().startsWith(prefix))
                      .toList(),
              new Listing<>("Roles", Role::name, RoleOperations::listed)),
          Operation.command(
              "DeleteRole",
              (in, call) ->
                  new DeleteRole(call.accountId(), in.text("RoleName", Texts.ROLE_NAME))));

  private RoleOperations() {}

  private static CreateRole create(Parameters in, Call call) {
    return new CreateRole(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        in.text("RoleName", Texts.ROLE_NAME),
        in.text("AssumeRolePolicyDocument", Texts.POLICY_DOCUMENT),
        in.optionalText("Description", Texts.DESCRIPTION).orElse(""),
        Duration.ofSeconds(
            in.optionalInteger("MaxSessionDuration", SHORTEST_SESSION, LONGEST_SESSION)
                .orElse(SHORTEST_SESSION)),
        Tags.read(in));
  }

  private static void element(XmlWriter xml, Bounded<Role> bounded) {
    xml.element(
        "Role",
        inside -> {
          listed(inside, bounded.identity());
          bounded.write(inside);
          Tags.write(inside, bounded.identity().tags());
        });
  }

  /** A role as lists show it: without tags and boundary. */
  private static void listed(XmlWriter xml, Role role) {
    xml.element("Path", role.path())
        .element("RoleName", role.name())
        .element("RoleId", role.id())
        .element("Arn", role.arn())
        .element("CreateDate", role.createdAt())
        .element("AssumeRolePolicyDocument", PercentEncoding.encode(role.trustPolicy().text()));
    if (!role.description().isEmpty()) {
      xml.element("Description", role.description());
    }
    xml.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
  }
}
