package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Listing;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.AddRoleToInstanceProfile;
import io.ostiary.realm.directory.CreateInstanceProfile;
import io.ostiary.realm.directory.DeleteInstanceProfile;
import io.ostiary.realm.directory.InstanceProfile;
import io.ostiary.realm.directory.RemoveRoleFromInstanceProfile;
import io.ostiary.realm.directory.Role;
import io.ostiary.realm.directory.TaggedInstanceProfile;
import java.util.List;
import java.util.Optional;

/** Instance profiles, which hand a role to a machine. */
final class InstanceProfileOperations {

  static final List<Operation> ALL =
      List.of(
          Operation.of(
              "CreateInstanceProfile",
              InstanceProfileOperations::create,
              (command, call) -> new Filled(call.execute(command), Optional.empty()),
              InstanceProfileOperations::element),
          Operation.of(
              "GetInstanceProfile",
              InstanceProfileOperations::name,
              (name, call) -> Filled.of(existing(name, call), call),
              InstanceProfileOperations::element),
          Operation.list(
              "ListInstanceProfiles",
              (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
              (prefix, call) ->
                  call.directory().instanceProfiles(call.accountId()).stream()
                      .filter(profile -> profile.path().startsWith(prefix))
                      .map(profile -> Filled.of(profile, call))
                      .toList(),
              listing()),
          Operation.list(
              "ListInstanceProfilesForRole",
              IdentityWords.ROLE::read,
              (name, call) ->
                  call
                      .directory()
                      .instanceProfiles((Role) IdentityWords.existing(name, call))
                      .stream()
                      .map(profile -> Filled.of(profile, call))
                      .toList(),
              listing()),
          Operation.command(
              "AddRoleToInstanceProfile",
              (in, call) ->
                  new AddRoleToInstanceProfile(
                      call.accountId(), name(in, call), in.text("RoleName", Texts.ROLE_NAME))),
          Operation.command(
              "RemoveRoleFromInstanceProfile",
              (in, call) ->
                  new RemoveRoleFromInstanceProfile(
                      call.accountId(), name(in, call), in.text("RoleName", Texts.ROLE_NAME))),
          Operation.command(
              "DeleteInstanceProfile",
              (in, call) -> new DeleteInstanceProfile(call.accountId(), name(in, call))));

  /** A profile with the role that it holds. */
  private record Filled(InstanceProfile profile, Optional<RoleOperations.Trusted> role) {
    static Filled of(InstanceProfile profile, Call call) {
      return new Filled(
          profile,
          profile
              .roleId()
              .flatMap(call.directory()::roleById)
              .map(role -> RoleOperations.Trusted.of(role, call)));
    }
  }

  private InstanceProfileOperations() {}

  /** The tags of instance profiles. */
  static List<Operation> tags() {
    return TagOperations.of(
        "InstanceProfile",
        (in, call) -> new TaggedInstanceProfile(call.accountId(), name(in, call)),
        named -> named,
        (named, call) -> existing(named.name(), call).tags());
  }

  private static String name(Parameters in, Call call) {
    return in.text("InstanceProfileName", Texts.INSTANCE_PROFILE_NAME);
  }

  private static CreateInstanceProfile create(Parameters in, Call call) {
    return new CreateInstanceProfile(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        name(in, call),
        Tags.read(in));
  }

  /** Writes the profiles that hold a role as a list of any name. */
  static void listed(XmlWriter xml, String element, Role role, Call call) {
    xml.list(
        element,
        call.directory().instanceProfiles(role),
        (member, profile) -> listed(member, Filled.of(profile, call)));
  }

  private static InstanceProfile existing(String name, Call call) {
    return call.directory()
        .instanceProfile(call.accountId(), name)
        .orElseThrow(() -> Target.noSuchEntity("Instance Profile " + name + " cannot be found."));
  }

  private static Listing<Filled> listing() {
    return new Listing<>(
        "InstanceProfiles", filled -> filled.profile().name(), InstanceProfileOperations::listed);
  }

  private static void element(XmlWriter xml, Filled filled) {
    xml.element(
        "InstanceProfile",
        inside -> {
          listed(inside, filled);
          Tags.write(inside, filled.profile().tags());
        });
  }

  /** A profile as lists show it: without tags. */
  private static void listed(XmlWriter xml, Filled filled) {
    InstanceProfile profile = filled.profile();
    xml.element("Path", profile.path())
        .element("InstanceProfileName", profile.name())
        .element("InstanceProfileId", profile.id())
        .element("Arn", profile.arn())
        .element("CreateDate", profile.createdAt())
        .list("Roles", filled.role().stream().toList(), RoleOperations::listed);
  }
}
