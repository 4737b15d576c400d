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
import io.ostiary.realm.directory.UpdateAssumeRolePolicy;
import io.ostiary.realm.directory.UpdateRole;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Roles: what others may become for a while. */
final class RoleOperations {
  private static final int SHORTEST_SESSION = 3600;
  private static final int LONGEST_SESSION = 43_200;

  /** A role with its boundary and the text of its trust policy. */
  record Trusted(Bounded<Role> bounded, String policy) {
    static Trusted of(Role role, String policy) {
      return new Trusted(new Bounded<>(role, Optional.empty()), policy);
    }

    static Trusted of(Role role, Call call) {
      return new Trusted(Bounded.of(role, call), call.directory().trustPolicy(role));
    }

    Role role() {
      return bounded.identity();
    }
  }

  static List<Operation> of(Surroundings surroundings) {
    LastUses uses = surroundings.lastUses();
    return List.of(
        Operation.of(
            "CreateRole",
            RoleOperations::create,
            (command, call) ->
                new Trusted(
                    new Bounded<>(call.execute(command), command.permissionsBoundary()),
                    command.trustPolicy()),
            RoleOperations::element),
        Operation.of(
            "GetRole",
            IdentityWords.ROLE::read,
            (name, call) -> Trusted.of((Role) IdentityWords.existing(name, call), call),
            (xml, trusted) -> used(xml, trusted, uses.of(trusted.role().id()))),
        Operation.list(
            "ListRoles",
            (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
            (prefix, call) ->
                call.directory().roles(call.accountId()).stream()
                    .filter(role -> role.path().startsWith(prefix))
                    .map(role -> Trusted.of(role, call))
                    .toList(),
            new Listing<>("Roles", trusted -> trusted.role().name(), RoleOperations::listed)),
        Operation.command(
            "UpdateRole",
            RoleOperations::update,
            // Clients want a result, empty as it is.
            (xml, role) -> {}),
        Operation.of(
            "UpdateRoleDescription",
            RoleOperations::describe,
            (command, call) -> {
              Role changed = call.execute(command);
              return Trusted.of(changed, call.directory().trustPolicy(changed));
            },
            RoleOperations::element),
        Operation.command(
            "UpdateAssumeRolePolicy",
            (in, call) ->
                new UpdateAssumeRolePolicy(
                    call.accountId(),
                    in.text("RoleName", Texts.ROLE_NAME),
                    in.text("PolicyDocument", Texts.POLICY_DOCUMENT))),
        Operation.command(
            "DeleteRole",
            (in, call) -> new DeleteRole(call.accountId(), in.text("RoleName", Texts.ROLE_NAME))));
  }

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
        Tags.read(in),
        in.optionalText("PermissionsBoundary", Texts.ARN));
  }

  private static UpdateRole update(Parameters in, Call call) {
    OptionalInt seconds =
        in.optionalInteger("MaxSessionDuration", SHORTEST_SESSION, LONGEST_SESSION);
    return new UpdateRole(
        call.accountId(),
        in.text("RoleName", Texts.ROLE_NAME),
        in.optionalText("Description", Texts.DESCRIPTION),
        seconds.isPresent()
            ? Optional.of(Duration.ofSeconds(seconds.getAsInt()))
            : Optional.empty());
  }

  private static UpdateRole describe(Parameters in, Call call) {
    return new UpdateRole(
        call.accountId(),
        in.text("RoleName", Texts.ROLE_NAME),
        Optional.of(in.text("Description", Texts.DESCRIPTION)),
        Optional.empty());
  }

  static void element(XmlWriter xml, Trusted trusted) {
    xml.element("Role", inside -> whole(inside, trusted));
  }

  private static void used(XmlWriter xml, Trusted trusted, Optional<LastUse> last) {
    xml.element(
        "Role",
        inside -> {
          whole(inside, trusted);
          lastUsed(inside, last);
        });
  }

  private static void whole(XmlWriter xml, Trusted trusted) {
    listed(xml, trusted);
    trusted.bounded().write(xml);
    Tags.write(xml, trusted.role().tags());
  }

  /** Writes the element {@code RoleLastUsed}, empty if the role never was. */
  static void lastUsed(XmlWriter xml, Optional<LastUse> last) {
    xml.element(
        "RoleLastUsed",
        inside ->
            last.ifPresent(
                use -> inside.element("LastUsedDate", use.at()).element("Region", use.region())));
  }

  /** A role as lists show it: without tags and boundary. */
  static void listed(XmlWriter xml, Trusted trusted) {
    Role role = trusted.role();
    xml.element("Path", role.path())
        .element("RoleName", role.name())
        .element("RoleId", role.id())
        .element("Arn", role.arn())
        .element("CreateDate", role.createdAt())
        .element("AssumeRolePolicyDocument", PercentEncoding.encode(trusted.policy()));
    if (!role.description().isEmpty()) {
      xml.element("Description", role.description());
    }
    xml.element("MaxSessionDuration", Long.toString(role.maxSessionDuration().toSeconds()));
  }
}
