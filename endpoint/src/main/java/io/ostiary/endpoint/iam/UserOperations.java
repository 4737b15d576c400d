package io.ostiary.endpoint.iam;

import io.ostiary.endpoint.iam.BoundaryOperations.Bounded;
import io.ostiary.endpoint.query.Call;
import io.ostiary.endpoint.query.Content;
import io.ostiary.endpoint.query.Operation;
import io.ostiary.endpoint.query.Parameters;
import io.ostiary.endpoint.query.XmlWriter;
import io.ostiary.realm.directory.Account;
import io.ostiary.realm.directory.CreateUser;
import io.ostiary.realm.directory.DeleteUser;
import io.ostiary.realm.directory.UpdateUser;
import io.ostiary.realm.directory.User;
import io.ostiary.realm.store.LastAccess;
import io.ostiary.realm.store.OnceStore.LastUse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Users: who has a name of their own in an account. */
final class UserOperations {

  static List<Operation> of(Surroundings surroundings) {
    LastUses uses = surroundings.lastUses();
    return List.of(
        Operation.of(
            "CreateUser",
            UserOperations::createUser,
            (command, call) -> new Bounded<>(call.execute(command), command.permissionsBoundary()),
            UserOperations::wholeUser),
        Operation.of(
            "GetUser",
            Target::read,
            (target, call) -> user(target, call, uses),
            (xml, user) -> user.write(xml)),
        Operation.lists(
            "ListUsers",
            (in, call) -> in.optionalText("PathPrefix", Texts.PATH_PREFIX).orElse("/"),
            (prefix, call) ->
                call.directory().users(call.accountId()).stream()
                    .filter(user -> user.path().startsWith(prefix))
                    .toList(),
            User::name,
            (xml, users) -> users(xml, users, passwords(users, uses))),
        Operation.command("UpdateUser", UserOperations::updateUser),
        Operation.command(
            "DeleteUser",
            (in, call) ->
                new DeleteUser(call.accountId(), in.text("UserName", Texts.EXISTING_USER_NAME))));
  }

  private UserOperations() {}

  private static CreateUser createUser(Parameters in, Call call) {
    return new CreateUser(
        call.accountId(),
        in.optionalText("Path", Texts.PATH).orElse("/"),
        in.text("UserName", Texts.USER_NAME),
        Tags.read(in),
        in.optionalText("PermissionsBoundary", Texts.ARN));
  }

  private static UpdateUser updateUser(Parameters in, Call call) {
    return new UpdateUser(
        call.accountId(),
        in.text("UserName", Texts.EXISTING_USER_NAME),
        in.optionalText("NewPath", Texts.PATH),
        in.optionalText("NewUserName", Texts.USER_NAME));
  }

  private static Content user(Target target, Call call, LastUses uses) {
    if (target instanceof Target.Named named) {
      User user = Target.existing(named.userName(), call);
      Bounded<User> bounded = Bounded.of(user, call);
      Optional<LastUse> password = uses.of(LastAccess.passwordId(user.id()));
      return xml ->
          xml.element(
              "User",
              inside -> {
                whole(inside, bounded);
                passwordLastUsed(inside, password);
              });
    }
    Account account =
        call.directory()
            .account(call.accountId())
            .orElseThrow(() -> Target.noSuchEntity("The account cannot be found."));
    return xml -> rootUser(xml, account);
  }

  private static void wholeUser(XmlWriter xml, Bounded<User> bounded) {
    xml.element("User", inside -> whole(inside, bounded));
  }

  private static void whole(XmlWriter xml, Bounded<User> bounded) {
    listedUser(xml, bounded.identity());
    bounded.write(xml);
    Tags.write(xml, bounded.identity().tags());
  }

  private static void passwordLastUsed(XmlWriter xml, Optional<LastUse> password) {
    password.ifPresent(use -> xml.element("PasswordLastUsed", use.at()));
  }

  private static Map<String, LastUse> passwords(List<User> users, LastUses uses) {
    return uses.of(users.stream().map(user -> LastAccess.passwordId(user.id())).toList());
  }

  private static void users(XmlWriter xml, List<User> users, Map<String, LastUse> passwords) {
    xml.list(
        "Users",
        users,
        (member, user) -> {
          listedUser(member, user);
          passwordLastUsed(
              member, Optional.ofNullable(passwords.get(LastAccess.passwordId(user.id()))));
        });
  }

  /** A user as lists show it: without tags and boundary. */
  static void listedUser(XmlWriter xml, User user) {
    xml.element("Path", user.path())
        .element("UserName", user.name())
        .element("UserId", user.id())
        .element("Arn", user.arn())
        .element("CreateDate", user.createdAt());
  }

  private static void rootUser(XmlWriter xml, Account account) {
    xml.element(
        "User",
        inside ->
            inside
                .element("UserId", account.id())
                .element("Arn", account.rootArn())
                .element("CreateDate", account.createdAt()));
  }
}
